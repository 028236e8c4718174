"""The server that the engine asks, over real gRPC."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import mlops_policy.analyzer
import pytest
from google.protobuf.empty_pb2 import Empty
from google.protobuf.struct_pb2 import Struct
from mlops_policy.analyzer import Analyzer, start
from mlops_policy.graph import Stack
from mlops_policy.kernel import Level, Registry, Severity, StackFindings
from mlops_policy.pack import Pack, pack
from mlops_policy.values import Findings, Props, Unassessed, expect, missing
from pulumi.runtime.proto import analyzer_pb2 as pb
from pulumi.runtime.proto.analyzer_pb2_grpc import AnalyzerStub

from tests.policies.rows import node, request, secret, stack_request, urn

THING, OTHER = "aws:x/thing:Thing", "aws:x/other:Other"
WORDS: dict[str, Any] = {"fix": "Do it.", "url": "https://example.com"}
POLICIES = Path(mlops_policy.analyzer.__file__).parent.parent


def small_pack() -> Pack:
    registry = Registry()

    @registry.rule(resource=THING, severity=Severity.HIGH, **WORDS)
    def thing_is_closed(props: Props) -> Findings:
        """A thing is closed."""
        yield from expect(props, "closed", True)

    @registry.rule(resource=[THING, OTHER], severity=Severity.LOW, level=Level.ADVISORY, **WORDS)
    def named_well(props: Props) -> Findings:
        """A thing has a name."""
        if missing(props, "name"):
            yield "name is not set."

    @registry.rule(
        resource=OTHER, severity=Severity.MEDIUM, settings={"least": {"type": "integer", "default": 2}}, **WORDS
    )
    def other_is_large(props: Props, *, least: int) -> Findings:
        """An other is large."""
        if props["size"] < least:
            yield f"size is less than {least}."

    @registry.stack_rule(resource=THING, severity=Severity.CRITICAL, **WORDS)
    def thing_has_other(stack: Stack) -> StackFindings:
        """A thing has an other."""
        for thing in stack.of(THING):
            if not stack.of(OTHER):
                yield thing, "it has no other."
            elif thing.props.get("soft"):
                yield thing, Unassessed("soft")

    return Pack("small", registry)


@pytest.fixture
def engine() -> Iterator[AnalyzerStub]:
    """What the engine holds: a connection to a server of the small pack."""
    yield from connected(small_pack())


@pytest.fixture
def full() -> Iterator[AnalyzerStub]:
    """A connection to a server of the real pack."""
    yield from connected(pack())


def connected(served: Pack) -> Iterator[AnalyzerStub]:
    server, port = start(served)
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield AnalyzerStub(channel)
    server.stop(grace=None).wait()


def said(response: pb.AnalyzeResponse) -> list[tuple[str, str, str]]:
    return [
        (one.policyName, pb.EnforcementLevel.Name(one.enforcementLevel), one.message.split("\n")[0])
        for one in response.diagnostics
    ]


def configure(engine: AnalyzerStub, name: str, level: Any, **settings: Any) -> None:
    properties = Struct()
    properties.update(settings)
    engine.Configure(
        pb.ConfigureAnalyzerRequest(policyConfig={name: pb.PolicyConfig(enforcementLevel=level, properties=properties)})
    )


def test_every_rule_is_a_policy_of_its_own(engine: AnalyzerStub) -> None:
    info = engine.GetAnalyzerInfo(Empty())
    assert (info.name, info.supportsConfig) == ("small", True)
    assert [
        (
            one.name,
            one.description,
            pb.EnforcementLevel.Name(one.enforcementLevel),
            pb.PolicySeverity.Name(one.severity),
            pb.PolicyType.Name(one.policy_type),
            one.remediation_steps,
            one.url,
        )
        for one in info.policies
    ] == [
        (
            name,
            description,
            level,
            f"POLICY_SEVERITY_{severity}",
            f"POLICY_TYPE_{kind}",
            "Do it.",
            "https://example.com",
        )
        for name, description, level, severity, kind in [
            ("thing-is-closed", "A thing is closed.", "MANDATORY", "HIGH", "RESOURCE"),
            ("named-well", "A thing has a name.", "ADVISORY", "LOW", "RESOURCE"),
            ("other-is-large", "An other is large.", "MANDATORY", "MEDIUM", "RESOURCE"),
            ("thing-has-other", "A thing has an other.", "MANDATORY", "CRITICAL", "STACK"),
        ]
    ]
    assert info.policies[2].configSchema.properties["least"]["default"] == 2


def test_the_calls_that_need_no_answer_are_answered(engine: AnalyzerStub) -> None:
    assert engine.Handshake(pb.AnalyzerHandshakeRequest()) == pb.AnalyzerHandshakeResponse()
    assert engine.ConfigureStack(pb.AnalyzerStackConfigureRequest()) == pb.AnalyzerStackConfigureResponse()
    assert engine.Remediate(request(THING, {})) == pb.RemediateResponse()
    assert engine.GetPluginInfo(Empty()).version == ""
    assert engine.Cancel(Empty()) == Empty()


def test_a_violation_carries_all_that_the_engine_shows(engine: AnalyzerStub) -> None:
    (found,) = engine.Analyze(request(THING, {"name": "a"}, "first")).diagnostics
    assert found == pb.AnalyzeDiagnostic(
        policyName="thing-is-closed",
        policyPackName="small",
        policyPackVersion="0.0.0",
        description="A thing is closed.",
        message="closed is not true.\nFix: Do it.\nhttps://example.com",
        enforcementLevel=pb.MANDATORY,
        severity=pb.POLICY_SEVERITY_HIGH,
        urn=urn(THING, "first"),
    )


def test_a_resource_is_asked_the_rules_of_its_type_and_the_others_do_not_apply(engine: AnalyzerStub) -> None:
    response = engine.Analyze(request(THING, {}))
    assert said(response) == [
        ("thing-is-closed", "MANDATORY", "closed is not true."),
        ("named-well", "ADVISORY", "name is not set."),
    ]
    assert [(one.policy_name, one.reason) for one in response.not_applicable] == [
        ("other-is-large", "judges other types")
    ]


def test_properties_are_read_once_a_resource_and_not_at_all_where_no_rule_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[Struct] = []
    plain = mlops_policy.analyzer.plain

    def counted(struct: Struct) -> Props:
        reads.append(struct)
        return plain(struct)

    monkeypatch.setattr(mlops_policy.analyzer, "plain", counted)
    analyzer = Analyzer(small_pack())
    analyzer.Analyze(request(THING, {}), object())
    assert len(reads) == 1
    analyzer.Analyze(request("aws:x/unheard:Unheard", {}), object())
    assert len(reads) == 1
    analyzer.AnalyzeStack(stack_request(node(THING, "a", {}), node(OTHER, "b", {})), object())
    assert len(reads) == 2, "only the thing's properties are asked for"


def test_what_is_not_known_yet_is_reported_as_not_assessed_and_not_as_passed(engine: AnalyzerStub) -> None:
    response = engine.Analyze(request(THING, {"closed": "04da6b54-80e4-46f7-96ec-b56ff0331ba9", "name": "a"}))
    assert said(response) == []
    assert [(one.policy_name, one.reason) for one in response.not_applicable] == [
        ("other-is-large", "judges other types"),
        ("thing-is-closed", "could not assess: closed is not known yet"),
    ]


def test_a_stack_rule_blames_the_resource_by_its_urn(engine: AnalyzerStub) -> None:
    (found,) = engine.AnalyzeStack(stack_request(node(THING, "a", {}))).diagnostics
    assert (found.policyName, found.urn) == ("thing-has-other", urn(THING, "a"))
    unsure = engine.AnalyzeStack(stack_request(node(THING, "a", {"soft": True}), node(OTHER, "b", {})))
    assert said(unsure) == []
    assert [one.reason for one in unsure.not_applicable] == ["could not assess: soft is not known yet"]


@pytest.mark.parametrize("level", [pb.ADVISORY, pb.MANDATORY, pb.REMEDIATE])
def test_a_rule_that_breaks_is_mandatory_whatever_its_level_and_shows_no_value(
    engine: AnalyzerStub, level: Any
) -> None:
    configure(engine, "other-is-large", level)
    response = engine.Analyze(request(OTHER, {"size": secret("hunter2"), "name": "b"}))
    assert [one[:2] for one in said(response)] == [("other-is-large", "MANDATORY")]
    assert "could not assess this: TypeError at test_analyzer.py" in response.diagnostics[0].message
    assert b"hunter2" not in response.SerializeToString()


def test_a_configured_level_and_setting_hold(engine: AnalyzerStub) -> None:
    configure(engine, "other-is-large", pb.ADVISORY, least=5)
    assert said(engine.Analyze(request(OTHER, {"size": 4, "name": "b"}))) == [
        ("other-is-large", "ADVISORY", "size is less than 5.")
    ]
    configure(engine, "other-is-large", pb.REMEDIATE)
    assert said(engine.Analyze(request(OTHER, {"size": 1, "name": "b"}))) == [
        ("other-is-large", "MANDATORY", "size is less than 2.")
    ]


def test_a_disabled_rule_is_not_asked(engine: AnalyzerStub) -> None:
    configure(engine, "other-is-large", pb.DISABLED)
    assert said(engine.Analyze(request(OTHER, {"name": "b"}))) == []
    configure(engine, "thing-has-other", pb.DISABLED)
    assert said(engine.AnalyzeStack(stack_request(node(THING, "a", {})))) == []


def test_a_configuration_that_names_no_rule_is_refused(engine: AnalyzerStub) -> None:
    with pytest.raises(grpc.RpcError) as refused:
        configure(engine, "thing-is-clsoed", pb.ADVISORY)
    assert refused.value.code() is grpc.StatusCode.INVALID_ARGUMENT
    assert "names thing-is-clsoed, and the pack has no such rule" in refused.value.details()
    configure(engine, "all", pb.ADVISORY)


def test_a_hand_written_stack_is_refused_by_the_real_pack_rule_by_rule(full: AnalyzerStub) -> None:
    admin = '{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}'
    answers = [
        full.Analyze(request("aws:iam/rolePolicy:RolePolicy", {"policy": admin})),
        full.Analyze(
            request(
                "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
                {"productionVariants": [{"instanceType": "ml.m5.large", "initialInstanceCount": 2}]},
            )
        ),
        full.AnalyzeStack(stack_request(node("aws:s3/bucket:Bucket", "data", {"acl": "public-read"}))),
    ]
    assert sorted(one[0] for response in answers for one in said(response)) == [
        "epc-cmk",
        "epc-data-capture",
        "iam-no-admin",
        "iam-passrole-scoped",
        "required-tags",
        "stack-bucket-encryption",
        "stack-bucket-public-access",
        "stack-bucket-tls-only",
        "stack-bucket-versioning",
    ]


def test_the_pack_folder_starts_a_server_that_ends_with_its_parent() -> None:
    starter = (
        "import subprocess, sys\n"
        f"child = subprocess.Popen([sys.executable, {str(POLICIES)!r}], stdout=subprocess.PIPE, text=True)\n"
        "print(child.stdout.readline(), flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(  # it stands for the engine; the server below it shares its stderr
        [sys.executable, "-c", starter],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        port = int(parent.stdout.readline())
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            info = AnalyzerStub(channel).GetAnalyzerInfo(Empty(), timeout=30, wait_for_ready=True)
            assert (info.name, len(info.policies)) == ("mlops", len(pack().rules))
        parent.kill()
        _, shared = parent.communicate(timeout=30)
    assert shared == "", "the server closed what it shared, without a word"


def test_the_engine_waits_for_nothing_that_only_the_command_line_needs() -> None:
    """Every preview waits for the pack's imports."""
    code = "import sys, mlops_policy.analyzer, mlops_policy.pack; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    own = {name.split(".")[1] for name in ran.stdout.split() if name.startswith("mlops_policy.")}
    assert own & {"cli", "evidence", "peers", "reference", "report", "state", "testing"} == set()
    assert set(ran.stdout.split()) & {"boto3", "jsonschema", "pulumi_aws", "pydantic"} == set()
