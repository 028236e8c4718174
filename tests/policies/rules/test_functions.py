"""What the rules on Lambda's functions say."""

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import Row, Table, bad, cases, good, judge, other, unknown

FUNCTION, PERMISSION = "aws:lambda/function:Function", "aws:lambda/permission:Permission"
FUNCTION_URL = "aws:lambda/functionUrl:FunctionUrl"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/k"

TABLE: Table = {
    "lambda-vpc": [
        bad(FUNCTION, {}, "vpcConfig.subnetIds is not set."),
        good(FUNCTION, {"vpcConfig": {"subnetIds": ["a"]}}),
        unknown(FUNCTION, {"vpcConfig": {"subnetIds": UNKNOWN}}),
        other(PERMISSION, {}),
    ],
    "lambda-dlq": [
        bad(FUNCTION, {}, "deadLetterConfig.targetArn is not set."),
        good(FUNCTION, {"deadLetterConfig": {"targetArn": "arn"}}),
        unknown(FUNCTION, {"deadLetterConfig": {"targetArn": UNKNOWN}}),
        other(PERMISSION, {}),
    ],
    "lambda-runtime": [
        bad(FUNCTION, {"runtime": "python3.6"}, "runtime is no longer supported."),
        good(FUNCTION, {"runtime": "python3.13"}),
        good(FUNCTION, {"packageType": "Image"}),
        unknown(FUNCTION, {"runtime": UNKNOWN}, "runtime"),
        other(PERMISSION, {"runtime": "python3.6"}),
    ],
    "lambda-env-kms": [
        bad(FUNCTION, {"environment": {"variables": {"A": "b"}}}, "kmsKeyArn is not set."),
        good(FUNCTION, {"environment": {"variables": {"A": "b"}}, "kmsKeyArn": KEY}),
        good(FUNCTION, {}),
        unknown(FUNCTION, {"environment": {"variables": UNKNOWN}, "kmsKeyArn": UNKNOWN}),
        unknown(FUNCTION, {"environment": {"variables": UNKNOWN}}, "environment.variables"),
        other(PERMISSION, {"environment": {"variables": {"A": "b"}}}),
    ],
    "lambda-no-env-secrets": [
        bad(
            FUNCTION,
            {"environment": {"variables": {"DB_PASSWORD": "x"}}},
            "environment.variables.DB_PASSWORD is named like a secret and is no reference to a secret store.",
        ),
        good(FUNCTION, {"environment": {"variables": {"DB_PASSWORD": "arn:aws:secretsmanager:eu-west-1:1:secret:x"}}}),
        unknown(FUNCTION, {"environment": {"variables": UNKNOWN}}, "environment.variables"),
        other(PERMISSION, {"environment": {"variables": {"DB_PASSWORD": "x"}}}),
    ],
    "lambda-not-public": [
        bad(PERMISSION, {"principal": "*"}, "principal is everyone."),
        good(PERMISSION, {"principal": "*", "principalOrgId": "o-1"}),
        good(PERMISSION, {"principal": "s3.amazonaws.com"}),
        unknown(PERMISSION, {"principal": UNKNOWN}, "principal"),
        other(FUNCTION, {"principal": "*"}),
    ],
    "lambda-permission-source": [
        bad(
            PERMISSION,
            {"principal": "s3.amazonaws.com"},
            "neither sourceArn nor sourceAccount says for whom the service calls.",
        ),
        good(PERMISSION, {"principal": "s3.amazonaws.com", "sourceAccount": "123456789012"}),
        good(PERMISSION, {"principal": "123456789012"}),
        unknown(PERMISSION, {"principal": UNKNOWN}, "principal"),
        other(FUNCTION, {"principal": "s3.amazonaws.com"}),
    ],
    "lambda-url-auth": [
        bad(FUNCTION_URL, {"authorizationType": "NONE"}, "authorizationType is not AWS_IAM."),
        good(FUNCTION_URL, {"authorizationType": "AWS_IAM"}),
        unknown(FUNCTION_URL, {"authorizationType": UNKNOWN}, "authorizationType"),
        other(FUNCTION, {}),
    ],
    "lambda-tracing": [
        bad(FUNCTION, {}, "tracingConfig.mode is not Active."),
        good(FUNCTION, {"tracingConfig": {"mode": "Active"}}),
        unknown(FUNCTION, {"tracingConfig": {"mode": UNKNOWN}}, "tracingConfig.mode"),
        other(PERMISSION, {}),
    ],
    "lambda-concurrency": [
        bad(FUNCTION, {"reservedConcurrentExecutions": -1}, "reservedConcurrentExecutions is not set."),
        good(FUNCTION, {"reservedConcurrentExecutions": 5}),
        good(FUNCTION, {"reservedConcurrentExecutions": 0}),
        unknown(FUNCTION, {"reservedConcurrentExecutions": UNKNOWN}, "reservedConcurrentExecutions"),
        other(PERMISSION, {}),
    ],
    "lambda-code-signing": [
        bad(FUNCTION, {}, "codeSigningConfigArn is not set."),
        good(FUNCTION, {"codeSigningConfigArn": "arn"}),
        unknown(FUNCTION, {"codeSigningConfigArn": UNKNOWN}),
        other(PERMISSION, {}),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
