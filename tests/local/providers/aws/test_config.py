"""Configuration: what the provider takes, and the refusal of everything that is not this machine."""

import json

import grpc
import pytest

from local.providers.aws import config
from tests.local.providers.aws.harness import Provider

LOOPBACK = "http://127.0.0.1:5000"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", LOOPBACK)
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    monkeypatch.delenv("AWS_DEFAULT_REGION", raising=False)


@pytest.mark.parametrize(
    "url",
    [
        "https://sagemaker.eu-west-1.amazonaws.com",
        "http://10.0.0.1:5000",
        "http://0.0.0.0:5000",
        "http://localhost.example.com",
        "http://127.0.0.1.example.com",
        "http://example.com@10.0.0.1",
        "http://user:127.0.0.1@example.com/",
        "127.0.0.1:5000",
        "ftp://127.0.0.1",
        "",
    ],
)
def test_an_endpoint_that_is_not_this_machine_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", url)
    with pytest.raises(config.ConfigError, match="local provider talks to the local cloud only; start the local cloud"):
        config.settings({})


@pytest.mark.parametrize("url", [LOOPBACK, "http://127.8.9.1:1", "http://[::1]:5000", "http://localhost:5000"])
def test_this_machine_is_taken(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", url)
    assert config.settings({}).endpoint("s3") == url


def test_one_strange_endpoint_among_good_ones_is_refused() -> None:
    endpoints = [{"s3": LOOPBACK, "sagemaker": "https://api.sagemaker.eu-west-1.amazonaws.com"}]
    with pytest.raises(
        config.ConfigError, match=r"https://api\.sagemaker\.eu-west-1\.amazonaws\.com is not this machine"
    ):
        config.settings({"endpoints": json.dumps(endpoints)})


def test_an_endpoint_of_the_configuration_serves_its_service() -> None:
    found = config.settings({"endpoints": [{"s3": "http://127.0.0.2:1", "appautoscaling": "http://127.0.0.3:1"}]})
    assert found.endpoint("s3") == "http://127.0.0.2:1"
    assert found.endpoint("application-autoscaling") == "http://127.0.0.3:1"
    assert found.endpoint("sns") == LOOPBACK


def test_nested_values_may_be_json_text_or_plain() -> None:
    tags = {"tags": {"team": "churn"}}
    assert config.settings({"defaultTags": json.dumps(tags)}).default_tags == {"team": "churn"}
    assert config.settings({"defaultTags": tags}).default_tags == {"team": "churn"}
    assert config.settings({"allowedAccountIds": '["1"]'}).allowed == ("1",)


def test_the_configured_region_wins_over_the_environment() -> None:
    assert config.settings({"region": "us-east-1"}).region == "us-east-1"
    assert config.settings({}).region == "eu-west-1"


def test_without_a_region_the_message_says_how_to_set_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_REGION")
    with pytest.raises(config.ConfigError, match="pulumi config set aws:region"):
        config.settings({})


def test_flags_of_pulumi_aws_are_accepted_and_others_are_named() -> None:
    assert config.settings({"skipCredentialsValidation": "true", "skipMetadataApiCheck": "true", "version": "7.51.1"})
    with pytest.raises(config.ConfigError, match="unknown provider configuration regin"):
        config.settings({"regin": "eu-west-1"})


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"allowedAccountIds": ["210987654321"]}, "AWS account ID not allowed: 123456789012"),
        ({"forbiddenAccountIds": ["123456789012"]}, "AWS account ID not allowed: 123456789012"),
    ],
)
def test_credentials_of_another_account_are_refused(
    keys: dict[str, list[str]], message: str, cloud: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", cloud)
    other = Provider()
    with pytest.raises(grpc.RpcError, match=message):
        other.configure(**keys)
    other.configure(allowedAccountIds=["123456789012"], forbiddenAccountIds=["210987654321"])
    other.close()


def test_where_nobody_answers_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    other = Provider()
    with pytest.raises(grpc.RpcError, match="the local cloud does not run") as raised:
        other.configure(allowedAccountIds=["123456789012"])
    assert raised.value.code() is grpc.StatusCode.UNAVAILABLE
    other.close()


def test_no_proxy_and_no_profile_stands_between_us_and_the_local_cloud(
    cloud: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", cloud)
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_PROFILE", "there-is-none")
    other = Provider().configure()
    assert other.invoke("aws:index/getCallerIdentity:getCallerIdentity")["accountId"] == "123456789012"
    other.close()
