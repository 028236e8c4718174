"""The guard: what a stack says when it is not in its own account or region."""

import pulumi
import pytest
from mlops_stacks.guard import stay_home
from mlops_stacks.model import Deployment, Environment
from mlops_stacks.platform import PlatformSpec

SPEC = {"platform": "platform", "owner": "us", "cost_center": "1", "data_classification": "internal"}


def stay(engine, environment: Environment, **home: str) -> None:
    spec = PlatformSpec.model_validate({**SPEC, **home})
    engine.build(lambda: stay_home(Deployment(spec, environment)))


@pytest.mark.parametrize(
    ("environment", "home"),
    [
        (Environment.LOCAL, {}),
        (Environment.DEV, {"account": "123456789012"}),
        (Environment.PROD, {"account": "123456789012", "region": "eu-west-1"}),
    ],
)
def test_a_stack_at_home_is_let_in(engine, environment, home):
    stay(engine, environment, **home)


@pytest.mark.parametrize(
    ("environment", "home", "said"),
    [
        (
            Environment.PROD,
            {"account": "333333333333"},
            ["this account is 123456789012, and environments.prod.account says 333333333333"],
        ),
        (
            Environment.DEV,
            {"account": "123456789012", "region": "us-east-1"},
            ["this region is eu-west-1, and environments.dev.region says us-east-1"],
        ),
        (
            Environment.LOCAL,
            {"account": "333333333333", "region": "us-east-1"},
            [
                "this account is 123456789012, and environments.local.account says 333333333333",
                "this region is eu-west-1, and environments.local.region says us-east-1",
            ],
        ),
    ],
)
def test_a_stack_elsewhere_is_refused_with_both_places(engine, environment, home, said):
    with pytest.raises(pulumi.RunError) as error:
        stay(engine, environment, **home)
    assert str(error.value).splitlines()[1:-1] == said


def test_a_laptops_stack_is_refused_in_a_real_account(engine, monkeypatch):
    monkeypatch.setattr("mlops_stacks.guard.LOCAL_ACCOUNT", "000000000000")
    with pytest.raises(pulumi.RunError, match=r"environments\.local\.account says 000000000000"):
        stay(engine, Environment.LOCAL)
