"""Samples of Grafana."""

import json

from tests.local.providers.aws.samples.sample import OTHER_TAGS, ROLE, TAGS, Sample

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
}
