"""Rows of rule tables: properties as a program would set them, and exactly what one rule says of them.

A row goes the whole way: onto the wire as the engine writes it, and through the analyzer.
"""

import functools
import importlib.util
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.struct_pb2 import Struct
from mlops_policy.analyzer import Analyzer
from mlops_policy.evaluation import Evaluator, Standing
from mlops_policy.kernel import Level
from mlops_policy.pack import Pack, pack
from mlops_policy.values import UNKNOWN
from pulumi import AssetArchive
from pulumi.runtime.proto import analyzer_pb2 as pb

SIGNATURE, SECRET = "4dabf18193072939515e22adb298388d", "1b47061264138c4ac30d75fd1eb44270"
ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7"
UNKNOWN_ON_THE_WIRE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"


@dataclass(frozen=True)
class Row:
    """One row. `kind`: bad, good, unknown or other; `subject`: a type and its properties, or the nodes of a stack."""

    kind: str
    subject: Any
    said: tuple[str, ...]
    shown: bool = False
    """Whether it, among the good rows, is the fix that the rule's page shows."""


def bad(token: str, props: dict[str, Any], *said: str) -> Row:
    """The rule says exactly this."""
    return Row("bad", (token, props), said)


def good(token: str, props: dict[str, Any]) -> Row:
    """The rule passes it."""
    return Row("good", (token, props), ())


def fixed(row: Row) -> Row:
    """The good row that shows what to do, where one that differs less from a bad one would not."""
    return replace(row, shown=True)


def unknown(token: str, props: dict[str, Any], *paths: str) -> Row:
    """The rule could not assess exactly these paths; with none, what is not known counts as set."""
    return Row("unknown", (token, props), tuple(f"could not assess: {path} is not known yet" for path in paths))


def other(token: str, props: dict[str, Any]) -> Row:
    """The rule is not about this."""
    return Row("other", (token, props), ())


@dataclass(frozen=True)
class Node:
    """A resource of a stack. `depends`: the names of the nodes that a property depends on."""

    token: str
    name: str
    props: dict[str, Any]
    depends: Mapping[str, list[str]]
    protected: bool = False


def node(token: str, name: str, props: dict[str, Any], **depends: list[str]) -> Node:
    return Node(token, name, props, depends)


def bad_stack(*nodes: Node, said: str) -> Row:
    """The rule says exactly this, as `NODE: TEXT`."""
    return Row("bad", nodes, (said,))


def good_stack(*nodes: Node) -> Row:
    return Row("good", nodes, ())


def unknown_stack(*nodes: Node, path: str) -> Row:
    return Row("unknown", nodes, (f"could not assess: {path} is not known yet",))


def other_stack(*nodes: Node) -> Row:
    return Row("other", nodes, ())


ELSEWHERE = "aws:s3/bucketObject:BucketObject"
"""A type that no rule is about."""


KEY_ARN = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
SAMPLES: dict[str, Any] = {
    "description": "What it is for.",
    "executionRole": "arn:aws:iam::123456789012:role/mlops/ada",
    "modelMetrics": {"modelQuality": {"statistics": {"s3Uri": "s3://churn/evaluation.json"}}},
    "securityGroupIds": ["sg-1"],
    "subnets": ["subnet-1", "subnet-2"],
}
"""Something that a property of the name may be set to; else it takes the ARN of a key."""


def keeps(token: str, path: str, value: Any, around: dict[str, Any] | None = None, wrong: Any = None) -> list[Row]:
    """The rows of a rule that a property is a value, `wrong` and absent being others. `around`: what else is set."""
    shown = value if isinstance(value, str) else json.dumps(value)
    said = f"{path} is not {shown}."
    other_values = [wrong] if wrong is not None else []
    return [
        *(bad(token, put(around, path, one), said) for one in [None, *other_values]),
        good(token, put(around, path, value)),
        unknown(token, put(around, path, UNKNOWN), path),
        other(ELSEWHERE, put(around, path, None)),
    ]


def sets(token: str, *paths: str, around: dict[str, Any] | None = None, value: Any = None) -> list[Row]:
    """The rows of a rule that properties are set. `value`: to what, where it is no sample of ours."""
    samples = {path: value or SAMPLES.get(path.split(".")[-1], KEY_ARN) for path in paths}
    whole = functools.reduce(lambda props, path: put(props, path, samples[path]), paths, around or {})
    return [
        bad(token, functools.reduce(lambda props, path: put(props, path, None), paths, around or {}),
            *(f"{path} is not set." for path in paths)),
        *(bad(token, put(whole, path, ""), f"{path} is not set.") for path in paths),
        good(token, whole),
        unknown(token, functools.reduce(lambda props, path: put(props, path, UNKNOWN), paths, around or {})),
        other(ELSEWHERE, {}),
    ]  # fmt: skip


