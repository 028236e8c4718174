"""Remediation: only where it was asked for, only in place, and then nothing is left of what it claims to fix."""

from functools import cache
from typing import Any

import pytest
from mlops_policy.analyzer import Analyzer, remedied
from mlops_policy.configuration import Configuration
from mlops_policy.evaluation import Evaluator, Standing
from mlops_policy.kernel import Level
from mlops_policy.pack import pack
from mlops_policy.values import UNKNOWN
from pulumi.runtime.proto import analyzer_pb2 as pb

from local.providers.aws.reference import described
from tests.policies.rows import Row, request, secret, tables, wire

PACK = pack()
KEY = "aws:kms/key:Key"
REMEDIED = [rule for rule in PACK.rules if rule.remedy]
BAD = [
    pytest.param(rule.id, row, id=f"{rule.id}-{index}")
    for rule in REMEDIED
    for index, row in enumerate(tables()[rule.id])
    if row.kind == "bad"
]


@cache
def provider_types() -> dict[str, Any]:
    """What the local provider knows of each type."""
    return {one["token"]: one for one in described()}


def asked(*rule_ids: str) -> Analyzer:
    """Serves the pack with every rule mandatory, and lets these set right what they find."""
    standings = {rule.id: Standing(Level.MANDATORY, rule.defaults) for rule in PACK.rules}
    return Analyzer(PACK, Evaluator(PACK, standings), Configuration(remediate=rule_ids))


def violated(analyzer: Analyzer, asking: pb.AnalyzeRequest) -> set[str]:
    return {one.policyName for one in analyzer.Analyze(asking, None).diagnostics}


def test_nothing_is_changed_unless_it_was_asked_for() -> None:
    assert list(Analyzer(PACK).Remediate(request(KEY, {}), None).remediations) == []


@pytest.mark.parametrize(("rule_id", "row"), BAD)
def test_a_remedy_leaves_nothing_of_what_it_fixes(rule_id: str, row: Row) -> None:
    token, props = row.subject
    analyzer = asked(rule_id)
    asking = request(token, props)
    [done] = analyzer.Remediate(asking, None).remediations
    assert done.policyName == rule_id
    asking.properties.CopyFrom(done.properties)
    assert rule_id not in violated(analyzer, asking)
    assert list(analyzer.Remediate(asking, None).remediations) == []


@pytest.mark.parametrize("rule", REMEDIED, ids=lambda rule: rule.id)
def test_a_remedy_changes_in_place(rule: Any) -> None:
    """By what the provider itself says replaces."""
    types = provider_types()
    for token in rule.resources:
        for path in rule.remedy:
            assert path.split(".")[0] in types[token]["updates"], (token, path)


def test_remedies_go_on_what_the_one_before_left_and_keep_the_rest() -> None:
    properties = wire({"a": {"b": 1}, "key": secret("s3cr3t"), "later": UNKNOWN})
    changed = remedied(properties, PACK["bucket-versioning"])
    assert changed == wire({**{"a": {"b": 1}, "key": secret("s3cr3t"), "later": UNKNOWN},
                            "versioningConfiguration": {"status": "Enabled"}})  # fmt: skip
    assert "versioningConfiguration" not in properties.fields


def test_what_is_not_known_yet_is_not_overwritten() -> None:
    asking = request(KEY, {"enableKeyRotation": UNKNOWN})
    assert list(asked("all").Remediate(asking, None).remediations) == []


def test_the_engine_s_own_level_asks_for_it_too() -> None:
    analyzer = Analyzer(PACK)
    levels = {"kms-rotation": pb.PolicyConfig(enforcementLevel=pb.REMEDIATE)}
    analyzer.Configure(pb.ConfigureAnalyzerRequest(policyConfig=levels), None)
    [done] = analyzer.Remediate(request(KEY, {"description": "x"}), None).remediations
    assert done.properties == wire({"description": "x", "enableKeyRotation": True})


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.id)
def test_a_rule_says_why_it_has_no_remedy(rule: Any) -> None:
    assert bool(rule.remedy) is not bool(rule.manual)
