"""A status moves by itself, as in AWS, and boto3's own waiters pass; a fault plan lets it fail."""

import json
import os
import signal
import urllib.request

import pytest
from botocore.exceptions import ClientError, WaiterError

from local.cloud import lifecycle

ROLE = "arn:aws:iam::123456789012:role/r"
SERVER = {"ArtifactStoreUri": "s3://bucket/path", "RoleArn": ROLE}
SCRAPER = {
    "scrapeConfiguration": {"configurationBlob": b"global: {}"},
    "source": {
        "eksConfiguration": {
            "clusterArn": "arn:aws:eks:eu-west-1:123456789012:cluster/c",
            "subnetIds": ["subnet-1"],
        }
    },
    "destination": {"ampConfiguration": {"workspaceArn": "arn:aws:aps:eu-west-1:123456789012:workspace/ws-1"}},
}


def ask(url, name, body=None):
    asked = urllib.request.Request(f"{url}/_local/{name}", body and body.encode(), method="PUT" if body else "GET")  # noqa: S310
    with urllib.request.build_opener().open(asked) as answer:
        return json.loads(answer.read())


@pytest.fixture
def takes(url):
    """Set how long a status is in passing."""
    yield lambda seconds: ask(url, f"settings?transition_seconds={seconds}")
    ask(url, "settings?transition_seconds=0.2")


def status(sagemaker, name):
    return sagemaker.describe_mlflow_tracking_server(TrackingServerName=name)["TrackingServerStatus"]


def test_it_is_seen_on_its_way_and_arrives(aws, takes):
    sagemaker = aws("sagemaker")
    takes(600)
    sagemaker.create_mlflow_tracking_server(TrackingServerName="slow", **SERVER)
    assert status(sagemaker, "slow") == "Creating"
    assert sagemaker.list_mlflow_tracking_servers()["TrackingServerSummaries"][0]["TrackingServerStatus"] == "Creating"
    takes(0)
    sagemaker.create_mlflow_tracking_server(TrackingServerName="quick", **SERVER)
    assert status(sagemaker, "quick") == "Created"


def test_what_moves_is_not_changed(aws, takes):
    analyzer = aws("grafana")
    takes(600)
    made = analyzer.create_workspace(
        accountAccessType="CURRENT_ACCOUNT", permissionType="SERVICE_MANAGED", authenticationProviders=["SAML"]
    )["workspace"]
    assert made["status"] == "CREATING"
    for call in (analyzer.update_workspace, analyzer.delete_workspace):
        with pytest.raises(ClientError, match="ConflictException"):
            call(workspaceId=made["id"])


def test_boto3_waits_for_what_is_made_and_for_what_is_deleted(aws):
    prometheus = aws("amp")
    scraper = prometheus.create_scraper(**SCRAPER)["scraperId"]
    prometheus.get_waiter("scraper_active").wait(scraperId=scraper, WaiterConfig={"Delay": 1})
    prometheus.delete_scraper(scraperId=scraper)
    assert prometheus.describe_scraper(scraperId=scraper)["scraper"]["status"]["statusCode"] == "DELETING"
    prometheus.get_waiter("scraper_deleted").wait(scraperId=scraper, WaiterConfig={"Delay": 1})


def test_a_fault_plan_lets_it_fail_with_its_reason(aws, url):
    ask(url, "faults", json.dumps({"faults": [{"do": "fail", "operation": "CreateScraper", "reason": "no room"}]}))
    prometheus = aws("amp")
    failed = prometheus.create_scraper(**SCRAPER)["scraperId"]
    ask(url, "faults", json.dumps({"faults": []}))
    with pytest.raises(WaiterError):
        prometheus.get_waiter("scraper_active").wait(scraperId=failed, WaiterConfig={"Delay": 1})
    found = prometheus.describe_scraper(scraperId=failed)["scraper"]
    assert (found["status"]["statusCode"], found["statusReason"]) == ("CREATION_FAILED", "no room")


def test_a_killed_server_goes_on_where_it_was(layout, aws_at):
    url = lifecycle.ensure_running(layout)
    ask(url, "settings?transition_seconds=600")
    aws_at(url)("sagemaker").create_mlflow_tracking_server(TrackingServerName="kept", **SERVER)
    os.kill(ask(url, "health")["pid"], signal.SIGKILL)
    again = aws_at(lifecycle.ensure_running(layout))("sagemaker")
    assert status(again, "kept") == "Creating"


def test_a_connection_becomes_available_by_hand(aws, url):
    connections = aws("codeconnections")
    arn = connections.create_connection(ConnectionName="c", ProviderType="GitHub")["ConnectionArn"]
    assert connections.get_connection(ConnectionArn=arn)["Connection"]["ConnectionStatus"] == "PENDING"
    ask(url, f"status?arn={arn}&to=AVAILABLE")
    assert connections.get_connection(ConnectionArn=arn)["Connection"]["ConnectionStatus"] == "AVAILABLE"