def put(props: dict[str, Any] | None, path: str, value: Any) -> dict[str, Any]:
    """The properties with a value at a dotted path."""
    key, _, rest = path.partition(".")
    made = dict(props or {})
    made[key] = put(made.get(key), rest, value) if rest else value
    return made


def policy(principal: Any, **more: Any) -> dict[str, Any]:
    """A resource's policy whose one statement allows the principal everything. `more`: what else the statement says."""
    return {"policy": json.dumps({"Statement": [{"Effect": "Allow", "Principal": principal, "Action": "*", **more}]})}


Table = dict[str, list[Row]]
TABLES = Path(__file__).parent / "rules"


@functools.cache
def tables() -> dict[str, list[Row]]:
    """The rows of every table, by rule."""
    found: Table = {}
    for path in sorted(TABLES.glob("test_*.py")):
        spec = importlib.util.spec_from_file_location(f"table_{path.stem}", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        assert not set(found) & set(module.TABLE), f"{path.name} repeats a rule of another table"
        found |= module.TABLE
    return found


def cases(table: Table) -> list[Any]:
    """A pytest parameter a row."""
    return [
        pytest.param(rule_id, row, id=f"{rule_id}-{row.kind}-{index}")
        for rule_id, rows in table.items()
        for index, row in enumerate(rows)
    ]


def judge(rule_id: str, row: Row) -> tuple[str, ...]:
    """What the rule says is wrong, then what it could not assess."""
    analyzer = alone(rule_id)
    if row.subject and isinstance(row.subject[0], Node):
        response = analyzer.AnalyzeStack(stack_request(*row.subject), None)
    else:
        response = analyzer.Analyze(request(*row.subject), None)
    violations = [
        f"{found.urn.split('::')[-1]}: {line}" if rule_id.startswith("stack-") else line
        for found in response.diagnostics
        if found.policyName == rule_id
        for line in wrong(found)
    ]
    unassessed = [
        found.reason
        for found in response.not_applicable
        if found.policy_name == rule_id and found.reason != "judges other types"
    ]
    return (*violations, *unassessed)


@functools.cache
def alone(rule_id: str) -> Analyzer:
    """Serves one rule, also one that no pack enables by itself."""
    rule = pack()[rule_id]
    return Analyzer(
        Pack("one", [rule]), Evaluator(Pack("one", [rule]), {rule_id: Standing(Level.MANDATORY, rule.defaults)})
    )


def wrong(found: pb.AnalyzeDiagnostic) -> list[str]:
    """What is wrong: the lines before the fix and the link."""
    *lines, fix, url = found.message.split("\n")
    assert fix.startswith("Fix: ")
    assert url.startswith("https://")
    return lines


def request(token: str, props: dict[str, Any], name: str = "it") -> pb.AnalyzeRequest:
    """What the engine sends for one resource."""
    return pb.AnalyzeRequest(type=token, urn=urn(token, name), name=name, properties=wire(props))


def stack_request(*nodes: Node) -> pb.AnalyzeStackRequest:
    """What the engine sends for a stack."""
    tokens = {one.name: one.token for one in nodes}
    return pb.AnalyzeStackRequest(
        resources=[
            pb.AnalyzerResource(
                type=one.token,
                urn=urn(one.token, one.name),
                name=one.name,
                properties=wire(one.props),
                options=pb.AnalyzerResourceOptions(protect=one.protected),
                propertyDependencies={
                    key: pb.AnalyzerPropertyDependencies(urns=[urn(tokens[name], name) for name in names])
                    for key, names in one.depends.items()
                },
            )
            for one in nodes
        ]
    )


def urn(token: str, name: str) -> str:
    return f"urn:pulumi:dev::proj::{token}::{name}"


def secret(value: Any) -> dict[str, Any]:
    """A value as the engine sends a secret: in the clear, with a mark."""
    return {SIGNATURE: SECRET, "value": value}


def wire(props: dict[str, Any]) -> Struct:
    """The properties as the engine writes them."""
    struct = Struct()
    struct.update(_on_the_wire(props))
    return struct


def _on_the_wire(value: Any) -> Any:
    if value is UNKNOWN:
        return UNKNOWN_ON_THE_WIRE
    if isinstance(value, dict):
        return {key: _on_the_wire(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_on_the_wire(member) for member in value]
    if isinstance(value, AssetArchive):
        return {SIGNATURE: ARCHIVE, "assets": {}}
    return value
