"""The command line `mlops`: promote a model, roll it back, and show where it comes from."""

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from pulumi_mlops.naming import physical_name

from .model import Environment
from .release.account import Account, ReleaseError
from .release.lineage import of_endpoint, of_package
from .release.manifest import Manifest
from .release.promoting import Product, promote, promote_from, rollback
from .selection import select
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
    one = commands.add_parser(
        "lineage",
        help="show what an endpoint or a model package was made of",
        description="Print the chain: endpoint, model package, training run, images, feature groups, data, commit.",
    )
    which = one.add_mutually_exclusive_group(required=True)
    which.add_argument("stack", nargs="?", help="the stack whose endpoint it is, for example churn-prod")
    which.add_argument("--package", type=_package, metavar="ARN", help="a model package instead")
    one.add_argument("--json", action="store_true", help="as JSON")
    one.add_argument("--svg", type=Path, metavar="FILE", help="write a picture, too")
    _stacks(one)
    one.set_defaults(run=_lineage)
    return parser


def _product(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("product", help="the product, for example churn")
    parser.add_argument(
        "--env", type=Environment, required=True, metavar="ENV", help=f"one of {', '.join(Environment)}"
    )
    _stacks(parser)


def _stacks(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--stacks", type=Path, default=Path("stacks"), metavar="DIR", help="folder of the specs (default: stacks)"
    )


def _package(arn: str) -> str:
    if not re.match(r"^arn:aws[a-z-]*:sagemaker:[^:]+:\d{12}:model-package/", arn):
        raise argparse.ArgumentTypeError(f"{arn!r} is no model package's ARN: arn:aws:sagemaker:<region>:<account>:...")
    return arn


def _promote(asked: argparse.Namespace) -> str:
    product = Product(asked.stacks, asked.product, asked.env)
    account = product.account()
    made = promote_from(product, asked.other, account) if asked.other else promote(product, asked.version, account)
    return _told(product, made)


def _rollback(asked: argparse.Namespace) -> str:
    product = Product(asked.stacks, asked.product, asked.env)
    return _told(product, rollback(product))


def _lineage(asked: argparse.Namespace) -> str:
    if asked.package:
        chain = of_package(asked.package, Account(region=asked.package.split(":")[3]))
    else:
        chosen = select(asked.stack, asked.stacks)
        product = Product(asked.stacks, chosen.file.stem, chosen.environment)
        account = product.account()
        chain = of_endpoint(physical_name("endpoint", stack=asked.stack), product.group_arn(account), account)
    if asked.svg:
        asked.svg.write_text(chain.svg, encoding="utf-8")
    return chain.json if asked.json else chain.text


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
