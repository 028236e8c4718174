"""What the rules on Athena say."""

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import Row, Table, bad, cases, good, judge, other, sets, unknown

DATABASE, WORKGROUP = "aws:athena/database:Database", "aws:athena/workgroup:Workgroup"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/k"


def results(encryption: object) -> dict[str, object]:
    return {"configuration": {"resultConfiguration": {"encryptionConfiguration": encryption}}}


TABLE: Table = {
    "athena-workgroup-enforced": [
        bad(
            WORKGROUP,
            {"configuration": {"enforceWorkgroupConfiguration": False}},
            "configuration.enforceWorkgroupConfiguration is false.",
        ),
        good(WORKGROUP, {}),
        unknown(
            WORKGROUP,
            {"configuration": {"enforceWorkgroupConfiguration": UNKNOWN}},
            "configuration.enforceWorkgroupConfiguration",
        ),
        other(DATABASE, {"configuration": {"enforceWorkgroupConfiguration": False}}),
    ],
    "athena-results-kms": [
        bad(
            WORKGROUP,
            results({"encryptionOption": "SSE_S3"}),
            "configuration.resultConfiguration.encryptionConfiguration.encryptionOption is not SSE_KMS or CSE_KMS.",
        ),
        bad(
            WORKGROUP,
            results({"encryptionOption": "SSE_KMS"}),
            "configuration.resultConfiguration.encryptionConfiguration.kmsKeyArn is not set.",
        ),
        good(WORKGROUP, results({"encryptionOption": "SSE_KMS", "kmsKeyArn": KEY})),
        unknown(
            WORKGROUP, results(UNKNOWN), "configuration.resultConfiguration.encryptionConfiguration.encryptionOption"
        ),
        other(DATABASE, {}),
    ],
    "athena-workgroup-metrics": [
        bad(
            WORKGROUP,
            {"configuration": {"publishCloudwatchMetricsEnabled": False}},
            "configuration.publishCloudwatchMetricsEnabled is false.",
        ),
        good(WORKGROUP, {}),
        unknown(
            WORKGROUP,
            {"configuration": {"publishCloudwatchMetricsEnabled": UNKNOWN}},
            "configuration.publishCloudwatchMetricsEnabled",
        ),
        other(DATABASE, {"configuration": {"publishCloudwatchMetricsEnabled": False}}),
    ],
    "athena-scan-limit": [
        bad(WORKGROUP, {}, "configuration.bytesScannedCutoffPerQuery is not set."),
        good(WORKGROUP, {"configuration": {"bytesScannedCutoffPerQuery": 10**9}}),
        unknown(WORKGROUP, {"configuration": {"bytesScannedCutoffPerQuery": UNKNOWN}}),
        other(DATABASE, {}),
    ],
    "athena-database-encryption": [
        bad(DATABASE, {}, "encryptionConfiguration.encryptionOption is not set."),
        good(DATABASE, {"encryptionConfiguration": {"encryptionOption": "SSE_KMS"}}),
        unknown(DATABASE, {"encryptionConfiguration": {"encryptionOption": UNKNOWN}}),
        other(WORKGROUP, {}),
    ],
    "athena-bucket-owner": sets(
        WORKGROUP, "configuration.resultConfiguration.expectedBucketOwner", value="123456789012"
    ),
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
