"""What the rules on CodeBuild say."""

from typing import Any

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import ELSEWHERE, Row, Table, bad, cases, good, judge, other, sets, unknown

PROJECT, OTHER = "aws:codebuild/project:Project", "aws:codebuild/webhook:Webhook"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/k"


def variable(**given: object) -> dict[str, object]:
    return {"environment": {"environmentVariables": [given]}}


IMAGE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/python"
VALUE = "environment.environmentVariables[0].value"


def base(value: Any) -> dict[str, Any]:
    return {"environment": {"environmentVariables": [{"name": "ARGUMENTS", "value": value}]}}


TABLE: Table = {
    "codebuild-no-env-secrets": [
        bad(
            PROJECT,
            variable(name="API_KEY", value="x"),
            "environment.environmentVariables[0] is named like a secret and is no reference to a secret store.",
        ),
        good(PROJECT, variable(name="API_KEY", value="x", type="SECRETS_MANAGER")),
        good(PROJECT, variable(name="STAGE", value="dev")),
        unknown(PROJECT, {"environment": {"environmentVariables": [UNKNOWN]}}, "environment.environmentVariables[0]"),
        other(OTHER, variable(name="API_KEY", value="x")),
    ],
    "codebuild-cmk": [
        bad(PROJECT, {}, "encryptionKey is not set."),
        good(PROJECT, {"encryptionKey": KEY}),
        unknown(PROJECT, {"encryptionKey": UNKNOWN}),
        other(OTHER, {}),
    ],
    "codebuild-artifacts-encrypted": [
        bad(PROJECT, {"artifacts": {"encryptionDisabled": True}}, "artifacts.encryptionDisabled is true."),
        good(PROJECT, {}),
        unknown(PROJECT, {"artifacts": {"encryptionDisabled": UNKNOWN}}, "artifacts.encryptionDisabled"),
        other(OTHER, {"artifacts": {"encryptionDisabled": True}}),
    ],
    "codebuild-s3-logs-encrypted": [
        bad(
            PROJECT,
            {"logsConfig": {"s3Logs": {"encryptionDisabled": True}}},
            "logsConfig.s3Logs.encryptionDisabled is true.",
        ),
        good(PROJECT, {"logsConfig": {"s3Logs": {"location": "bucket/builds"}}}),
        unknown(PROJECT, {"logsConfig": UNKNOWN}, "logsConfig.s3Logs.encryptionDisabled"),
        other(ELSEWHERE, {}),
    ],
    "codebuild-logs": [
        bad(PROJECT, {"logsConfig": {"cloudwatchLogs": {"status": "DISABLED"}}}, "logsConfig writes no logs."),
        good(PROJECT, {}),
        good(PROJECT, {"logsConfig": {"cloudwatchLogs": {"status": "DISABLED"}, "s3Logs": {"location": "b"}}}),
        unknown(PROJECT, {"logsConfig": UNKNOWN}, "logsConfig.cloudwatchLogs.status"),
        other(OTHER, {"logsConfig": {"cloudwatchLogs": {"status": "DISABLED"}}}),
    ],
    "codebuild-log-group": sets(PROJECT, "logsConfig.cloudwatchLogs.groupName", value="/aws/codebuild/churn"),
    "codebuild-vpc": sets(PROJECT, "vpcConfig.vpcId", "vpcConfig.subnets", "vpcConfig.securityGroupIds"),
    "codebuild-bases-pinned": [
        bad(PROJECT, base(f"BASE={IMAGE}:3.13"), f"{VALUE} names an image by a tag."),
        good(PROJECT, base(f"BASE={IMAGE}@sha256:{'0' * 64}")),
        good(PROJECT, base(IMAGE)),
        unknown(PROJECT, base(UNKNOWN), VALUE),
        other(ELSEWHERE, base(f"{IMAGE}:3.13")),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
