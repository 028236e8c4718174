"""The loader: overlays, and every reason why a spec cannot be used, with its line."""

from pathlib import Path

import pytest
from mlops_stacks.loader import load
from mlops_stacks.model import Environment
from mlops_stacks.yaml_lines import SpecError
from specs import GOOD, WRONG

STACKS = Path(__file__).parents[2] / "stacks"


def written(folder: Path, text: str) -> Path:
    file = folder / "churn.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def problems(file: Path, environment: Environment = Environment.LOCAL) -> list[str]:
    with pytest.raises(SpecError) as error:
        load(file, environment)
    lines = str(error.value).splitlines()
    assert all(line.startswith(f"{file}:") for line in lines)
    return [line.removeprefix(f"{file}:") for line in lines]


@pytest.mark.parametrize(("old", "new", "said"), WRONG, ids=[said[0] for _, _, said in WRONG])
def test_a_wrong_spec_is_told_with_line_path_and_what_would_be_right(tmp_path, old, new, said):
    assert GOOD.count(old) >= 1
    assert problems(written(tmp_path, GOOD.replace(old, new, 1))) == said


def test_there_are_thirty_and_more_of_them():
    assert len({said[0] for _, _, said in WRONG}) >= 30


def test_all_problems_come_at_once_in_the_order_of_the_file(tmp_path):
    text = GOOD.replace("product: churn", "product: Churn").replace("ml.m5.large", "m5.large").replace("{}", "1", 1)
    assert [line.split(":")[0] for line in problems(written(tmp_path, text))] == ["1", "6", "24"]


def test_a_mistake_in_prod_is_told_when_local_is_loaded(tmp_path):
    text = GOOD.replace("{max: 12}", "{max: 1}")
    assert problems(written(tmp_path, text), Environment.LOCAL) == problems(tmp_path / "churn.yaml", Environment.PROD)


def test_a_spec_that_is_not_there_names_those_that_are(tmp_path):
    written(tmp_path, GOOD)
    (tmp_path / "Pulumi.churn-local.yaml").touch()
    assert problems(tmp_path / "chrun.yaml") == ["1: no such spec; there are: churn"]


@pytest.mark.parametrize("text", ["", "- churn", "churn"])
def test_what_is_no_mapping_is_no_spec(tmp_path, text):
    assert problems(written(tmp_path, text)) == ["1: must be a mapping of keys, such as `product: churn`"]


def test_bytes_that_are_not_text_are_told(tmp_path):
    (tmp_path / "churn.yaml").write_bytes(b"product: \xff")
    assert problems(tmp_path / "churn.yaml") == ["1: must be UTF-8 text"]


def test_an_environment_lays_its_values_over_the_base(tmp_path):
    file = written(tmp_path, GOOD)
    local, prod, dev = (
        load(file, environment).spec for environment in (Environment.LOCAL, Environment.PROD, Environment.DEV)
    )
    assert [spec.disposable for spec in (local, prod, dev)] == [True, False, False]
    assert [spec.endpoint.instance.max for spec in (local, prod, dev)] == [4, 12, 4]
    assert [spec.endpoint.instance.count for spec in (local, prod, dev)] == [2, 2, 2]


def test_an_environment_can_leave_a_part_out(tmp_path):
    file = written(tmp_path, GOOD.replace("local: {disposable: true}", "local: {endpoint: null}"))
    assert load(file, Environment.LOCAL).spec.endpoint is None
    assert load(file, Environment.PROD).spec.endpoint is not None


@pytest.mark.parametrize(("text", "value"), [("on", "on"), ("no", "no"), ("2026-01-01", "2026-01-01"), ("~x", "~x")])
def test_words_and_dates_are_text_as_people_mean_them(tmp_path, text, value):
    file = written(tmp_path, GOOD.replace("owner: retention-team", f"owner: {text.replace('~', '')}"))
    assert load(file, Environment.LOCAL).spec.owner == value.replace("~", "")


@pytest.mark.parametrize("environment", Environment)
def test_the_reference_spec_is_right_in_every_environment(environment):
    assert load(STACKS / "churn.yaml", environment).spec.product == "churn"


def test_only_laptops_and_dev_may_throw_the_reference_products_data_away():
    assert [load(STACKS / "churn.yaml", each).spec.disposable for each in Environment] == [True, True, False, False]


PROMOTED = GOOD.replace("owner:", "promotion: [dev, staging, prod]\nowner:").replace(
    "  prod:\n", '  staging: {account: "222222222222"}\n  prod:\n'
)


@pytest.mark.parametrize(
    ("environment", "readers"),
    [
        (Environment.LOCAL, ()),
        (Environment.DEV, ("222222222222", "333333333333")),
        (Environment.STAGING, ("333333333333",)),
        (Environment.PROD, ()),
    ],
)
def test_the_accounts_further_on_a_models_way_may_read(tmp_path, environment, readers):
    assert load(written(tmp_path, PROMOTED), environment).readers == readers


def test_environments_that_share_an_account_are_one_reader_and_the_own_account_is_none(tmp_path):
    """Answers the complaint that two stages in one account make one principal twice."""
    file = written(tmp_path, PROMOTED.replace("222222222222", "333333333333"))
    assert load(file, Environment.DEV).readers == ("333333333333",)
    assert load(file, Environment.STAGING).readers == ()


def test_a_reader_without_an_account_is_told_before_anything_is_deployed(tmp_path):
    text = PROMOTED.replace('  staging: {account: "222222222222"}\n', "")
    assert problems(written(tmp_path, text), Environment.DEV) == [
        "26: environments.staging.account: is required: promotion names it, so say which account staging is"
    ]


@pytest.mark.parametrize(("wrong", "line"), [("", 25), ("  dev: {disposable: true}\n", 27)], ids=["absent", "silent"])
def test_an_environment_outside_local_says_which_account_it_is(tmp_path, wrong, line):
    text = GOOD.replace('  dev: {account: "111111111111"}\n', wrong)
    assert problems(written(tmp_path, text), Environment.DEV) == [
        f"{line}: environments.dev.account: is required: a stack outside local must be in one account, "
        "so say which account dev is"
    ]
