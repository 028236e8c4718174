"""The rules in a team's own unit tests."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pulumi_aws as aws
import pytest
from mlops_policy.testing import assert_obeys, judged
from pulumi_mlops.testing import MockEngine

KEY = "aws:kms/key:Key"


def registered(*resources: tuple[str, str, dict[str, Any]]) -> list[Any]:
    return [SimpleNamespace(typ=token, name=name, inputs=inputs) for token, name, inputs in resources]


def test_a_program_under_mocks_is_judged() -> None:
    engine = MockEngine()
    engine.build(lambda: aws.kms.Key("key", enable_key_rotation=False))
    found = judged(engine.registered, ["cis"])
    assert [(one.rule.id, one.urn.split("::")[-1]) for one in found.violations] == [("kms-rotation", "key")]


def test_a_violation_fails_the_test_with_the_report_as_its_reason() -> None:
    with pytest.raises(AssertionError, match="mandatory medium kms-rotation: A key that rotates") as caught:
        assert_obeys(registered((KEY, "key", {})), ["cis"])
    assert f"{KEY} key: enableKeyRotation is not true." in str(caught.value)


def test_what_obeys_passes_and_gives_its_report() -> None:
    report = assert_obeys(registered((KEY, "key", {"enableKeyRotation": True})), ["cis"], strict=True)
    assert report.counts()["passed"] == 1


def test_a_configuration_and_waivers_hold_in_tests_too(tmp_path: Path) -> None:
    (tmp_path / "waivers.yaml").write_text(
        "waivers:\n  - {rule: kms-rotation, resource: key, reason: It goes next week., owner: us, ticket: T-1, "
        "expires: 2999-01-01}\n"
    )
    (tmp_path / "mlops-policy.yaml").write_text("packs: [cis]\nwaivers: waivers.yaml\n")
    report = assert_obeys(registered((KEY, "key", {})), config=tmp_path / "mlops-policy.yaml")
    assert [one.rule.id for one in report.waived] == ["kms-rotation"]
