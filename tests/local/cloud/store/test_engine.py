"""The generic store serves what moto lacks through a whole life, and says AWS's own words when it refuses."""

import urllib.request

import boto3
import pytest
from botocore.exceptions import ClientError

from local.cloud import lifecycle
from local.cloud.inventory import objects

ROLE = "arn:aws:iam::123456789012:role/r"
SERVER = {"ArtifactStoreUri": "s3://bucket/path", "RoleArn": ROLE}


def refused(call, **arguments) -> tuple[str, int, str]:
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    error, metadata = caught.value.response["Error"], caught.value.response["ResponseMetadata"]
    return error["Code"], metadata["HTTPStatusCode"], error["Message"]


def test_an_object_lives_from_create_to_delete(aws, url):
    analyzers = aws("accessanalyzer")
    arn = analyzers.create_analyzer(analyzerName="life", type="ACCOUNT", tags={"team": "a"})["arn"]
    assert arn == "arn:aws:access-analyzer:eu-west-1:123456789012:analyzer/life"
    assert arn in objects(url, "eu-west-1")
    found = analyzers.get_analyzer(analyzerName="life")["analyzer"]
    assert (found["arn"], found["name"], found["type"], found["tags"]) == (arn, "life", "ACCOUNT", {"team": "a"})
    assert [each["name"] for each in analyzers.list_analyzers()["analyzers"]] == ["life"]
    assert analyzers.list_analyzers(type="ORGANIZATION")["analyzers"] == []
    analyzers.tag_resource(resourceArn=arn, tags={"more": "b"})
    analyzers.untag_resource(resourceArn=arn, tagKeys=["team"])
    assert analyzers.list_tags_for_resource(resourceArn=arn)["tags"] == {"more": "b"}
    analyzers.delete_analyzer(analyzerName="life")
    assert refused(analyzers.get_analyzer, analyzerName="life")[:2] == ("ResourceNotFoundException", 404)
    assert arn not in objects(url, "eu-west-1")


def test_a_name_is_taken_once(aws):
    analyzers = aws("accessanalyzer")
    analyzers.create_analyzer(analyzerName="twice", type="ACCOUNT", clientToken="1")
    again = refused(analyzers.create_analyzer, analyzerName="twice", type="ACCOUNT", clientToken="2")
    assert again[:2] == ("ConflictException", 409)


def test_the_same_request_with_the_same_token_makes_nothing_new(aws):
    workspaces = aws("grafana")
    asked = {
        "accountAccessType": "CURRENT_ACCOUNT",
        "permissionType": "SERVICE_MANAGED",
        "authenticationProviders": ["SAML"],
        "clientToken": "once",
    }
    first = workspaces.create_workspace(**asked)["workspace"]
    assert workspaces.create_workspace(**asked)["workspace"]["id"] == first["id"]
    other = refused(workspaces.create_workspace, **{**asked, "workspaceName": "other"})
    assert other[:2] == ("ConflictException", 409)


def test_a_list_is_paged(aws):
    servers = aws("sagemaker")
    for number in range(5):
        servers.create_mlflow_tracking_server(TrackingServerName=f"page-{number}", **SERVER)
    pages = list(servers.get_paginator("list_mlflow_tracking_servers").paginate(PaginationConfig={"PageSize": 2}))
    assert [len(page["TrackingServerSummaries"]) for page in pages] == [2, 2, 1]
    names = [each["TrackingServerName"] for page in pages for each in page["TrackingServerSummaries"]]
    assert sorted(names) == [f"page-{number}" for number in range(5)]
    bad = refused(servers.list_mlflow_tracking_servers, NextToken="nonsense")
    assert bad[0] == "ValidationException"


def test_everything_that_is_wrong_with_a_request_is_said_at_once(aws):
    code, status, message = refused(
        aws("sagemaker").create_mlflow_tracking_server,
        TrackingServerName="not_good",
        TrackingServerSize="Huge",
        **SERVER,
    )
    assert (code, status) == ("ValidationException", 400)
    assert message == (
        "2 validation errors detected: Value 'not_good' at 'trackingServerName' failed to satisfy constraint: Member "
        "must satisfy regular expression pattern: [a-zA-Z0-9](-*[a-zA-Z0-9]){0,255}; "
        "Value 'Huge' at 'trackingServerSize' failed to satisfy constraint: Member must "
        "satisfy enum value set: [Small, Medium, Large]"
    )


def test_what_was_made_outlives_a_killed_server(layout, aws_at):
    url = lifecycle.ensure_running(layout)
    aws_at(url)("accessanalyzer").create_analyzer(analyzerName="kept", type="ACCOUNT")
    lifecycle.stop(layout)
    again = aws_at(lifecycle.ensure_running(layout))("accessanalyzer")
    assert again.get_analyzer(analyzerName="kept")["analyzer"]["name"] == "kept"


def test_a_plain_boto3_of_the_session_reaches_a_service_with_a_host_prefix(url, monkeypatch):
    monkeypatch.setenv("AWS_DISABLE_HOST_PREFIX_INJECTION", "true")
    session = boto3.Session(aws_access_key_id="local", aws_secret_access_key="local", region_name="eu-west-1")
    assert session.client("mwaa", endpoint_url=url).list_environments()["Environments"] == []


def test_what_is_reset_is_gone(layout, aws_at):
    url = lifecycle.ensure_running(layout)
    analyzers = aws_at(url)("accessanalyzer")
    analyzers.create_analyzer(analyzerName="reset", type="ACCOUNT")
    reset = urllib.request.Request(f"{url}/moto-api/reset", method="POST")  # noqa: S310
    urllib.request.build_opener().open(reset).close()
    assert analyzers.list_analyzers()["analyzers"] == []
    lifecycle.stop(layout)
    again = aws_at(lifecycle.ensure_running(layout))("accessanalyzer")
    assert again.list_analyzers()["analyzers"] == []
