"""Buckets: private, versioned, encrypted, TLS only, each with its access logs."""

import json

import pulumi_mlops as mlops
import pytest

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
