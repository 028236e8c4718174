"""DataZones: five buckets, each with its zone's lifecycle, the key of its class, and a copy elsewhere where asked."""

import json

import pulumi_mlops as mlops
import pytest
from pydantic import ValidationError

CLASSES = ("internal", "confidential", "restricted")
KEYS = {each: f"arn:aws:kms:eu-west-1:123456789012:key/{each}" for each in CLASSES}
ROLES = "arn:aws:iam::123456789012:role/mlops"
BUCKET = "aws:s3/bucket:Bucket"
ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
POLICY = "aws:s3/bucketPolicy:BucketPolicy"
REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig"


def args(**given):
    links = {"kms_key_arns": KEYS, "data_classification": "confidential", "log_bucket": "logs", "tags": {"owner": "me"}}
    return mlops.DataZonesArgs(**{**links, **given})


def make(engine, **given):
    return engine.build(lambda: (made := mlops.DataZones("data", args(**given))) and [made.buckets, made.replicas])


def key_of(engine, zone):
    rule = engine.one(ENCRYPTION, f"data-{zone}-encryption")["rules"][0]
    return rule["applyServerSideEncryptionByDefault"]["kmsMasterKeyId"]


def let_through(engine, name):
    refused = json.loads(engine.one(POLICY, f"{name}-policy")["policy"])["Statement"][1]
    return refused["Condition"].get("ArnNotLike", {}).get("aws:PrincipalArn", [])


def test_there_is_a_bucket_for_each_zone(engine):
    buckets, replicas = make(engine)
    zones = ["raw", "curated", "features", "artifacts", "capture"]
    assert buckets == {zone: f"churn-local-data-{zone}-123456789012-eu-west-1" for zone in zones}
    assert replicas == {}
    assert engine.all(REPLICATION) == []


@pytest.mark.parametrize(
    ("zone", "rules"),
    [
        ("raw", {"clean-up": 90, "tiering": 30}),
        ("curated", {"clean-up": 30}),
        ("features", {"clean-up": 30}),
        ("artifacts", {"clean-up": 90}),
        ("capture", {"clean-up": 30, "retention": 400}),
    ],
)
def test_each_zone_has_its_own_lifecycle(engine, zone, rules):
    make(engine)

    def days(rule):
        if "noncurrentVersionExpiration" in rule:
            return rule["noncurrentVersionExpiration"]["noncurrentDays"]
        return rule["transitions"][0]["days"] if "transitions" in rule else rule["expiration"]["days"]

    assert {rule["id"]: days(rule) for rule in engine.one(LIFECYCLE, f"data-{zone}-lifecycle")["rules"]} == rules


def test_each_zone_is_encrypted_and_tagged_by_the_class_of_its_data(engine):
    make(engine, raw={"data_classification": "restricted"})
    assert (key_of(engine, "raw"), key_of(engine, "curated")) == (KEYS["restricted"], KEYS["confidential"])
    assert engine.one(BUCKET, "data-raw-bucket")["tags"] == {"owner": "me", "data-classification": "restricted"}
    assert engine.one(BUCKET, "data-curated-bucket")["tags"] == {"owner": "me", "data-classification": "confidential"}


def test_what_sagemaker_writes_in_its_own_network_is_let_into_its_zone_only(engine):
    make(engine, vpc_endpoint_ids=["vpce-1"])
    assert {zone: let_through(engine, f"data-{zone}") for zone in ("raw", "features", "capture")} == {
        "raw": [],
        "features": [f"{ROLES}/*-store"],
        "capture": [f"{ROLES}/*-serving"],
    }


def test_the_zones_that_nothing_makes_anew_are_copied_to_the_other_region(engine):
    _, replicas = make(engine, replication={"region": "eu-central-1"}, vpc_endpoint_ids=["vpce-1"])
    assert replicas == {
        zone: f"churn-local-data-{zone}-replica-123456789012-eu-central-1" for zone in ("raw", "artifacts")
    }
    rule = engine.one(REPLICATION, "data-raw-replication-rule")["rules"][0]
    assert rule["destination"] == {
        "bucket": f"arn:aws:s3:::{replicas['raw']}",
        "encryptionConfiguration": {"replicaKmsKeyId": "arn:aws:kms:eu-west-1:123456789012:key/k-1"},
    }
    assert rule["sourceSelectionCriteria"] == {"sseKmsEncryptedObjects": {"status": "Enabled"}}
    assert rule["deleteMarkerReplication"] == {"status": "Enabled"}
    role = [f"{ROLES}/churn-local-data-raw-replication"]
    assert (let_through(engine, "data-raw"), let_through(engine, "data-raw-replica")) == (role, role)
    assert let_through(engine, "data-curated") == []


def test_copies_have_keys_and_access_logs_of_their_own_region(engine):
    make(engine, replication={"region": "eu-central-1", "zones": ["raw", "capture"]}, raw={"object_lock": {"days": 9}})
    assert [key["region"] for key in engine.all("aws:kms/key:Key")] == ["eu-central-1"]
    assert engine.one(BUCKET, "data-replica-logs-bucket")["region"] == "eu-central-1"
    logging = engine.one("aws:s3/bucketLogging:BucketLogging", "data-raw-replica-logging")
    assert logging["targetBucket"] == "churn-local-data-replica-logs-123456789012-eu-central-1"
    lock = engine.one(
        "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration", "data-raw-replica-object-lock"
    )
    assert (lock["region"], lock["rule"]["defaultRetention"]["days"]) == ("eu-central-1", 9)


def test_the_role_of_a_replication_reads_one_bucket_and_writes_one(engine):
    make(engine, replication={"region": "eu-central-1", "zones": ["raw"]})
    statements = json.loads(engine.one("aws:iam/rolePolicy:RolePolicy")["policy"])["Statement"]
    raw = "arn:aws:s3:::churn-local-data-raw-123456789012-eu-west-1"
    copy = "arn:aws:s3:::churn-local-data-raw-replica-123456789012-eu-central-1"
    assert [(statement["Resource"], statement.get("Condition")) for statement in statements] == [
        ([raw], None),
        ([f"{raw}/*"], None),
        ([f"{copy}/*"], None),
        ([KEYS["confidential"]], {"StringEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}}),
        (
            ["arn:aws:kms:eu-west-1:123456789012:key/k-1"],
            {"StringEquals": {"kms:ViaService": "s3.eu-central-1.amazonaws.com"}},
        ),
    ]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"raw": {"data_classification": "public"}}, "raw.data_classification: there is no key for public data"),
        ({"capture": {"retention_days": 179}}, "greater than or equal to 180"),
        (
            {"residency": ["eu-west-1"], "replication": {"region": "us-east-1"}},
            'replication.region: "us-east-1" must be one of residency: eu-west-1',
        ),
        ({"replication": {"region": "eu-central-1", "zones": []}}, "at least 1"),
        ({"logs": {}}, "Extra inputs"),
    ],
)
def test_zones_that_break_a_promise_are_refused(given, reason):
    with pytest.raises(ValidationError, match=reason):
        args(**given)
