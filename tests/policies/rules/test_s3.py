"""What the rules on one bucket's own resources say."""

import json
from typing import Any

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import KEY_ARN, Row, Table, bad, cases, fixed, good, judge, other, unknown

BUCKET = "aws:s3/bucket:Bucket"
ACL = "aws:s3/bucketAcl:BucketAcl"
OWNERSHIP = "aws:s3/bucketOwnershipControls:BucketOwnershipControls"
POLICY = "aws:s3/bucketPolicy:BucketPolicy"
BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
VERSIONING = "aws:s3/bucketVersioning:BucketVersioning"
CLOSED = {"blockPublicAcls": True, "blockPublicPolicy": True, "ignorePublicAcls": True, "restrictPublicBuckets": True}


def policy(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"policy": json.dumps({"Version": "2012-10-17", "Statement": list(statements)})}


def allow(principal: Any, **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Principal": principal, "Action": "s3:GetObject", "Resource": "*", **more}


LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig"
CLEAN = {"status": "Enabled", "noncurrentVersionExpiration": {"noncurrentDays": 30}}
COPIED = {
    "status": "Enabled",
    "sourceSelectionCriteria": {"sseKmsEncryptedObjects": {"status": "Enabled"}},
    "destination": {"encryptionConfiguration": {"replicaKmsKeyId": KEY_ARN}},
}

TABLE: Table = {
    "bucket-no-acl": [
        bad(BUCKET, {"acl": "public-read"}, "acl is set."),
        bad(ACL, {"acl": "private"}, "acl is set."),
        bad(ACL, {"accessControlPolicy": {"owner": {"id": "o"}}}, "accessControlPolicy is set."),
        bad(
            OWNERSHIP,
            {"rule": {"objectOwnership": "ObjectWriter"}},
            "rule.objectOwnership is not BucketOwnerEnforced.",
        ),
        bad("aws:s3/bucketV2:BucketV2", {"acl": "private"}, "acl is set."),
        bad("aws:s3/bucketAclV2:BucketAclV2", {"acl": "private"}, "acl is set."),
        good(BUCKET, {"bucket": "b"}),
        good(OWNERSHIP, {"rule": {"objectOwnership": "BucketOwnerEnforced"}}),
        unknown(BUCKET, {"acl": UNKNOWN}, "acl"),
        unknown(OWNERSHIP, {"rule": UNKNOWN}, "rule.objectOwnership"),
        other(VERSIONING, {"acl": "private"}),
    ],
    "bucket-policy-no-public": [
        bad(POLICY, policy(allow("*")), "policy Statement[0] allows everyone."),
        bad(
            POLICY,
            policy(allow({"AWS": "arn:aws:iam::123456789012:root"}), allow({"AWS": ["*"]})),
            "policy Statement[1] allows everyone.",
        ),
        bad(
            POLICY,
            policy(allow("*", Condition={"Bool": {"aws:SecureTransport": "true"}})),
            "policy Statement[0] allows everyone.",
        ),
        bad(
            POLICY,
            policy(allow("*", Condition={"StringEqualsIfExists": {"aws:SourceAccount": "123456789012"}})),
            "policy Statement[0] allows everyone.",
        ),
        bad(
            POLICY,
            policy(allow("*", Condition={"StringEquals": {"aws:RequestedRegion": "eu-west-1"}})),
            "policy Statement[0] allows everyone.",
        ),
        bad(
            POLICY,
            policy(allow("*", Condition={"StringLike": {"aws:PrincipalArn": "*"}})),
            "policy Statement[0] allows everyone.",
        ),
        bad(
            POLICY,
            policy({"Effect": "Allow", "NotPrincipal": {"AWS": "arn:x"}, "Action": "s3:*", "Resource": "*"}),
            "policy Statement[0] allows everyone.",
        ),
        bad(BUCKET, policy(allow("*")), "policy Statement[0] allows everyone."),
        bad(POLICY, {"policy": json.dumps({"Statement": allow("*")})}, "policy Statement[0] allows everyone."),
        bad(POLICY, {"policy": "not json"}, "policy is not valid JSON."),
        good(POLICY, policy(allow({"Service": "logging.s3.amazonaws.com"}))),
        fixed(good(POLICY, policy(allow("*", Condition={"StringEquals": {"aws:PrincipalOrgID": "o-1"}})))),
        good(POLICY, policy({**allow("*"), "Effect": "Deny"})),
        unknown(POLICY, {"policy": UNKNOWN}, "policy"),
        other(VERSIONING, policy(allow("*"))),
    ],
    "bucket-public-access-block": [
        bad(
            BLOCK,
            {"blockPublicAcls": True, "blockPublicPolicy": False},
            "blockPublicPolicy is not true.",
            "ignorePublicAcls is not true.",
            "restrictPublicBuckets is not true.",
        ),
        good(BLOCK, CLOSED),
        unknown(BLOCK, {**CLOSED, "ignorePublicAcls": UNKNOWN}, "ignorePublicAcls"),
        other(BUCKET, {}),
    ],
    "bucket-versioning": [
        bad(
            VERSIONING,
            {"versioningConfiguration": {"status": "Suspended"}},
            "versioningConfiguration.status is not Enabled.",
        ),
        good(VERSIONING, {"versioningConfiguration": {"status": "Enabled"}}),
        unknown(VERSIONING, {"versioningConfiguration": UNKNOWN}, "versioningConfiguration.status"),
        other(BUCKET, {}),
    ],
    "bucket-force-destroy": [
        bad(BUCKET, {"forceDestroy": True}, "forceDestroy is true outside the environments local and dev."),
        bad(
            BUCKET,
            {"forceDestroy": True, "tags": {"environment": "prod"}},
            "forceDestroy is true outside the environments local and dev.",
        ),
        good(BUCKET, {"forceDestroy": False}),
        good(BUCKET, {}),
        unknown(BUCKET, {"forceDestroy": UNKNOWN}, "forceDestroy"),
        unknown(BUCKET, {"forceDestroy": True, "tags": {"environment": UNKNOWN}}, "tags.environment"),
        other(BUCKET, {"forceDestroy": True, "tags": {"environment": "dev"}}),
        other(BUCKET, {"forceDestroy": True, "tags": {"environment": "local"}}),
    ],
    "bucket-lifecycle-on": [
        bad(LIFECYCLE, {"rules": [{**CLEAN, "status": "Disabled"}]}, "rules[0].status is not Enabled."),
        bad(LIFECYCLE, {"rules": [{"status": "Enabled"}]}, "no rule has noncurrentVersionExpiration."),
        good(LIFECYCLE, {"rules": [CLEAN, {"status": "Enabled"}]}),
        unknown(LIFECYCLE, {"rules": [{**CLEAN, "status": UNKNOWN}]}, "rules[0].status"),
        other(BUCKET, {}),
    ],
    "replication-encrypted": [
        bad(
            REPLICATION,
            {"rules": [{"status": "Enabled"}]},
            "rules[0].sourceSelectionCriteria.sseKmsEncryptedObjects.status is not Enabled.",
            "rules[0].destination.encryptionConfiguration.replicaKmsKeyId is not set.",
        ),
        bad(REPLICATION, {"rules": [{**COPIED, "status": "Disabled"}]}, "rules[0].status is not Enabled."),
        good(REPLICATION, {"rules": [COPIED]}),
        unknown(REPLICATION, {"rules": [{**COPIED, "status": UNKNOWN}]}, "rules[0].status"),
        other(BUCKET, {}),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
