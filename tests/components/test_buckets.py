"""Buckets: private, versioned, encrypted, TLS only, each with its access logs."""

import json

import pulumi
import pulumi_mlops as mlops
import pytest
from pydantic import ValidationError

KEY = "arn:aws:kms:eu-west-1:123456789012:key/k-1"
RAW = "churn-local-raw-123456789012-eu-west-1"
LOGS = "churn-local-logs-123456789012-eu-west-1"


def tls_only(bucket):
    return {
        "Effect": "Deny",
        "Action": ["s3:*"],
        "Resource": [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"],
        "Principal": "*",
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }


def make_bucket(**given):
    return mlops.Bucket("raw", mlops.BucketArgs(kms_key_arn=KEY, log_bucket=LOGS, tags={"owner": "me"}, **given))


def make_log_bucket(**given):
    return mlops.LogBucket("logs", mlops.LogBucketArgs(**given))


def test_a_bucket_is_made_of_the_bucket_and_seven_resources_that_close_it(engine):
    engine.build(make_bucket)
    assert sorted(engine.names()) == [
        "aws:s3/bucket:Bucket raw-bucket",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration raw-lifecycle",
        "aws:s3/bucketLogging:BucketLogging raw-logging",
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls raw-ownership",
        "aws:s3/bucketPolicy:BucketPolicy raw-policy",
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock raw-public-access",
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration raw-encryption",
        "aws:s3/bucketVersioning:BucketVersioning raw-versioning",
        "mlops:storage:Bucket raw",
    ]


def test_its_name_ends_in_account_and_region_and_its_arn_follows(engine):
    made = engine.build(lambda: (bucket := make_bucket()) and {"name": bucket.bucket, "arn": bucket.arn})
    assert made == {"name": RAW, "arn": f"arn:aws:s3:::{RAW}"}
    assert engine.one("aws:s3/bucket:Bucket") == {"bucket": RAW, "forceDestroy": False, "tags": {"owner": "me"}}


def test_nothing_of_it_is_public_and_no_acl_counts(engine):
    engine.build(make_bucket)
    assert engine.one("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock") == {
        "bucket": RAW,
        "blockPublicAcls": True,
        "blockPublicPolicy": True,
        "ignorePublicAcls": True,
        "restrictPublicBuckets": True,
    }
    assert engine.one("aws:s3/bucketOwnershipControls:BucketOwnershipControls") == {
        "bucket": RAW,
        "rule": {"objectOwnership": "BucketOwnerEnforced"},
    }


def test_its_objects_are_encrypted_by_the_customer_key_and_versioned(engine):
    engine.build(make_bucket)
    assert engine.one("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration")[
        "rules"
    ] == [
        {
            "applyServerSideEncryptionByDefault": {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": KEY},
            "bucketKeyEnabled": True,
        }
    ]
    assert engine.one("aws:s3/bucketVersioning:BucketVersioning")["versioningConfiguration"] == {"status": "Enabled"}


def test_it_refuses_what_comes_without_tls(engine):
    engine.build(make_bucket)
    policy = json.loads(engine.one("aws:s3/bucketPolicy:BucketPolicy")["policy"])
    assert policy == {"Version": "2012-10-17", "Statement": [tls_only(RAW)]}


def test_old_versions_and_failed_uploads_go_after_their_days(engine):
    engine.build(lambda: make_bucket(noncurrent_days=30))
    assert engine.one("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")["rules"] == [
        {
            "id": "clean-up",
            "status": "Enabled",
            "filter": {"prefix": ""},
            "noncurrentVersionExpiration": {"noncurrentDays": 30},
            "abortIncompleteMultipartUpload": {"daysAfterInitiation": 7},
        }
    ]


def test_its_access_logs_go_to_the_log_bucket_under_its_own_name(engine):
    engine.build(make_bucket)
    assert engine.one("aws:s3/bucketLogging:BucketLogging") == {
        "bucket": RAW,
        "targetBucket": LOGS,
        "targetPrefix": f"{RAW}/",
    }


@pytest.mark.parametrize("make", [make_bucket, make_log_bucket])
def test_only_a_disposable_bucket_is_emptied_on_destroy(engine, make):
    engine.build(lambda: make(disposable=True))
    assert engine.one("aws:s3/bucket:Bucket")["forceDestroy"] is True


def test_a_log_bucket_lets_log_delivery_of_this_account_write_and_nothing_else(engine):
    engine.build(make_log_bucket)
    policy = json.loads(engine.one("aws:s3/bucketPolicy:BucketPolicy")["policy"])
    assert policy["Statement"] == [
        tls_only(LOGS),
        {
            "Effect": "Allow",
            "Action": ["s3:PutObject"],
            "Resource": [f"arn:aws:s3:::{LOGS}/*"],
            "Principal": {"Service": "logging.s3.amazonaws.com"},
            "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}},
        },
    ]


def test_a_log_bucket_has_no_kms_key_since_s3_delivers_no_logs_under_one(engine):
    engine.build(make_log_bucket)
    encryption = engine.one("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration")
    assert encryption["rules"] == [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}}]


