"""The pack in the real engine, on a stack's state: what a person sees, and what configuration does."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mlops_policy
import pytest

from local.engine.bootstrap import ensure_engine
from local.engine.home import install_home
from local.layout import Layout
from tests.policies.states import deployment, resource

POLICIES = Path(mlops_policy.__file__).parent.parent
Pulumi = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a project."""
    made = tmp_path_factory.mktemp("project")
    (made / "Pulumi.yaml").write_text("name: proj\nruntime: python\n")
    return made


@pytest.fixture(scope="module")
def pulumi(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Pulumi:
    """The real engine in a home of its own, with a public bucket and a protected key that does not rotate."""
    layout = Layout(tmp_path_factory.mktemp("local"))
    install_home(layout, ensure_engine(layout, print))
    layout.state.mkdir()
    # A shell led to the local cloud names a pack of its own, which would be asked beside ours.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PULUMI_")} | {
        "PATH": f"{layout.bin}{os.pathsep}{os.environ['PATH']}",
        "PULUMI_HOME": str(layout.home),
        "PULUMI_BACKEND_URL": f"file://{layout.state}",
        "PULUMI_CONFIG_PASSPHRASE": "local",
        "PULUMI_SKIP_UPDATE_CHECK": "true",
    }

    def run(*arguments: str, given: str | None = None) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [str(layout.bin / "pulumi"), *arguments, "--non-interactive", "--color", "never"],
            cwd=project,
            env=environment,
            input=given,
            text=True,
            capture_output=True,
            check=False,
            timeout=120,
        )

    state = deployment(
        resource("aws:s3/bucket:Bucket", "data", {"acl": "public-read"}),
        resource("aws:kms/key:Key", "key", {"enableKeyRotation": False}, protect=True),
    )
    for made in (run("stack", "init", "dev"), run("stack", "import", given=state)):
        assert made.returncode == 0, made.stderr
    return run


def analyze(pulumi: Pulumi, config: Path, **levels: Any) -> "subprocess.CompletedProcess[str]":
    config.write_text(json.dumps(levels))
    return pulumi(
        "policy", "analyze", "--stack", "dev", "--policy-pack", str(POLICIES), "--policy-pack-config", str(config)
    )


def test_the_engine_shows_rule_resource_fix_and_link_and_fails_the_run(pulumi: Pulumi, tmp_path: Path) -> None:
    found = analyze(pulumi, tmp_path / "config.json")
    assert found.returncode != 0
    assert (
        "[mandatory] [severity: medium]  kms-rotation  (aws:kms/key:Key: key)\n"
        "          enableKeyRotation is not true.\n"
        "          Fix: Set enableKeyRotation to true, or use the Key component, which always does.\n"
        "          https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-4\n"
    ) in found.stdout
    shown = [line.split() for line in found.stdout.splitlines() if "[mandatory]" in line]
    assert sorted((words[4], words[6]) for words in shown) == [
        ("bucket-no-acl", "data)"),
        ("kms-rotation", "key)"),
        ("required-tags", "data)"),
        ("required-tags", "key)"),
        ("stack-bucket-encryption", "data)"),
        ("stack-bucket-public-access", "data)"),
        ("stack-bucket-tls-only", "data)"),
        ("stack-bucket-versioning", "data)"),
    ]
    assert "mlops@v0.1.0" in found.stdout


def test_a_level_from_the_configuration_holds_in_the_engine(pulumi: Pulumi, tmp_path: Path) -> None:
    found = analyze(pulumi, tmp_path / "config.json", all="disabled", **{"kms-rotation": "advisory"})
    assert found.returncode == 0, found.stdout + found.stderr
    assert "[advisory] [severity: medium]  kms-rotation  (aws:kms/key:Key: key)" in found.stdout
    assert "mandatory" not in found.stdout


def test_the_engine_says_what_is_protected(pulumi: Pulumi, tmp_path: Path) -> None:
    found = analyze(pulumi, tmp_path / "config.json", all="disabled", **{"stack-stateful-protected": "mandatory"})
    shown = [line.split()[-1] for line in found.stdout.splitlines() if "[mandatory]" in line]
    assert shown == ["data)"], "the key is protected"


@pytest.mark.parametrize(
    ("levels", "why"),
    [
        (
            {"kms-deletion-window": {"minimum_days": 5}},
            "kms-deletion-window: minimum_days: Must be greater than or equal to 7",
        ),
        ({"kms-rotaton": "disabled"}, "names kms-rotaton, and the pack has no such rule"),
    ],
)
def test_a_wrong_configuration_stops_the_run_before_any_rule(
    pulumi: Pulumi, tmp_path: Path, levels: dict[str, Any], why: str
) -> None:
    found = analyze(pulumi, tmp_path / "config.json", **levels)
    assert found.returncode != 0
    assert why in found.stderr
    assert "kms-rotation" not in found.stdout
