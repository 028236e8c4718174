"""What the rules on Studio say."""

from typing import Any

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import ELSEWHERE, Row, Table, bad, cases, fixed, good, judge, keeps, other, sets, unknown

DOMAIN, PROFILE = "aws:sagemaker/domain:Domain", "aws:sagemaker/userProfile:UserProfile"
SPACE, APP = "aws:sagemaker/space:Space", "aws:sagemaker/app:App"
DOCKER = "domainSettings.dockerSettings"
IDLE = "appLifecycleManagement.idleSettings"


def shared(option: Any = "Allowed", **more: Any) -> dict[str, Any]:
    return {"sharingSettings": {"notebookOutputOption": option, **more}}


def docker(access: Any, **more: Any) -> dict[str, Any]:
    return {"domainSettings": {"dockerSettings": {"enableDockerAccess": access, **more}}}


def idle(value: Any) -> dict[str, Any]:
    return {"appLifecycleManagement": {"idleSettings": {"lifecycleManagement": value}}}


ALLOWED = "system, ml.t3.*, ml.m*, ml.c*"

TABLE: Table = {
    "domain-sso": keeps(DOMAIN, "authMode", "SSO", wrong="IAM"),
    "domain-cmk": sets(DOMAIN, "kmsKeyId"),
    "domain-sharing-encrypted": [
        bad(
            DOMAIN,
            {"defaultUserSettings": shared()},
            "defaultUserSettings.sharingSettings.s3KmsKeyId is not set, and outputs are shared.",
        ),
        bad(
            PROFILE,
            {"userSettings": shared()},
            "userSettings.sharingSettings.s3KmsKeyId is not set, and outputs are shared.",
        ),
        good(DOMAIN, {"defaultUserSettings": shared(s3KmsKeyId="arn:key")}),
        good(DOMAIN, {"defaultUserSettings": shared("Disabled")}),
        unknown(
            DOMAIN,
            {"defaultUserSettings": shared(UNKNOWN)},
            "defaultUserSettings.sharingSettings.notebookOutputOption",
        ),
        other(DOMAIN, {}),
    ],
    "domain-docker-trusted": [
        bad(DOMAIN, docker("ENABLED"), f"{DOCKER}.vpcOnlyTrustedAccounts is not set, and Docker is enabled."),
        good(DOMAIN, docker("ENABLED", vpcOnlyTrustedAccounts=["123456789012"])),
        good(DOMAIN, docker("DISABLED")),
        unknown(DOMAIN, docker(UNKNOWN), f"{DOCKER}.enableDockerAccess"),
        other(DOMAIN, {}),
    ],
    "domain-idle-shutdown": [
        bad(
            DOMAIN,
            {"defaultUserSettings": {"executionRole": "r"}},
            f"defaultUserSettings.jupyterLabAppSettings.{IDLE}.lifecycleManagement is not ENABLED.",
            f"defaultUserSettings.codeEditorAppSettings.{IDLE}.lifecycleManagement is not ENABLED.",
        ),
        bad(
            PROFILE,
            {"userSettings": {"jupyterLabAppSettings": idle("DISABLED")}},
            f"userSettings.jupyterLabAppSettings.{IDLE}.lifecycleManagement is not ENABLED.",
        ),
        good(
            DOMAIN,
            {
                "defaultUserSettings": {
                    "jupyterLabAppSettings": idle("ENABLED"),
                    "codeEditorAppSettings": idle("ENABLED"),
                }
            },
        ),
        unknown(
            PROFILE,
            {"userSettings": {"codeEditorAppSettings": idle(UNKNOWN)}},
            f"userSettings.codeEditorAppSettings.{IDLE}.lifecycleManagement",
        ),
        other(PROFILE, {"userSettings": {"executionRole": "r"}}),
    ],
    "domain-tag-propagation": keeps(DOMAIN, "tagPropagation", "ENABLED", wrong="DISABLED"),
    "domain-homes-retained": [
        bad(
            DOMAIN,
            {"retentionPolicy": {"homeEfsFileSystem": "Delete"}, "tags": {"environment": "prod"}},
            "retentionPolicy.homeEfsFileSystem is Delete outside the environments local and dev.",
        ),
        good(DOMAIN, {"retentionPolicy": {"homeEfsFileSystem": "Delete"}, "tags": {"environment": "dev"}}),
        fixed(good(DOMAIN, {"retentionPolicy": {"homeEfsFileSystem": "Retain"}})),
        unknown(
            DOMAIN,
            {"retentionPolicy": {"homeEfsFileSystem": UNKNOWN}},
            "retentionPolicy.homeEfsFileSystem",
        ),
        unknown(DOMAIN, {"retentionPolicy": {"homeEfsFileSystem": "Delete"}, "tags": UNKNOWN}, "tags.environment"),
        other(DOMAIN, {}),
    ],
    "profile-own-role": sets(PROFILE, "userSettings.executionRole"),
    "space-private": [
        bad(
            SPACE,
            {"spaceSharingSettings": {"sharingType": "Shared"}},
            "spaceSharingSettings.sharingType is not Private.",
        ),
        good(SPACE, {"spaceSharingSettings": {"sharingType": "Private"}}),
        unknown(SPACE, {"spaceSharingSettings": UNKNOWN}, "spaceSharingSettings.sharingType"),
        other(SPACE, {}),
    ],
    "app-instance-allowlist": [
        bad(
            APP, {"resourceSpec": {"instanceType": "ml.g5.xlarge"}}, f"resourceSpec.instanceType is none of {ALLOWED}."
        ),
        good(APP, {"resourceSpec": {"instanceType": "ml.t3.medium"}}),
        unknown(APP, {"resourceSpec": UNKNOWN}, "resourceSpec.instanceType"),
        other(APP, {}),
    ],
    "domain-security-groups-ours": [
        bad(DOMAIN, {"appSecurityGroupManagement": "Service"}, "appSecurityGroupManagement is not Customer."),
        good(DOMAIN, {"appSecurityGroupManagement": "Customer"}),
        unknown(DOMAIN, {"appSecurityGroupManagement": UNKNOWN}, "appSecurityGroupManagement"),
        other(ELSEWHERE, {}),
    ],
    "domain-source-identity": keeps(
        DOMAIN, "domainSettings.executionRoleIdentityConfig", "USER_PROFILE_NAME", wrong="DISABLED"
    ),
    "domain-security-groups": [
        bad(
            DOMAIN,
            {"defaultUserSettings": {"executionRole": "r"}},
            "defaultUserSettings.securityGroups is not set.",
        ),
        good(DOMAIN, {"defaultUserSettings": {"executionRole": "r", "securityGroups": ["sg-1"]}}),
        unknown(DOMAIN, {"defaultUserSettings": {"securityGroups": UNKNOWN}}),
        other(PROFILE, {"userSettings": {"executionRole": "r"}}),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