def test_a_log_bucket_keeps_logs_for_its_retention(engine):
    engine.build(lambda: make_log_bucket(retention_days=200))
    rules = engine.one("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")["rules"]
    assert rules[1] == {
        "id": "retention",
        "status": "Enabled",
        "filter": {"prefix": ""},
        "expiration": {"days": 200},
    }
    assert len(rules) == 2


def policy_of(engine, name="raw-policy"):
    return json.loads(engine.one("aws:s3/bucketPolicy:BucketPolicy", name)["policy"])["Statement"]


def rules_of(engine):
    return engine.one("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")["rules"]


def test_objects_become_cheaper_and_go_where_asked(engine):
    engine.build(lambda: make_bucket(tiering_days=30, retention_days=200))
    everything = {"status": "Enabled", "filter": {"prefix": ""}}
    assert rules_of(engine)[1:] == [
        {"id": "tiering", **everything, "transitions": [{"days": 30, "storageClass": "INTELLIGENT_TIERING"}]},
        {"id": "retention", **everything, "expiration": {"days": 200}},
    ]


def test_the_lock_is_a_resource_of_its_own_so_that_a_bucket_that_is_there_gets_one_in_place(engine):
    engine.build(lambda: make_bucket(object_lock={"days": 30}))
    assert engine.one("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration") == {
        "bucket": RAW,
        "rule": {"defaultRetention": {"mode": "GOVERNANCE", "days": 30}},
    }
    assert "objectLockEnabled" not in engine.one("aws:s3/bucket:Bucket")


def test_compliance_is_a_lock_that_nobody_opens(engine):
    engine.build(lambda: make_bucket(object_lock={"days": 365, "mode": "compliance"}))
    lock = engine.one("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration")
    assert lock["rule"] == {"defaultRetention": {"mode": "COMPLIANCE", "days": 365}}


def test_objects_are_reached_through_the_vpc_endpoints_only_and_the_bucket_is_changed_from_anywhere(engine):
    engine.build(lambda: make_bucket(vpc_endpoint_ids=["vpce-1", "vpce-2"]))
    refused = policy_of(engine)[1]
    assert refused == {
        "Effect": "Deny",
        "Action": [
            "s3:AbortMultipartUpload",
            "s3:DeleteObject*",
            "s3:GetObject*",
            "s3:PutObject*",
            "s3:RestoreObject",
        ],
        "Resource": [f"arn:aws:s3:::{RAW}/*"],
        "Principal": "*",
        "Condition": {
            "StringNotEquals": {"aws:SourceVpce": ["vpce-1", "vpce-2"]},
            "BoolIfExists": {"aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false"},
        },
    }


def test_roles_are_let_in_from_outside_by_name(engine):
    role = "arn:aws:iam::123456789012:role/mlops/churn-local-*-store"
    engine.build(lambda: make_bucket(vpc_endpoint_ids=["vpce-1"], from_outside=[role]))
    assert policy_of(engine)[1]["Condition"]["ArnNotLike"] == {"aws:PrincipalArn": [role]}


