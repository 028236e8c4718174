"""What the rules on Glue say."""

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import KEY_ARN, Row, Table, bad, cases, good, judge, keeps, other, secret, unknown

CATALOG = "aws:glue/dataCatalogEncryptionSettings:DataCatalogEncryptionSettings"
CONNECTION, CRAWLER, JOB = "aws:glue/connection:Connection", "aws:glue/crawler:Crawler", "aws:glue/job:Job"
SECURITY = "aws:glue/securityConfiguration:SecurityConfiguration"

MODES = {
    "cloudwatchEncryption": {"cloudwatchEncryptionMode": "SSE-KMS", "kmsKeyArn": KEY_ARN},
    "jobBookmarksEncryption": {"jobBookmarksEncryptionMode": "CSE-KMS", "kmsKeyArn": KEY_ARN},
    "s3Encryption": {"s3EncryptionMode": "SSE-KMS", "kmsKeyArn": KEY_ARN},
}
AT_REST, PASSWORDS = {"catalogEncryptionMode": "SSE-KMS"}, {"returnConnectionPasswordEncrypted": True}


def catalog(at_rest: object, passwords: object) -> dict[str, object]:
    return {"dataCatalogEncryptionSettings": {"encryptionAtRest": at_rest, "connectionPasswordEncryption": passwords}}


TABLE: Table = {
    "glue-security-configuration": [
        bad(JOB, {}, "securityConfiguration is not set."),
        good(JOB, {"securityConfiguration": "all"}),
        unknown(JOB, {"securityConfiguration": UNKNOWN}),
        other(SECURITY, {}),
        bad(CRAWLER, {}, "securityConfiguration is not set."),
    ],
    "glue-configuration-encrypts": [
        bad(
            SECURITY,
            {"encryptionConfiguration": {**MODES, "s3Encryption": {"s3EncryptionMode": "DISABLED"}}},
            "encryptionConfiguration.s3Encryption.s3EncryptionMode is not SSE-KMS.",
            "encryptionConfiguration.s3Encryption.kmsKeyArn is not set.",
        ),
        good(SECURITY, {"encryptionConfiguration": MODES}),
        unknown(
            SECURITY,
            {"encryptionConfiguration": {**MODES, "s3Encryption": UNKNOWN}},
            "encryptionConfiguration.s3Encryption.s3EncryptionMode",
        ),
        other(JOB, {}),
    ],
    "glue-catalog-encryption": [
        bad(
            CATALOG,
            catalog({"catalogEncryptionMode": "DISABLED"}, PASSWORDS),
            "dataCatalogEncryptionSettings.encryptionAtRest.catalogEncryptionMode is not SSE-KMS.",
        ),
        bad(
            CATALOG,
            catalog(AT_REST, {}),
            "dataCatalogEncryptionSettings.connectionPasswordEncryption.returnConnectionPasswordEncrypted is not true.",
        ),
        good(CATALOG, catalog(AT_REST, PASSWORDS)),
        good(CATALOG, catalog([AT_REST], [PASSWORDS])),
        unknown(
            CATALOG,
            catalog(UNKNOWN, UNKNOWN),
            "dataCatalogEncryptionSettings.encryptionAtRest.catalogEncryptionMode",
            "dataCatalogEncryptionSettings.connectionPasswordEncryption.returnConnectionPasswordEncrypted",
        ),
        other(JOB, {}),
    ],
    "glue-connection-no-password": [
        bad(
            CONNECTION,
            {"connectionProperties": {"PASSWORD": "x"}},
            "connectionProperties.PASSWORD is named like a secret and is no reference to a secret store.",
        ),
        good(CONNECTION, {"connectionProperties": {"SECRET_ID": "arn:aws:secretsmanager:eu-west-1:1:secret:x"}}),
        good(
            CONNECTION, {"connectionProperties": secret({"SECRET_ID": "arn:aws:secretsmanager:eu-west-1:1:secret:x"})}
        ),
        bad(
            CONNECTION,
            {"connectionProperties": secret({"PASSWORD": "x"})},
            "connectionProperties.PASSWORD is named like a secret and is no reference to a secret store.",
        ),
        unknown(CONNECTION, {"connectionProperties": UNKNOWN}, "connectionProperties"),
        other(JOB, {"connectionProperties": {"PASSWORD": "x"}}),
    ],
    "glue-version": [
        bad(JOB, {"glueVersion": "2.0"}, "glueVersion is older than 4.0."),
        bad(JOB, {}, "glueVersion is older than 4.0."),
        good(JOB, {"glueVersion": "5.0"}),
        unknown(JOB, {"glueVersion": UNKNOWN}, "glueVersion"),
        other(CRAWLER, {}),
    ],
    "glue-job-logs": keeps(JOB, "defaultArguments.--enable-continuous-cloudwatch-log", "true", wrong="false"),
    "glue-through-network": [
        bad(JOB, {"connections": ["crm"]}, "defaultArguments.--disable-proxy-v2 is not true."),
        good(JOB, {"connections": ["crm"], "defaultArguments": {"--disable-proxy-v2": "true"}}),
        good(JOB, {}),
        unknown(JOB, {"connections": UNKNOWN}, "connections"),
        other(CRAWLER, {"connections": ["crm"]}),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
