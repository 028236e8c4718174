"""TrackingIntegration: a tracker elsewhere gets a secret, an environment for jobs and one open port."""

import pulumi_mlops as mlops
import pytest
from pydantic import ValidationError

KEY = "arn:aws:kms:eu-west-1:123456789012:key/k-1"
SECRET = "aws:secretsmanager/secret:Secret"
GROUP = "aws:ec2/securityGroup:SecurityGroup"
LINKS = {"kms_key_arn": KEY, "vpc_id": "vpc-1", "tags": {"owner": "me"}}


def make(**given):
    made = mlops.TrackingIntegration(
        "wandb", mlops.TrackingIntegrationArgs(**LINKS, **{"addresses": ["10.20.0.0/16"], **given})
    )
    return [made.environment, made.host]


def test_the_token_has_a_secret_under_the_customer_key_and_no_value_from_us(engine):
    engine.build(lambda: make(tracker="wandb"))
    assert engine.one(SECRET) == {
        "name": "churn-local-wandb",
        "description": "Token for wandb at api.wandb.ai; put in by hand.",
        "kmsKeyId": KEY,
        "recoveryWindowInDays": 30,
        "tags": {"owner": "me"},
    }
    assert [name for name in engine.names() if "SecretVersion" in name] == []


def test_a_disposable_secret_is_gone_at_once(engine):
    engine.build(lambda: make(tracker="wandb", disposable=True))
    assert engine.one(SECRET)["recoveryWindowInDays"] == 0


def test_jobs_may_reach_the_trackers_addresses_on_its_port_and_no_other(engine):
    engine.build(lambda: make(tracker="mlflow", host="mlflow.example.com", port=8443, addresses=["10.1.0.4/32"]))
    assert engine.one(GROUP) == {
        "name": "churn-local-wandb",
        "description": "Lets jobs reach mlflow at mlflow.example.com.",
        "vpcId": "vpc-1",
        "egress": [
            {
                "protocol": "tcp",
                "fromPort": 8443,
                "toPort": 8443,
                "cidrBlocks": ["10.1.0.4/32"],
                "description": "mlflow at mlflow.example.com",
            }
        ],
        "tags": {"owner": "me"},
    }


@pytest.mark.parametrize(
    ("given", "address", "token"),
    [
        ({"tracker": "wandb"}, ("WANDB_BASE_URL", "https://api.wandb.ai"), "WANDB_API_KEY"),
        (
            {"tracker": "datarobot", "host": "robot.example.com"},
            ("DATAROBOT_ENDPOINT", "https://robot.example.com/api/v2"),
            "DATAROBOT_API_TOKEN",
        ),
        (
            {"tracker": "mlflow", "host": "runs.example.com", "port": 4430},
            ("MLFLOW_TRACKING_URI", "https://runs.example.com:4430"),
            "MLFLOW_TRACKING_TOKEN",
        ),
        (
            {"tracker": "modeldb", "host": "verta.example.com"},
            ("VERTA_HOST", "https://verta.example.com"),
            "VERTA_DEV_KEY",
        ),
    ],
)
def test_jobs_are_told_where_the_tracker_is_and_which_secret_holds_the_token(engine, given, address, token):
    environment, host = engine.build(lambda: make(environment={"TEAM": "churn"}, **given))
    assert environment == {
        "TEAM": "churn",
        address[0]: address[1],
        "TRACKER_SECRET_ARN": "arn:aws:mock:::churn-local-wandb",
        "TRACKER_SECRET_VARIABLE": token,
    }
    assert host in address[1]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"tracker": "mlflow"}, "host: is needed: mlflow has no host of its maker"),
        (
            {"tracker": "wandb", "addresses": ["0.0.0.0/0"]},
            "addresses: 0.0.0.0/0 is every address: name the host's, or set any_address where a firewall lets out by "
            "host",
        ),
        (
            {"tracker": "wandb", "environment": {"WANDB_API_KEY": "x"}},
            "environment.WANDB_API_KEY: names a secret: put its value into the integration's secret instead",
        ),
        (
            {"tracker": "wandb", "addresses": ["10.20.1.0/16"]},
            "must be a range of IPv4 addresses, for example 10.20.0.0/16",
        ),
        ({"tracker": "mlflow", "host": "https://x"}, "must be a host's name, for example mlflow.example.com"),
    ],
)
def test_what_could_not_work_or_would_leak_is_refused(given, told):
    with pytest.raises(ValidationError) as error:
        make(**given)
    assert [detail["msg"] for detail in error.value.errors()] == [told]


def test_every_address_is_opened_only_where_that_is_said(engine):
    engine.build(lambda: make(tracker="wandb", addresses=["0.0.0.0/0"], any_address=True))
    assert engine.one(GROUP)["egress"][0]["cidrBlocks"] == ["0.0.0.0/0"]
