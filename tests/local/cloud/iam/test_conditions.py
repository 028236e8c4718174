"""Every condition operator: where it holds, where it does not, and what a missing key means."""

import pytest

from local.cloud.iam.conditions import OPERATORS, conditions_of

KEYS = {
    "aws:principaltag/team": ["churn"],
    "aws:principaltag/star": ["*"],
    "aws:currenttime": ["2026-11-21T10:00:00Z"],
    "aws:sourceip": ["10.1.2.3"],
    "aws:sourcearn": ["arn:aws:sns:eu-west-1:123456789012:alarms"],
    "aws:tagkeys": ["team", "owner"],
    "aws:securetransport": ["true"],
    "s3:max-keys": ["10"],
    "s3:prefix": ["churn/raw"],
    "empty": [],
}


def holds(operator, key, value):
    conditions = conditions_of({operator: {key: value}})
    return all(condition.holds(lambda name: KEYS.get(name.lower())) for condition in conditions)


TABLE = [
    # operator, key, values that hold, values that do not
    ("StringEquals", "s3:prefix", "churn/raw", "Churn/raw"),
    ("StringEquals", "S3:PREFIX", ["other", "churn/raw"], ["other"]),
    ("StringEquals", "s3:prefix", "${aws:PrincipalTag/team}/raw", "${aws:PrincipalTag/none}/raw"),
    ("StringEquals", "s3:prefix", "churn/raw", "churn/*"),
    ("StringNotEquals", "s3:prefix", ["a", "b"], ["a", "churn/raw"]),
    ("StringEqualsIgnoreCase", "s3:prefix", "CHURN/raw", "CHURN"),
    ("StringNotEqualsIgnoreCase", "s3:prefix", "CHURN", "CHURN/raw"),
    ("StringLike", "s3:prefix", "churn/*", "*/curated"),
    ("StringLike", "s3:prefix", "churn/ra?", "churn/ra??"),
    ("StringLike", "s3:prefix", "${aws:PrincipalTag/team}/*", "${aws:PrincipalTag/none, 'sales'}/*"),
    ("StringLike", "s3:prefix", "${aws:PrincipalTag/none, 'churn'}/*", "churn/${*}"),
    ("StringLike", "s3:prefix", "churn/${aws:PrincipalTag/none, 'raw'}", "${aws:PrincipalTag/star}/raw"),
    ("StringNotLike", "s3:prefix", "sales/*", "churn/*"),
    ("NumericEquals", "s3:max-keys", "10.0", "11"),
    ("NumericNotEquals", "s3:max-keys", 11, 10),
    ("NumericLessThan", "s3:max-keys", "11", "10"),
    ("NumericLessThanEquals", "s3:max-keys", "10", "9"),
    ("NumericGreaterThan", "s3:max-keys", "9", "10"),
    ("NumericGreaterThanEquals", "s3:max-keys", "10", "11"),
    ("NumericEquals", "s3:max-keys", "10", "ten"),
    ("DateEquals", "aws:CurrentTime", "2026-11-21T10:00:00Z", "2026-11-21"),
    ("DateNotEquals", "aws:CurrentTime", "2026-11-21", "2026-11-21T11:00:00+01:00"),
    ("DateLessThan", "aws:CurrentTime", "2026-11-22", "2026-11-21T10:00:00Z"),
    ("DateLessThanEquals", "aws:CurrentTime", "2026-11-21T10:00:00Z", "2026-11-21"),
    ("DateGreaterThan", "aws:CurrentTime", "1700000000", "2026-11-21T10:00:00Z"),
    ("DateGreaterThanEquals", "aws:CurrentTime", "2026-11-21", "2026-11-22"),
    ("Bool", "aws:SecureTransport", "true", "false"),
    ("Bool", "aws:SecureTransport", True, False),
    ("BinaryEquals", "s3:prefix", "churn/raw", "Y2h1cm4="),
    ("IpAddress", "aws:SourceIp", ["192.0.2.0/24", "10.1.0.0/16"], "10.2.0.0/16"),
    ("IpAddress", "aws:SourceIp", "10.1.2.3", "::1"),
    ("NotIpAddress", "aws:SourceIp", "10.2.0.0/16", "10.1.0.0/16"),
    ("ArnEquals", "aws:SourceArn", "arn:aws:sns:*:123456789012:alarms", "arn:aws:sns:*:alarms"),
    ("ArnLike", "aws:SourceArn", "arn:aws:sns:*:*:*", "arn:aws:sns:*"),
    ("ArnLike", "aws:SourceArn", "arn:aws:sns:*:*:al*", "arn:aws:sqs:*:*:al*"),
    ("ArnNotEquals", "aws:SourceArn", "arn:aws:sns:*:*:other", "arn:aws:sns:*:*:alarms"),
    ("ArnNotLike", "aws:SourceArn", "arn:aws:sqs:*:*:*", "*"),
    ("Null", "aws:SourceVpce", "true", "false"),
    ("Null", "aws:SourceIp", "false", "true"),
    ("ForAllValues:StringEquals", "aws:TagKeys", ["team", "owner", "more"], ["team"]),
    ("ForAllValues:StringLike", "aws:TagKeys", ["t*", "o*"], ["t*"]),
    ("ForAnyValue:StringEquals", "aws:TagKeys", ["team"], ["cost"]),
    ("ForAnyValue:StringNotEquals", "aws:TagKeys", ["team"], ["team", "owner"]),
    ("ForAllValues:StringNotEquals", "aws:TagKeys", ["cost"], ["cost", "owner"]),
    ("StringEqualsIfExists", "s3:prefix", "churn/raw", "sales"),
]


@pytest.mark.parametrize(("operator", "key", "good", "bad"), TABLE)
def test_an_operator_holds_for_one_value_and_not_for_the_other(operator, key, good, bad):
    assert holds(operator, key, good)
    assert not holds(operator, key, bad)


@pytest.mark.parametrize("name", sorted(OPERATORS))
def test_without_the_key_only_the_opposites_hold(name):
    assert holds(name, "aws:SourceVpce", "1") is OPERATORS[name].negated
    assert holds(f"{name}IfExists", "aws:SourceVpce", "1")
    assert holds(f"ForAllValues:{name}", "aws:SourceVpce", "1")
    assert not holds(f"ForAnyValue:{name}", "aws:SourceVpce", "1")
    assert holds(f"ForAllValues:{name}", "empty", "1")
    assert not holds(f"ForAnyValue:{name}", "empty", "1")


def test_every_operator_has_a_row():
    named = {row[0].rpartition(":")[2].removesuffix("IfExists").lower() for row in TABLE}
    assert named == set(OPERATORS) | {"null"}


def test_an_unknown_operator_is_refused():
    with pytest.raises(ValueError, match="there is no condition operator StringAlmostEquals"):
        conditions_of({"StringAlmostEquals": {"a": "b"}})
