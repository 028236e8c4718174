"""Waivers: what is let be, until when, and what a waiver cannot do."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from mlops_policy.analyzer import Analyzer
from mlops_policy.configuration import Configuration
from mlops_policy.pack import pack
from mlops_policy.waivers import InvalidError, read
from pulumi.runtime.proto import analyzer_pb2 as pb

from tests.policies.rows import node, request, stack_request

PACK = pack()
KEY = "aws:kms/key:Key"
ONE = {
    "rule": "kms-rotation",
    "resource": "legacy-*",
    "reason": "The old archive's key is taken out in May.",
    "owner": "data-team",
    "ticket": "MLP-7",
    "expires": date(2027, 1, 31),
}
WORDS = "data-team until 2027-01-31 (MLP-7): The old archive's key is taken out in May."


def written(folder: Path, *waivers: dict[str, Any]) -> Path:
    path = folder / "waivers.yaml"
    path.write_text(yaml.safe_dump({"waivers": list(waivers)}))
    return path


def analyzer(path: Path, today: date) -> Analyzer:
    configuration = Configuration(waivers=path)
    return Analyzer(PACK, configuration.evaluator(PACK, today), configuration)


def said(response: pb.AnalyzeResponse) -> list[tuple[str, str, str]]:
    """Rule, level and last line of each diagnostic about keys' rotation."""
    return [
        (one.policyName, pb.EnforcementLevel.Name(one.enforcementLevel), one.message.split("\n")[-1])
        for one in response.diagnostics
        if one.policyName == "kms-rotation"
    ]


@pytest.mark.parametrize("pattern", ["legacy-*", "legacy-archive", "*::aws:kms/key:Key::legacy-archive"])
def test_a_waived_violation_is_reported_and_does_not_block(tmp_path: Path, pattern: str) -> None:
    served = analyzer(written(tmp_path, {**ONE, "resource": pattern}), date(2027, 1, 31))
    assert said(served.Analyze(request(KEY, {}, "legacy-archive"), None)) == [
        ("kms-rotation", "ADVISORY", f"Waived by {WORDS}")
    ]
    assert said(served.AnalyzeStack(stack_request(), None)) == []


def test_another_resource_and_another_rule_are_not_waived(tmp_path: Path) -> None:
    served = analyzer(written(tmp_path, ONE), date(2027, 1, 1))
    [(_, level, _)] = said(served.Analyze(request(KEY, {}, "new"), None))
    assert level == "MANDATORY"


def test_an_expired_waiver_lets_nothing_be_and_says_so(tmp_path: Path) -> None:
    served = analyzer(written(tmp_path, ONE), date(2027, 2, 1))
    assert said(served.Analyze(request(KEY, {}, "legacy-archive"), None)) == [
        ("kms-rotation", "MANDATORY", f"The waiver has expired: {WORDS}")
    ]


def test_of_two_waivers_the_longer_holds(tmp_path: Path) -> None:
    served = analyzer(written(tmp_path, {**ONE, "expires": date(2026, 1, 1)}, ONE), date(2027, 1, 1))
    [(_, level, _)] = said(served.Analyze(request(KEY, {}, "legacy-archive"), None))
    assert level == "ADVISORY"


def test_an_unused_waiver_is_a_warning_at_the_end_of_the_run(tmp_path: Path) -> None:
    served = analyzer(written(tmp_path, ONE), date(2027, 1, 1))
    served.Analyze(request(KEY, {"enableKeyRotation": True}, "legacy-archive"), None)
    [found] = served.AnalyzeStack(stack_request(), None).diagnostics
    assert found.enforcementLevel == pb.ADVISORY
    assert found.message == f"No violation needs this waiver any more: {WORDS}\nFix: Remove it from the waivers."


def test_a_violation_of_the_whole_stack_is_waived_too(tmp_path: Path) -> None:
    one = {**ONE, "rule": "stack-bucket-versioning", "resource": "raw"}
    served = analyzer(written(tmp_path, one), date(2027, 1, 1))
    response = served.AnalyzeStack(stack_request(node("aws:s3/bucket:Bucket", "raw", {})), None)
    levels = {one.policyName: one.enforcementLevel for one in response.diagnostics}
    assert levels["stack-bucket-versioning"] == pb.ADVISORY
    assert levels["stack-bucket-encryption"] == pb.MANDATORY


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"rule": "kms-rotaton"}, ".rule: there is no rule kms-rotaton; `mlops-policy rules` lists them."),
        (
            {"rule": "iam-no-admin"},
            ".rule: iam-no-admin cannot be waived. "
            "Fix: List the actions and the resources that the job needs, or take the role from the components.",
        ),
        ({"expires": "soon"}, ".expires: it must be a date."),
        ({"reason": "because"}, r".reason: it must match \S.{9,}."),
        ({"resource": "*"}, ".resource: it must match [^*]."),
        ({"approver": "me"}, ": approver is not known; it knows rule, resource, reason, owner, ticket, expires."),
        ({"ticket": None}, ".ticket: it must be a string."),
    ],
)
def test_a_wrong_waiver_is_refused_before_the_run(tmp_path: Path, change: dict[str, Any], why: str) -> None:
    with pytest.raises(InvalidError) as caught:
        read(written(tmp_path, {**ONE, **change}), PACK.rules, date(2027, 1, 1))
    assert str(caught.value) == f"waivers.yaml.waivers[0]{why}"


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidError) as caught:
        read(written(tmp_path, {"rule": "nb-cmk", "resource": "x"}), PACK.rules, date(2027, 1, 1))
    assert str(caught.value).splitlines() == [
        f"waivers.yaml.waivers[0]: {name} is missing." for name in ("reason", "owner", "ticket", "expires")
    ]
