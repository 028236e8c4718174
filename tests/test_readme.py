"""The README is true: its examples run, its commands and files are there."""

import re
from pathlib import Path

import pytest
from mlops_stacks.loader import load
from mlops_stacks.model import Environment
from mlops_stacks.yaml_lines import SpecError
from pulumi_mlops.reference import catalog

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("text", blocks("yaml"))
def test_its_specs_are_right(text, tmp_path):
    file = tmp_path / "spec.yaml"
    file.write_text(text.replace("sha256:…", "sha256:" + "0" * 64), encoding="utf-8")
    assert load(file, Environment.LOCAL).spec.disposable is True


def test_its_error_is_what_a_wrong_spec_says(tmp_path):
    (line,) = re.findall(r"^stacks/churn\.yaml:(.*)$", README, re.MULTILINE)
    file = tmp_path / "churn.yaml"
    file.write_text(
        (ROOT / "stacks" / "churn.yaml").read_text(encoding="utf-8").replace("ml.m5.large, count", "m5.large, count")
    )
    with pytest.raises(SpecError) as refused:
        load(file, Environment.LOCAL)
    assert str(refused.value).endswith(f"churn.yaml:{line}")


def test_it_names_every_component():
    table = README[README.index("| folder | components |") : README.index("Each is described with its fields")]
    assert sorted(re.findall(r"`([A-Z]\w+)`", table)) == sorted(component.__name__ for component in catalog())


def test_its_program_runs(engine):
    (text,) = blocks("python")
    engine.build(lambda: exec(text, {"TAGS": {"owner": "me"}}))  # noqa: S102 - the README's own example
    assert {name.split()[0] for name in engine.names() if name.startswith("mlops:")} == {
        "mlops:security:EncryptionKey",
        "mlops:storage:Bucket",
        "mlops:storage:LogBucket",
    }


@pytest.mark.parametrize("target", sorted(set(re.findall(r"(?:`|^|\()make (?:-s )?([a-z-]+)", README, re.MULTILINE))))
def test_its_commands_are_there(target):
    assert target in TARGETS


@pytest.mark.parametrize("link", re.findall(r"\]\((?!http)([^)]+)\)|`([a-z]+(?:/[a-z._]+)*/)`", README))
def test_its_files_are_there(link):
    assert (ROOT / (link[0] or link[1])).exists()
