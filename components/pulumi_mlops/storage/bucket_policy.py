"""The statements of a bucket's policy: TLS only, from the VPC only, and who else may read."""

from collections.abc import Callable, Sequence
from typing import Any

import pulumi

from ..access.statements import Statement, statement
from ..args import Input
from ..component import Account

Statements = Callable[[pulumi.Output[str]], Sequence[Statement]]
"""Statements of a bucket's policy, from the bucket's ARN."""

OBJECTS = ["s3:AbortMultipartUpload", "s3:DeleteObject*", "s3:GetObject*", "s3:PutObject*", "s3:RestoreObject"]


def within(arn: pulumi.Output[str]) -> pulumi.Output[str]:
    """Every object of a bucket."""
    return arn.apply(lambda known: f"{known}/*")


def from_vpc_only(
    arn: pulumi.Output[str],
    vpc_endpoint_ids: Sequence[Input[str]],
    outside: Sequence[Input[str]] = (),
    readers: Sequence[str] = (),
) -> list[Statement]:
    """Refuse everyone the objects who does not come through the VPC endpoints.

    Objects only: who deploys changes the bucket and this policy from wherever he is, and cannot lock himself out. Nor
    is s3:ListBucket refused, which HeadBucket asks for, by which every deployment reads a bucket. Let through are AWS
    services, in their own name (log delivery) or for somebody (Athena), and the roles of `outside`. The accounts of
    `readers` have endpoints of their own, whose ids nobody here knows: they must come through one of them.
    https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html
    """
    people: dict[str, dict[str, Any]] = {
        "BoolIfExists": {"aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false"}
    }
    if outside:
        people["ArnNotLike"] = {"aws:PrincipalArn": list(outside)}
    elsewhere: dict[str, Any] = {"aws:SourceVpce": list(vpc_endpoint_ids)}
    conditions = [{"StringNotEquals": elsewhere}]
    if readers:
        named = {"aws:PrincipalAccount": sorted({*readers})}
        elsewhere.update(named)
        conditions.append({"StringEquals": named, "Null": {"aws:SourceVpce": "true"}})
    return [
        statement(OBJECTS, [within(arn)], effect="Deny", principal="*", when={**condition, **people})
        for condition in conditions
    ]


def readable_by(arn: pulumi.Output[str], accounts: Sequence[str], account: Account) -> list[Statement]:
    """Let other accounts read, each named once; their own IAM policies say who of them."""
    roots = [account.root_of(one) for one in sorted({*accounts})]
    return [
        statement(["s3:GetObject", "s3:GetObjectVersion"], [within(arn)], principal={"AWS": roots}),
        statement(["s3:GetBucketLocation", "s3:ListBucket"], [arn], principal={"AWS": roots}),
    ]


def written_by_trail(arn: pulumi.Output[str], trail_arn: Input[str], account: Account) -> list[Statement]:
    """CloudTrail, for one trail, below the account's own prefix.

    https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
    """
    cloudtrail, source = {"Service": "cloudtrail.amazonaws.com"}, {"aws:SourceArn": trail_arn}
    events = pulumi.Output.concat(arn, "/AWSLogs/", account.id, "/*")
    owned = {"StringEquals": {**source, "s3:x-amz-acl": "bucket-owner-full-control"}}
    return [
        statement(["s3:GetBucketAcl"], [arn], principal=cloudtrail, when={"StringEquals": source}),
        statement(["s3:PutObject"], [events], principal=cloudtrail, when=owned),
    ]
