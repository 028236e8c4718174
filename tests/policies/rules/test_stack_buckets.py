"""What the whole-stack rules on buckets say, by name and by reference, at a preview and after it."""

import json
from typing import Any

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import (
    Node,
    Row,
    Table,
    bad_stack,
    cases,
    fixed,
    good_stack,
    judge,
    node,
    other_stack,
    unknown_stack,
)

BUCKET = "aws:s3/bucket:Bucket"
POLICY = "aws:s3/bucketPolicy:BucketPolicy"
BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
VERSIONING = "aws:s3/bucketVersioning:BucketVersioning"
ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
LOGGING = "aws:s3/bucketLogging:BucketLogging"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/k"

RAW = node(BUCKET, "raw", {"bucket": "churn-raw"})
CURATED = node(BUCKET, "curated", {"bucket": "churn-curated"})
LATER = node(BUCKET, "later", {"bucket": UNKNOWN})


def beside(token: str, bucket: Node = RAW, **props: Any) -> Node:
    """A companion that names its bucket."""
    return node(token, f"{bucket.name}-companion", {"bucket": bucket.props["bucket"], **props})


def refers(token: str, *buckets: Node, **props: Any) -> Node:
    """A companion whose bucket is known only by what the property depends on."""
    return node(token, "companion", {"bucket": UNKNOWN, **props}, bucket=[bucket.name for bucket in buckets])


def encrypted(algorithm: Any = "aws:kms", key: Any = KEY) -> dict[str, Any]:
    return {"rules": [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": algorithm, "kmsMasterKeyId": key}}]}


def tls(**changed: Any) -> dict[str, Any]:
    statement = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        **changed,
    }
    return {"policy": json.dumps({"Statement": [statement]})}


UNSAFE = "raw: no policy of the bucket refuses requests without TLS."
UNENCRYPTED = "raw: the bucket is not encrypted with a customer key."

TABLE: Table = {
    "stack-bucket-public-access": [
        bad_stack(RAW, said="raw: the bucket has no public access block."),
        bad_stack(RAW, CURATED, beside(BLOCK, CURATED), said="raw: the bucket has no public access block."),
        bad_stack(RAW, LATER, refers(BLOCK, LATER), said="raw: the bucket has no public access block."),
        bad_stack(node("aws:s3/bucketV2:BucketV2", "raw", {}), said="raw: the bucket has no public access block."),
        good_stack(RAW, beside(BLOCK)),
        good_stack(LATER, refers(BLOCK, LATER)),
        good_stack(node(BUCKET, "raw", {"id": "churn-raw"}), beside(BLOCK)),
        unknown_stack(LATER, refers(BLOCK), path="bucket of a BucketPublicAccessBlock"),
        unknown_stack(RAW, LATER, beside(BLOCK), refers(BLOCK, RAW, LATER), path="bucket of a BucketPublicAccessBlock"),
        other_stack(beside(BLOCK)),
    ],
    "stack-bucket-encryption": [
        bad_stack(RAW, said=UNENCRYPTED),
        bad_stack(RAW, beside(ENCRYPTION, **encrypted("AES256", None)), said=UNENCRYPTED),
        bad_stack(RAW, beside(ENCRYPTION, **encrypted("aws:kms", None)), said=UNENCRYPTED),
        bad_stack(RAW, CURATED, beside(ENCRYPTION, CURATED, **encrypted()), said=UNENCRYPTED),
        good_stack(RAW, beside(ENCRYPTION, **encrypted())),
        good_stack(RAW, beside(ENCRYPTION, **encrypted("aws:kms:dsse"))),
        good_stack(RAW, beside(ENCRYPTION, **encrypted("aws:kms", UNKNOWN))),
        good_stack(
            node(BUCKET, "raw", {"serverSideEncryptionConfiguration": {"rule": encrypted()["rules"][0]}}),
        ),
        unknown_stack(LATER, refers(ENCRYPTION), path="bucket of a BucketServerSideEncryptionConfiguration"),
        unknown_stack(
            RAW,
            beside(ENCRYPTION, **encrypted("AES256", None)),
            node(LOGGING, "logging", {"bucket": "other", "targetBucket": UNKNOWN}),
            path="targetBucket of a BucketLogging",
        ),
        other_stack(
            RAW,
            beside(ENCRYPTION, **encrypted("AES256", None)),
            node(LOGGING, "logging", {"bucket": "other", "targetBucket": "churn-raw"}),
        ),
    ],
    "stack-bucket-versioning": [
        bad_stack(RAW, said="raw: the bucket has no versioning."),
        bad_stack(node(BUCKET, "raw", {"versioning": UNKNOWN}), said="raw: the bucket has no versioning."),
        fixed(good_stack(RAW, beside(VERSIONING))),
        good_stack(node(BUCKET, "raw", {"versioning": {"enabled": True}})),
        unknown_stack(LATER, refers(VERSIONING), path="bucket of a BucketVersioning"),
        other_stack(beside(VERSIONING)),
    ],
    "stack-bucket-tls-only": [
        bad_stack(RAW, said=UNSAFE),
        bad_stack(RAW, beside(POLICY, **tls(Effect="Allow")), said=UNSAFE),
        bad_stack(RAW, beside(POLICY, **tls(Action="s3:GetObject")), said=UNSAFE),
        bad_stack(RAW, beside(POLICY, **tls(Resource="arn:aws:s3:::b")), said=UNSAFE),
        bad_stack(RAW, beside(POLICY, **tls(Principal={"AWS": "arn:aws:iam::1:role/r"})), said=UNSAFE),
        bad_stack(
            RAW,
            beside(POLICY, **tls(Condition={"Bool": {"aws:SecureTransport": "false", "aws:ViaAWSService": "true"}})),
            said=UNSAFE,
        ),
        good_stack(RAW, beside(POLICY, **tls())),
        good_stack(RAW, beside(POLICY, **tls(Condition={"Bool": {"aws:SecureTransport": False}}))),
        good_stack(node(BUCKET, "raw", tls())),
        good_stack(LATER, refers(POLICY, LATER, **tls())),
        unknown_stack(RAW, beside(POLICY, policy=UNKNOWN), path="policy of its BucketPolicy"),
        unknown_stack(LATER, refers(POLICY), path="policy of its BucketPolicy"),
        other_stack(beside(POLICY, policy="{}")),
    ],
    "stack-bucket-access-logs": [
        bad_stack(RAW, said="raw: no access to the bucket is logged."),
        good_stack(RAW, CURATED, beside(LOGGING, targetBucket="churn-curated")),
        unknown_stack(LATER, refers(LOGGING), path="bucket of a BucketLogging"),
        other_stack(beside(LOGGING)),
    ],
    "stack-bucket-lifecycle": [
        bad_stack(RAW, said="raw: the bucket has no lifecycle."),
        good_stack(RAW, beside(LIFECYCLE)),
        unknown_stack(LATER, refers(LIFECYCLE), path="bucket of a BucketLifecycleConfiguration"),
        other_stack(beside(LIFECYCLE)),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
