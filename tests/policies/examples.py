"""Examples of fixes: what a rule refuses beside what it passes, two rows of its table, in Pulumi YAML.

Rows are run by the tables' own tests, so an example is never other than what the rule says of it. As a program
(`make docs`) it writes the page of the rules.
"""

import difflib
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

if __name__ == "__main__":  # A dependency of ours installs a package by the name of this folder.
    sys.modules["tests"] = found = ModuleType("tests")
    found.__path__ = [str(Path(__file__).parents[1])]

from mlops_policy.pack import pack
from mlops_policy.reference import markdown
from mlops_policy.values import UNKNOWN
from pulumi import AssetArchive

from tests.policies.rows import Node, Row, Table, tables

STACK = "pulumi:pulumi:Stack"
TO_JSON = "fn::toJSON"


def examples(table: Table) -> dict[str, str]:
    """By rule: the fix that changes least, as the difference between what is refused and what passes."""
    return {rule_id: difference(*pair(rows)) for rule_id, rows in table.items()}


def pair(rows: Iterable[Row]) -> tuple[Row, Row]:
    """The bad and the good row that differ least, of one type where the rule passes any of it; the first of these."""
    listed = [row for row in rows if shows(row)]
    pairs = list(product(*([row for row in listed if row.kind == kind] for kind in ("bad", "good"))))
    shown = [(refused, passed) for refused, passed in pairs if passed.shown]
    alike = [(refused, passed) for refused, passed in shown or pairs if types(refused) & types(passed)]
    return min(alike or pairs, key=lambda each: cost(*each))


def shows(row: Row) -> bool:
    """Whether a row can be written as a program: it is whole, and what it says is no matter of spelling."""
    return not holds_unknown(row.subject) and not any("not valid JSON" in text for text in row.said)


def types(row: Row) -> set[str]:
    """The types of a row's resources."""
    return {one.token for one in row.subject} if of_stack(row) else {row.subject[0]}


def cost(refused: Row, passed: Row) -> tuple[int, int]:
    """How much changes, where to add what is missing is less than to leave something out; and how long it is."""
    lines = difference(refused, passed).splitlines()
    changes = {sign: sum(line.startswith(sign) for line in lines) for sign in "+-"}
    return changes["+"] + 2 * changes["-"] + (8 if not changes["+"] else 0), len(lines)


def difference(refused: Row, passed: Row) -> str:
    """What to change in a program that is refused: its lines, marked as in a patch."""
    lines = difflib.ndiff(written(refused).splitlines(), written(passed).splitlines())
    return "\n".join(f"{line[0]} {line[2:]}".rstrip() for line in lines if not line.startswith("?"))


def written(row: Row) -> str:
    """The row as Pulumi YAML."""
    return yaml.safe_dump(program(row), sort_keys=False, width=100, default_flow_style=False, allow_unicode=True)


def program(row: Row) -> dict[str, Any]:
    """The row as a Pulumi YAML program has it: one resource, or those of a stack by name, and the stack's outputs."""
    if not of_stack(row):
        token, props = row.subject
        return resource(token, props)
    nodes: Sequence[Node] = row.subject
    made: dict[str, Any] = {
        "resources": {one.name: resource(one.token, one.props) for one in nodes if one.token != STACK}
    }
    outputs = {name: value for one in nodes if one.token == STACK for name, value in one.props.items()}
    return made | ({"outputs": outputs} if outputs else {})


def resource(token: str, props: Mapping[str, Any]) -> dict[str, Any]:
    """One resource."""
    return {"type": token, "properties": plain(props)}


def plain(value: Any) -> Any:
    """A value as YAML has it, a JSON document in a text as what it holds."""
    if isinstance(value, Mapping):
        return {key: plain(member) for key, member in value.items() if member is not None}
    if isinstance(value, list):
        return [plain(member) for member in value]
    if isinstance(value, AssetArchive):
        return {"fn::fileArchive": "./app"}
    if isinstance(value, str) and value.startswith("{"):
        try:
            return {TO_JSON: json.loads(value)}
        except ValueError:
            return str(value)
    return value


def of_stack(row: Row) -> bool:
    """Whether it is about several resources."""
    return bool(row.subject) and isinstance(row.subject[0], Node)


def holds_unknown(value: Any) -> bool:
    """Whether something in it is not known."""
    if isinstance(value, Node):
        return holds_unknown(value.props)
    if isinstance(value, Mapping):
        return any(map(holds_unknown, value.values()))
    if isinstance(value, list | tuple):
        return any(map(holds_unknown, value))
    return value is UNKNOWN


if __name__ == "__main__":
    print(markdown(pack().rules, examples(tables())), end="")
