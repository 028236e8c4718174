"""Samples of Grafana."""

import json

from tests.local.providers.aws.samples.sample import OTHER_TAGS, ROLE, TAGS, Sample

WORKSPACE = "{aws:grafana/workspace:Workspace}"

SAMPLES: dict[str, Sample] = {
    "aws:grafana/workspace:Workspace": Sample(
        {
            "name": "mlops",
            "accountAccessType": "CURRENT_ACCOUNT",
            "authenticationProviders": ["SAML"],
            "permissionType": "SERVICE_MANAGED",
            "roleArn": ROLE,
            "description": "all",
            "dataSources": ["CLOUDWATCH"],
            "tags": TAGS,
        },
        updates={
            "name": "other",
            "description": "other",
            "roleArn": ROLE + "2",
            "dataSources": ["CLOUDWATCH", "PROMETHEUS"],
            "notificationDestinations": ["SNS"],
            "configuration": json.dumps({"unifiedAlerting": {"enabled": False}}),
            "tags": OTHER_TAGS,
        },
        replaces={"authenticationProviders": ["AWS_SSO"]},
    ),
    "aws:grafana/licenseAssociation:LicenseAssociation": Sample(
        {"workspaceId": WORKSPACE, "licenseType": "ENTERPRISE"},
        replaces={
            "licenseType": "ENTERPRISE_FREE_TRIAL",
            "workspaceId": "g-other",
            "grafanaToken": "12345678-1234-1234-1234-123456789012",
        },
    ),
    "aws:grafana/workspaceApiKey:WorkspaceApiKey": Sample(
        {"workspaceId": WORKSPACE, "keyName": "ci", "keyRole": "VIEWER", "secondsToLive": 3600},
        replaces={"keyName": "other", "keyRole": "ADMIN", "secondsToLive": 60, "workspaceId": "g-other"},
        stays=True,
    ),
    "aws:grafana/workspaceSamlConfiguration:WorkspaceSamlConfiguration": Sample(
        {
            "workspaceId": WORKSPACE,
            "editorRoleValues": ["editor"],
            "idpMetadataUrl": "https://sign.example.com/saml",
            "roleAssertion": "role",
        },
        updates={
            "adminRoleValues": ["admin"],
            "allowedOrganizations": ["retention"],
            "editorRoleValues": ["editor", "author"],
            "groupsAssertion": "groups",
            "idpMetadataUrl": "https://sign.example.com/other",
            "loginValidityDuration": 120,
            "roleAssertion": "other",
        },
        replaces={"workspaceId": "g-other"},
        stays=True,
    ),
    "aws:grafana/workspaceServiceAccount:WorkspaceServiceAccount": Sample(
        {"workspaceId": WORKSPACE, "name": "ci", "grafanaRole": "VIEWER"},
        replaces={"name": "other", "grafanaRole": "ADMIN", "workspaceId": "g-other"},
    ),
    "aws:grafana/workspaceServiceAccountToken:WorkspaceServiceAccountToken": Sample(
        {
            "workspaceId": WORKSPACE,
            "serviceAccountId": "{aws:grafana/workspaceServiceAccount:WorkspaceServiceAccount.serviceAccountId}",
            "name": "ci",
            "secondsToLive": 3600,
        },
        replaces={"name": "other", "secondsToLive": 60, "serviceAccountId": "2", "workspaceId": "g-other"},
    ),
    "aws:grafana/roleAssociation:RoleAssociation": Sample(
        {"workspaceId": WORKSPACE, "role": "ADMIN", "userIds": ["a", "b"]},
        updates={"userIds": ["b", "c"], "groupIds": ["d"]},
        replaces={"role": "EDITOR", "workspaceId": "g-other"},
    ),
}
