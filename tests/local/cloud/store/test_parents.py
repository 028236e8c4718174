"""An object needs its parent, keeps it from being deleted or goes with it, whoever holds the parent."""

import urllib.request

import pytest
from botocore.exceptions import ClientError

from local.cloud.inventory import objects

WORKSPACE = {
    "accountAccessType": "CURRENT_ACCOUNT",
    "permissionType": "SERVICE_MANAGED",
    "authenticationProviders": ["SAML"],
}


@pytest.fixture(autouse=True)
def _at_once(url):
    with urllib.request.build_opener().open(f"{url}/_local/settings?transition_seconds=0"):
        yield


def test_nothing_is_made_without_its_parent(aws):
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        aws("accessanalyzer").create_archive_rule(analyzerName="none", ruleName="r", filter={"a": {"exists": True}})


def test_nothing_is_made_without_a_parent_that_moto_holds(aws):
    prometheus = aws("amp")
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        prometheus.create_alert_manager_definition(workspaceId="ws-none", data=b"x")
    workspace = prometheus.create_workspace()["workspaceId"]
    prometheus.create_alert_manager_definition(workspaceId=workspace, data=b"x")


def test_children_go_with_their_parent(aws):
    grafana = aws("grafana")
    workspace = grafana.create_workspace(**WORKSPACE)["workspace"]["id"]
    account = grafana.create_workspace_service_account(workspaceId=workspace, name="robot", grafanaRole="VIEWER")["id"]
    token = grafana.create_workspace_service_account_token(
        workspaceId=workspace, serviceAccountId=account, name="t", secondsToLive=60
    )
    assert token["serviceAccountToken"]["key"].startswith("glsa_")
    listed = grafana.list_workspace_service_account_tokens(workspaceId=workspace, serviceAccountId=account)
    assert [each["name"] for each in listed["serviceAccountTokens"]] == ["t"]
    assert "key" not in listed["serviceAccountTokens"][0]
    grafana.delete_workspace(workspaceId=workspace)
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        grafana.list_workspace_service_accounts(workspaceId=workspace)
    again = grafana.create_workspace(**WORKSPACE)["workspace"]["id"]
    assert grafana.list_workspace_service_accounts(workspaceId=again)["serviceAccounts"] == []


def test_a_parent_in_use_is_not_deleted(aws):
    connections = aws("codeconnections")
    host = connections.create_host(
        Name="h", ProviderType="GitHubEnterpriseServer", ProviderEndpoint="https://g.example"
    )
    made = connections.create_connection(ConnectionName="c", HostArn=host["HostArn"])
    found = connections.get_connection(ConnectionArn=made["ConnectionArn"])["Connection"]
    assert found["ProviderType"] == "GitHubEnterpriseServer"
    with pytest.raises(ClientError, match="still needs it"):
        connections.delete_host(HostArn=host["HostArn"])
    connections.delete_connection(ConnectionArn=made["ConnectionArn"])
    connections.delete_host(HostArn=host["HostArn"])


def test_what_a_moto_parent_had_goes_with_it(aws):
    prometheus = aws("amp")
    workspace = prometheus.create_workspace()["workspaceId"]
    prometheus.create_alert_manager_definition(workspaceId=workspace, data=b"x")
    prometheus.delete_workspace(workspaceId=workspace)
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        prometheus.describe_alert_manager_definition(workspaceId=workspace)


def test_grafana_keeps_saml_licence_and_roles(aws):
    grafana = aws("grafana")
    workspace = grafana.create_workspace(**WORKSPACE)["workspace"]["id"]
    saml = {"idpMetadata": {"url": "https://idp.example/metadata"}, "roleValues": {"admin": ["admins"]}}
    grafana.update_workspace_authentication(
        workspaceId=workspace, authenticationProviders=["SAML"], samlConfiguration=saml
    )
    found = grafana.describe_workspace_authentication(workspaceId=workspace)["authentication"]
    assert found["saml"] == {"status": "CONFIGURED", "configuration": saml}
    assert grafana.associate_license(workspaceId=workspace, licenseType="ENTERPRISE")["workspace"]["licenseType"] == (
        "ENTERPRISE"
    )
    grafana.disassociate_license(workspaceId=workspace, licenseType="ENTERPRISE")
    assert "licenseType" not in grafana.describe_workspace(workspaceId=workspace)["workspace"]
    batch = [{"action": "ADD", "role": "ADMIN", "users": [{"id": "u-1", "type": "SSO_USER"}]}]
    assert grafana.update_permissions(workspaceId=workspace, updateInstructionBatch=batch)["errors"] == []
    assert grafana.list_permissions(workspaceId=workspace)["permissions"] == [
        {"user": {"id": "u-1", "type": "SSO_USER"}, "role": "ADMIN"}
    ]


def test_airflow_gives_a_token_for_its_command_line(aws):
    airflow = aws("mwaa")
    airflow.create_environment(
        Name="cli",
        ExecutionRoleArn="arn:aws:iam::123456789012:role/r",
        SourceBucketArn="arn:aws:s3:::bucket",
        DagS3Path="dags",
        NetworkConfiguration={},
    )
    token = airflow.create_cli_token(Name="cli")
    assert token["WebServerHostname"] == airflow.get_environment(Name="cli")["Environment"]["WebserverUrl"]
    assert token["CliToken"]


def test_settings_are_there_without_a_create_and_are_no_objects(aws, url):
    prometheus = aws("amp")
    workspace = prometheus.create_workspace()["workspaceId"]
    found = prometheus.describe_workspace_configuration(workspaceId=workspace)["workspaceConfiguration"]
    assert found["retentionPeriodInDays"] == 150
    prometheus.update_workspace_configuration(workspaceId=workspace, retentionPeriodInDays=30)
    found = prometheus.describe_workspace_configuration(workspaceId=workspace)["workspaceConfiguration"]
    assert (found["retentionPeriodInDays"], found["status"]["statusCode"]) == (30, "ACTIVE")
    assert not [name for name in objects(url, "eu-west-1") if "workspace-configuration" in name]
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        prometheus.describe_workspace_configuration(workspaceId="ws-none")
    assert aws("chatbot").get_account_preferences()["AccountPreferences"]["UserAuthorizationRequired"] is False
