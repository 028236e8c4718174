"""Command line: `mlops-policy rules`, `packs`, and `check FILE`, which judges a stack without an engine.

Exit codes of `check`: 0 as it should be, 1 a mandatory rule is violated, 2 the file or the configuration is wrong,
3 with --strict, something could not be assessed.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from .configuration import Configuration, found, load
from .evidence import FORMS
from .evidence.as_json import described
from .pack import Pack, pack
from .profiles import FOLDER, NAMES
from .profiles import load as load_pack
from .report import judge
from .state import read
from .waivers import InvalidError

WRONG = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and answer with its exit code."""
    given = parser().parse_args(arguments)
    try:
        return int(given.run(given))
    except InvalidError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG


def parser() -> argparse.ArgumentParser:
    """What may be written."""
    made = argparse.ArgumentParser(prog="mlops-policy", description="Policies for ML platforms on Pulumi.")
    commands = made.add_subparsers(required=True)
    listing = commands.add_parser("rules", help="list the rules, or those of packs")
    listing.add_argument("--json", action="store_true", help="with everything that is known of each")
    listing.add_argument("--pack", action="append", default=[], help="only what a pack enables; may be repeated")
    listing.set_defaults(run=list_rules)
    packs = commands.add_parser("packs", help="list the packs")
    packs.set_defaults(run=list_packs)
    check = commands.add_parser("check", help="judge an exported state, or a preview's JSON")
    check.add_argument("file", type=Path, help="from `pulumi stack export` or `pulumi preview --json --show-sames`")
    check.add_argument("--pack", action="append", default=[], help="a pack's name, or a YAML file; may be repeated")
    check.add_argument("--config", type=Path, help="a configuration; mlops-policy.yaml here or in stacks/ otherwise")
    check.add_argument("--waivers", type=Path, help="a YAML file of waivers, instead of the configuration's")
    check.add_argument("--format", choices=tuple(FORMS), default="text", help="the form of the report (text)")
    check.add_argument("--output", type=Path, help="write the report there, and the text to the terminal")
    check.add_argument("--strict", action="store_true", help="fail where something could not be assessed, too")
    check.add_argument("--today", type=date.fromisoformat, help=argparse.SUPPRESS)
    check.set_defaults(run=check_file)
    return made


def check_file(given: argparse.Namespace) -> int:
    """Judge a file, say what was found, and answer whether it may go on."""
    today = given.today or datetime.now(UTC).date()
    configuration = load(given.config) if given.config else found(Path.cwd())
    if given.pack:
        configuration = replace(configuration, packs=given.pack, folder=Path.cwd())
    if given.waivers:
        configuration = replace(configuration, waivers=given.waivers)
    judged = pack()
    evaluator = configuration.evaluator(judged, today)
    report = judge(evaluator, read(given.file), str(given.file), configuration.packs or ("every rule",), today)
    made = FORMS[given.format](report)
    if given.output:
        given.output.write_text(made)
        sys.stdout.write(FORMS["text"](report))
    else:
        sys.stdout.write(made)
    return report.exit_code(strict=given.strict)


def list_rules(given: argparse.Namespace) -> int:
    """List the rules."""
    judged = pack()
    evaluator = Configuration(packs=given.pack).evaluator(judged, date.min)
    listed = [rule for rule in judged.rules if not given.pack or evaluator.standing(rule).enabled]
    if given.json:
        shown = [{**described(rule), "level": str(evaluator.standing(rule).level)} for rule in listed]
        sys.stdout.write(json.dumps(shown, indent=2) + "\n")
        return 0
    for rule in sorted(listed, key=lambda it: it.id):
        sys.stdout.write(f"{rule.id:34} {rule.severity:9} {evaluator.standing(rule).level:10} {rule.description}\n")
    sys.stdout.write(f"{len(listed)} rules\n")
    return 0


def list_packs(_given: argparse.Namespace) -> int:
    """List the packs, with how many rules each enables."""
    judged: Pack = pack()
    for name in NAMES:
        evaluator = Configuration(packs=[name]).evaluator(judged, date.min)
        enabled = sum(evaluator.standing(rule).enabled for rule in judged.rules)
        sys.stdout.write(f"{name:12} {enabled:4} rules  {load_pack(FOLDER / f'{name}.yaml')['description']}\n")
    return 0
