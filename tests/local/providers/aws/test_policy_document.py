"""A policy document is rendered as pulumi-aws renders it, to the letter."""

import json

import pytest

from local.providers.aws.policy_document import DocumentError, policy_document

READS = {"actions": ["s3:GetObject"], "resources": ["arn:aws:s3:::a/*"]}


def statement(**given: object) -> dict[str, object]:
    (found,) = json.loads(policy_document({"statements": [given]})["json"])["Statement"]
    return found


def test_the_text_is_that_of_pulumi_aws() -> None:
    found = policy_document({"statements": [{"sid": "Read", **READS, "effect": "Allow"}]})
    assert found["json"] == (
        '{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Sid": "Read",\n      "Effect": "Allow",\n'
        '      "Action": "s3:GetObject",\n      "Resource": "arn:aws:s3:::a/*"\n    }\n  ]\n}'
    )
    assert found["minifiedJson"] == (
        '{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Action":"s3:GetObject",'
        '"Resource":"arn:aws:s3:::a/*"}]}'
    )
    assert found["id"].isdigit()


def test_a_statement_without_an_effect_allows() -> None:
    assert statement(actions=["s3:*"]) == {"Effect": "Allow", "Action": "s3:*"}


def test_more_than_one_action_stands_in_descending_order() -> None:
    assert statement(actions=["s3:Get", "s3:Put", "s3:Get"])["Action"] == ["s3:Put", "s3:Get"]
    assert statement(notActions=["a:B"], notResources=["b", "c"])["NotResource"] == ["c", "b"]


@pytest.mark.parametrize(
    ("principals", "wanted"),
    [
        ([{"type": "*", "identifiers": ["*"]}], "*"),
        ([{"type": "AWS", "identifiers": ["*"]}], {"AWS": "*"}),
        ([{"type": "AWS", "identifiers": ["1", "2"]}], {"AWS": ["2", "1"]}),
        (
            [{"type": "Service", "identifiers": ["a"]}, {"type": "AWS", "identifiers": ["1"]}],
            {"AWS": "1", "Service": "a"},
        ),
        ([{"type": "AWS", "identifiers": ["1"]}, {"type": "AWS", "identifiers": ["2"]}], {"AWS": ["1", "2"]}),
    ],
)
def test_principals_are_grouped_by_type(principals: list[dict[str, object]], wanted: object) -> None:
    assert statement(actions=["a:B"], principals=principals)["Principal"] == wanted
    assert statement(actions=["a:B"], notPrincipals=principals)["NotPrincipal"] == wanted


def test_values_of_a_condition_keep_their_order_and_one_stands_alone() -> None:
    conditions = [
        {"test": "StringLike", "variable": "s3:prefix", "values": ["b", "a"]},
        {"test": "StringLike", "variable": "s3:delimiter", "values": ["/"]},
        {"test": "Bool", "variable": "aws:SecureTransport", "values": ["false"]},
        {"test": "StringLike", "variable": "s3:delimiter", "values": ["-"]},
    ]
    assert statement(actions=["a:B"], conditions=conditions)["Condition"] == {
        "Bool": {"aws:SecureTransport": "false"},
        "StringLike": {"s3:delimiter": ["/", "-"], "s3:prefix": ["b", "a"]},
    }


def test_a_variable_is_written_with_an_ampersand() -> None:
    assert statement(actions=["a:B"], resources=["arn:aws:s3:::a/&{aws:username}"])["Resource"] == (
        "arn:aws:s3:::a/${aws:username}"
    )
    with pytest.raises(DocumentError, match="not supported in document version 2008-10-17"):
        policy_document({"version": "2008-10-17", "statements": [{"resources": ["&{aws:username}"]}]})


def document(*statements: dict[str, object], **more: object) -> str:
    return json.dumps({"Version": "2012-10-17", **more, "Statement": list(statements)})


def test_what_has_the_same_sid_is_overridden_and_the_rest_is_added() -> None:
    found = policy_document(
        {
            "sourcePolicyDocuments": [
                document({"Sid": "a", "Effect": "Allow", "Action": "x:A"}, {"Effect": "Allow", "Action": "x:B"}, Id="i")
            ],
            "statements": [{"sid": "a", "actions": ["x:C"]}, {"sid": "d", "actions": ["x:D"]}],
            "overridePolicyDocuments": [document({"Sid": "d", "Effect": "Deny", "Action": ["x:E", "x:F"]})],
        }
    )
    assert json.loads(found["json"]) == {
        "Version": "2012-10-17",
        "Id": "i",
        "Statement": [
            {"Sid": "a", "Effect": "Allow", "Action": "x:C"},
            {"Effect": "Allow", "Action": "x:B"},
            {"Sid": "d", "Effect": "Deny", "Action": ["x:E", "x:F"]},
        ],
    }


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ({"statements": [{"sid": "a"}, {"sid": "a"}]}, r"duplicate Sid \(a\)\. Remove the Sid"),
        (
            {"sourcePolicyDocuments": [document({"Sid": "a"}), document({"Sid": "a"})]},
            r"merging source document 1: duplicate Sid \(a\) in source_policy_documents",
        ),
        ({"sourcePolicyDocuments": ["{"]}, "merging source document 0"),
        ({"overridePolicyDocuments": ["{"]}, "merging override document 0"),
        ({"statements": [{"effect": "Maybe"}]}, "effect must be Allow or Deny"),
        ({"version": "2020-01-01"}, "version must be"),
    ],
)
def test_what_is_no_document_is_refused(args: dict[str, object], message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        policy_document(args)


def test_an_empty_document_has_a_version_only() -> None:
    assert policy_document({})["minifiedJson"] == '{"Version":"2012-10-17"}'


def test_letters_that_html_would_read_are_escaped_as_go_escapes_them() -> None:
    assert '"a\\u003cb\\u003e\\u0026"' in policy_document({"policyId": "a<b>&"})["json"]