def test_other_accounts_read_and_do_no_more_each_named_once(engine):
    engine.build(lambda: make_bucket(reader_accounts=["222222222222", "111111111111", "222222222222"]))
    roots = {"AWS": ["arn:aws:iam::111111111111:root", "arn:aws:iam::222222222222:root"]}
    assert policy_of(engine)[1:] == [
        {
            "Effect": "Allow",
            "Action": ["s3:GetObject", "s3:GetObjectVersion"],
            "Resource": [f"arn:aws:s3:::{RAW}/*"],
            "Principal": roots,
        },
        {
            "Effect": "Allow",
            "Action": ["s3:GetBucketLocation", "s3:ListBucket"],
            "Resource": [f"arn:aws:s3:::{RAW}"],
            "Principal": roots,
        },
    ]


def test_readers_come_through_endpoints_of_their_own_which_nobody_here_knows(engine):
    readers = ["222222222222", "111111111111"]
    engine.build(lambda: make_bucket(vpc_endpoint_ids=["vpce-1"], reader_accounts=readers))
    people = {"BoolIfExists": {"aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false"}}
    named = {"aws:PrincipalAccount": ["111111111111", "222222222222"]}
    assert [statement["Condition"] for statement in policy_of(engine)[1:3]] == [
        {"StringNotEquals": {"aws:SourceVpce": ["vpce-1"], **named}, **people},
        {"StringEquals": named, "Null": {"aws:SourceVpce": "true"}, **people},
    ]


def test_every_part_of_a_bucket_elsewhere_is_elsewhere(engine):
    engine.build(lambda: make_bucket(region="eu-central-1", object_lock={"days": 1}))
    parts = [args.inputs for args in engine.registered if args.typ.startswith("aws:s3/")]
    assert [part["region"] for part in parts] == ["eu-central-1"] * 9
    assert parts[0]["bucket"] == "churn-local-raw-123456789012-eu-central-1"


def test_a_bucket_outside_its_residency_is_refused_by_name(engine):
    with pytest.raises(pulumi.RunError, match='bucket "raw" would lie in eu-west-1: residency allows eu-central-1'):
        engine.build(lambda: make_bucket(residency=["eu-central-1"]).bucket)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (
            {"object_lock": {"days": 400}, "retention_days": 365},
            "object_lock.days: locks objects for longer than the 365",
        ),
        ({"tiering_days": 90, "retention_days": 90}, "tiering_days: must be fewer than the 90 days"),
        ({"reader_accounts": ["1234"]}, "12 digits"),
        ({"object_lock": {"days": 0}}, "greater than or equal to 1"),
        ({"object_lock": {"days": 1, "mode": "soft"}}, "governance"),
    ],
)
def test_what_contradicts_itself_is_refused(given, reason):
    with pytest.raises(ValidationError, match=reason):
        mlops.BucketArgs(kms_key_arn=KEY, log_bucket=LOGS, **given)


def test_config_delivers_to_a_log_bucket_that_is_open_to_it_below_its_own_prefix(engine):
    engine.build(lambda: make_log_bucket(config_history=True))
    config, ours = {"Service": "config.amazonaws.com"}, {"aws:SourceAccount": "123456789012"}
    assert policy_of(engine, "logs-policy")[2:] == [
        {
            "Effect": "Allow",
            "Action": ["s3:GetBucketAcl", "s3:ListBucket"],
            "Resource": [f"arn:aws:s3:::{LOGS}"],
            "Principal": config,
            "Condition": {"StringEquals": ours},
        },
        {
            "Effect": "Allow",
            "Action": ["s3:PutObject"],
            "Resource": [f"arn:aws:s3:::{LOGS}/AWSLogs/123456789012/Config/*"],
            "Principal": config,
            "Condition": {"StringEquals": {**ours, "s3:x-amz-acl": "bucket-owner-full-control"}},
        },
    ]


def test_logs_are_kept_for_six_months_at_least():
    with pytest.raises(ValidationError, match="greater than or equal to 180"):
        mlops.LogBucketArgs(retention_days=179)
