"""What a team has configured beside its project, in the real engine."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.policies.test_engine import POLICIES, Pulumi, project, pulumi

__all__ = ["project", "pulumi"]


@pytest.fixture
def configured(pulumi: Pulumi, project: Path) -> Iterator[object]:
    """Runs the rules on the stack with a configuration beside the project."""
    path = project / "mlops-policy.yaml"

    def run(written: str) -> "subprocess.CompletedProcess[str]":
        path.write_text(written)
        return pulumi("policy", "analyze", "--stack", "dev", "--policy-pack", str(POLICIES))

    yield run
    path.unlink(missing_ok=True)


def rules(stdout: str) -> list[tuple[str, str]]:
    """Level and rule of each diagnostic."""
    lines = [line.split() for line in stdout.splitlines() if "[severity:" in line]
    return sorted((words[1].strip("[]"), words[4]) for words in lines)


def test_the_packs_of_the_configuration_hold(configured: Pulumi) -> None:
    found = configured("packs: [cis]\nlevels: {kms-rotation: advisory}\n")
    assert found.returncode != 0
    assert rules(found.stdout) == [
        ("advisory", "kms-rotation"),
        ("mandatory", "stack-bucket-public-access"),
        ("mandatory", "stack-bucket-tls-only"),
    ]


def test_a_waived_violation_is_shown_and_does_not_fail_the_run(configured: Pulumi, project: Path) -> None:
    (project / "waivers.yaml").write_text(
        "waivers:\n  - {rule: kms-rotation, resource: key, reason: It goes next week., owner: us, ticket: T-1, "
        "expires: 2999-01-01}\n"
    )
    mine = "description: Keys alone.\nclauses:\n  - {rules: [kms-rotation], level: mandatory}\n"
    (project / "mine.yaml").write_text(mine)
    found = configured("packs: [mine.yaml]\nwaivers: waivers.yaml\n")
    assert found.returncode == 0, found.stdout + found.stderr
    assert rules(found.stdout) == [("advisory", "kms-rotation")]
    assert "Waived by us until 2999-01-01 (T-1): It goes next week." in found.stdout


def test_a_wrong_configuration_stops_the_run_and_says_why(configured: Pulumi) -> None:
    found = configured("packs: [ciss]\n")
    assert found.returncode != 0
    assert "The policies cannot be asked:" in found.stderr
    assert "there is no pack ciss; there are baseline, cis," in found.stderr
    assert "kms-rotation" not in found.stdout


def test_a_remediation_is_shown_with_what_it_changes(configured: Pulumi) -> None:
    """`policy analyze` changes no state, so that the violation itself stays; tests/e2e has what `up` does."""
    found = configured("packs: [cis]\nremediate: [kms-rotation]\n")
    assert "[remediate]  kms-rotation  (aws:kms/key:Key: key) [diff: ~enableKeyRotation]" in found.stdout
