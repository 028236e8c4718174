"""Packs and levels: what a team chooses, what tags make stricter, and what a wrong choice says."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from mlops_policy.configuration import Configuration, found, load
from mlops_policy.evaluation import Evaluator
from mlops_policy.kernel import Level
from mlops_policy.pack import pack
from mlops_policy.profiles import FOLDER, NAMES
from mlops_policy.profiles import load as load_pack
from mlops_policy.values import UNKNOWN
from mlops_policy.waivers import InvalidError

PACK = pack()
TODAY = date(2026, 11, 21)
NOTEBOOK = "aws:sagemaker/notebookInstance:NotebookInstance"


def chosen(*packs: str, **more: Any) -> Evaluator:
    return Configuration(packs=packs, **more).evaluator(PACK, TODAY)


def level(evaluator: Evaluator, rule_id: str, **props: Any) -> Level:
    """How a rule stands for a resource of these properties."""
    return evaluator.standing(PACK[rule_id]).for_resource(props, evaluator.untagged).level


@pytest.mark.parametrize("name", NAMES)
def test_a_pack_is_valid_enables_rules_and_says_what_it_is(name: str) -> None:
    evaluator = chosen(name)
    assert any(evaluator.standing(rule).enabled for rule in PACK.rules)
    assert load_pack(FOLDER / f"{name}.yaml")["description"].endswith(".")


def test_a_pack_of_a_framework_enables_what_serves_it() -> None:
    evaluator = chosen("cis")
    enabled = {rule.id for rule in PACK.rules if evaluator.standing(rule).enabled}
    assert enabled == {rule.id for rule in PACK.rules if any(one.framework == "cis-aws-3.0" for one in rule.controls)}


@pytest.mark.parametrize(
    ("tags", "wanted"),
    [
        ({"environment": "prod"}, Level.MANDATORY),
        ({"Environment": "production"}, Level.MANDATORY),
        ({"environment": "dev"}, Level.ADVISORY),
        ({"environment": "dev", "data-classification": "restricted"}, Level.MANDATORY),
        ({"environment": "dev", "data-classification": "public"}, Level.ADVISORY),
        ([{"key": "environment", "value": "dev"}, {"key": "data-classification", "value": "public"}], Level.ADVISORY),
        ({"environment": UNKNOWN}, Level.MANDATORY),
        ({}, Level.MANDATORY),
    ],
)
def test_environment_and_classification_make_the_baseline_stricter(tags: Any, wanted: Level) -> None:
    classified = isinstance(tags, dict) and "data-classification" not in tags
    given = {**tags, "data-classification": "internal"} if classified else tags
    assert level(chosen("baseline"), "nb-no-root", tags=given) is wanted


def test_the_configuration_says_what_an_untagged_resource_counts_as() -> None:
    evaluator = chosen("baseline", environment="dev", classification="internal")
    assert level(evaluator, "nb-no-root") is Level.ADVISORY
    assert level(evaluator, "nb-no-root", tags={"environment": "prod"}) is Level.MANDATORY


def test_of_two_packs_the_stricter_counts() -> None:
    tags = {"environment": "dev", "data-classification": "internal"}
    assert level(chosen("baseline"), "nb-no-root", tags=tags) is Level.ADVISORY
    assert level(chosen("baseline", "hipaa"), "nb-no-root", tags=tags) is Level.MANDATORY


def test_a_pack_can_set_a_rule_for_an_environment() -> None:
    evaluator = chosen("hipaa")
    stand = evaluator.standing(PACK["log-group-retention"])
    assert stand.for_resource({"tags": {"environment": "prod"}}, {}).settings == {"minimum_days": 365}
    assert stand.for_resource({"tags": {"environment": "dev"}}, {}).settings == {"minimum_days": 30}


def test_a_team_has_a_pack_of_its_own_on_top_of_ours(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text(
        "description: Ours.\nextends: [cis]\nclauses:\n  - {rules: ['nb-*'], level: advisory}\n"
    )
    evaluator = chosen("ours.yaml", folder=tmp_path)
    assert level(evaluator, "nb-no-root") is Level.ADVISORY
    assert level(evaluator, "kms-rotation") is Level.MANDATORY
    assert level(evaluator, "epc-cmk") is Level.DISABLED


def test_a_rule_of_taste_is_said_by_a_pack_and_blocks_where_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text("description: Ours.\nclauses:\n  - {rules: [model-vpc], level: mandatory}\n")
    assert level(chosen("nist-800-53"), "model-vpc") is Level.ADVISORY
    assert level(chosen("nist-800-53", "ours.yaml", folder=tmp_path), "model-vpc") is Level.MANDATORY


def test_the_configuration_has_the_last_word() -> None:
    evaluator = chosen(
        "production", levels={"nb-no-root": "disabled"}, settings={"kms-deletion-window": {"minimum_days": 30}}
    )
    assert evaluator.asked(NOTEBOOK)
    assert "nb-no-root" not in {rule.id for rule in evaluator.asked(NOTEBOOK)}
    assert evaluator.standing(PACK["kms-deletion-window"]).settings == {"minimum_days": 30}


def test_without_a_configuration_every_rule_stands_as_it_is_written(tmp_path: Path) -> None:
    evaluator = found(tmp_path).evaluator(PACK, TODAY)
    assert [evaluator.standing(rule).level for rule in PACK.rules] == [rule.level for rule in PACK.rules]


@pytest.mark.parametrize("place", ["mlops-policy.yaml", "stacks/mlops-policy.yaml"])
def test_the_configuration_lies_beside_the_project_or_the_stacks(tmp_path: Path, place: str) -> None:
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_text("packs: [gdpr]\n")
    assert found(tmp_path).packs == ["gdpr"]


def test_the_environment_names_another_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "other.yaml").write_text("packs: [soc2]\n")
    monkeypatch.setenv("MLOPS_POLICY", "other.yaml")
    assert found(tmp_path).packs == ["soc2"]


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("packs: gdpr\n", "mlops-policy.yaml.packs: it must be an array."),
        ("levles: {}\n", "mlops-policy.yaml: levles is not known; it knows packs, environment, classification, levels, "
         "settings, waivers, remediate, list_unassessed."),
        ("levels: {nb-cmk: strict}\n",
         "mlops-policy.yaml.levels.nb-cmk: it must be one of advisory, mandatory, disabled."),
        ("packs: [x\n", "mlops-policy.yaml:2: it is not YAML: expected ',' or ']', but got '<stream end>'."),
    ],
)  # fmt: skip
def test_a_wrong_configuration_says_what_and_where(tmp_path: Path, written: str, why: str) -> None:
    (tmp_path / "mlops-policy.yaml").write_text(written)
    with pytest.raises(InvalidError) as caught:
        load(tmp_path / "mlops-policy.yaml")
    assert str(caught.value) == why


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (
            {"packs": ["sox"]},
            f"there is no pack sox; there are {', '.join(NAMES)}, or give the path of your own YAML file.",
        ),
        (
            {"levels": {"nb-cmkk": "advisory"}, "settings": {"kms-deletion-window": {"minimum_days": 5, "days": 1}}},
            "mlops-policy.yaml: levels.nb-cmkk: there is no such rule.\n"
            "mlops-policy.yaml: settings.kms-deletion-window.minimum_days: it is less than 7.\n"
            "mlops-policy.yaml: settings.kms-deletion-window: days is not known; it knows minimum_days.",
        ),
        (
            {"settings": {"required-tags": {"tags": [1]}, "nope": {}}},
            "mlops-policy.yaml: settings.required-tags.tags[0]: it must be a string.\n"
            "mlops-policy.yaml: settings.nope: there is no such rule.",
        ),
        (
            {"remediate": ["nb-cmk", "nb-cmkk"]},
            "mlops-policy.yaml: remediate: nb-cmk has no remedy: it needs a value that only its owner knows.\n"
            "mlops-policy.yaml: remediate: there is no rule nb-cmkk.",
        ),
    ],
)
def test_a_choice_of_what_is_not_there_says_every_problem(given: dict[str, Any], why: str) -> None:
    with pytest.raises(InvalidError) as caught:
        Configuration(**given).evaluator(PACK, TODAY)
    assert str(caught.value) == why


def test_a_pack_that_names_a_rule_which_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text("description: Ours.\nclauses:\n  - {rules: [nb-cmkk], level: advisory}\n")
    with pytest.raises(InvalidError, match=r"^ours.yaml: there is no rule nb-cmkk.$"):
        chosen("ours.yaml", folder=tmp_path)


def test_no_code_names_a_component_of_ours() -> None:
    """The rules hold for every Pulumi program: what a component is called decides nothing."""
    for path in Path(FOLDER).parent.rglob("*.py"):
        assert "mlops:" not in path.read_text(), path
