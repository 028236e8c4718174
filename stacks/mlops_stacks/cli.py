"""The command line `mlops`: promote a model, roll it back, and show where it comes from."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from .model import Environment
from .release.account import ReleaseError
from .release.manifest import Manifest
from .release.promoting import Product, promote, promote_from, rollback
from .yaml_lines import SpecError


def main(words: Sequence[str] | None = None) -> int:
    """Run the command; its exit code comes back. What is wrong is said on stderr, and nothing was changed."""
    asked = _parser().parse_args(words)
    try:
        print(asked.run(asked))
    except (ReleaseError, SpecError) as error:
        print(f"mlops {asked.command}: nothing was changed\n{error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mlops", description="Which model is served, why, and where it comes from.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    one = commands.add_parser(
        "promote",
        help="make an approved version the one that an environment serves",
        description="Check an approved model package (gate, digests, approver) and write it into the environment's"
        " manifest, releases/<product>-<env>.yaml beside the spec. Review and merge that file, then deploy.",
    )
    _product(one)
    which = one.add_mutually_exclusive_group(required=True)
    which.add_argument("--version", type=int, metavar="N", help="version in the model package group")
    which.add_argument("--from", type=Environment, metavar="ENV", dest="other", help="the version that ENV serves")
    one.set_defaults(run=_promote)
    one = commands.add_parser(
        "rollback",
        help="go back to the release before",
        description="Make the release before the served one in the manifest. Review and merge, then deploy.",
    )
    _product(one)
    one.set_defaults(run=_rollback)
    return parser


def _product(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("product", help="the product, for example churn")
    parser.add_argument(
        "--env", type=Environment, required=True, metavar="ENV", help=f"one of {', '.join(Environment)}"
    )
    parser.add_argument(
        "--stacks", type=Path, default=Path("stacks"), metavar="DIR", help="folder of the specs (default: stacks)"
    )


def _promote(asked: argparse.Namespace) -> str:
    product = Product(asked.stacks, asked.product, asked.env)
    account = product.account()
    made = promote_from(product, asked.other, account) if asked.other else promote(product, asked.version, account)
    return _told(product, made)


def _rollback(asked: argparse.Namespace) -> str:
    product = Product(asked.stacks, asked.product, asked.env)
    return _told(product, rollback(product))


def _told(product: Product, made: Manifest) -> str:
    release = made.served
    metrics = ", ".join(f"{name} {value:g}" for name, value in release.metrics.items())
    lines = [
        f"{product.manifest_file}: {made.product}-{made.environment} serves version {release.version}",
        f"  package   {release.package}",
        f"  image     {release.image.registry}/{release.image.repository}@{release.image.digest}",
        f"  artifact  {release.artifact.uri} (SHA-256 {release.artifact.sha256})",
        f"  metrics   {metrics or 'none'}",
        f"  approved  by {release.approved.by}, {release.approved.at}",
        f"  made of   commit {release.commit}, data {release.data_version}",
    ]
    spec = product.spec.endpoint
    if spec is None or spec.model != "promoted":
        lines.append("The spec does not ask for it yet: set `endpoint: {model: promoted}`.")
    return "\n".join([*lines, "Commit the file; the next deployment holds it against the account and serves it."])
