"""The platform's keys, zones and audit trail, by the spec."""

import json

import pytest
from mlops_stacks.model import Deployment, Environment
from mlops_stacks.platform import PlatformSpec, build
from pydantic import ValidationError

SPEC = {"platform": "platform", "owner": "us", "cost_center": "1", "data_classification": "internal"}
ONCE_AN_ACCOUNT = ("config_recorder", "threat_detection", "access_analyzer")


def made(engine, **given):
    spec = PlatformSpec.model_validate({**SPEC, **given})
    return engine.build(lambda: build(Deployment(spec, Environment.LOCAL)), preview=True)


def test_the_smallest_platform_has_keys_zones_a_trail_and_what_watches(engine):
    outputs = made(engine)
    assert set(outputs["kms_key_arns"]) == {"public", "internal", "confidential", "restricted"}
    assert set(outputs["data_buckets"]) == {"raw", "curated", "features", "artifacts", "capture"}
    for token in ("AuditTrail", "ConfigRecorder", "ThreatDetection", "AccessAnalyzer"):
        assert sum(name.startswith(f"mlops:audit:{token} ") for name in engine.names()) == 1
    policies = {one["bucket"]: one["policy"] for one in engine.all("aws:s3/bucketPolicy:BucketPolicy")}
    assert "config.amazonaws.com" in policies[outputs["log_bucket"]]


def test_the_trail_watches_the_objects_of_every_zone(engine):
    outputs = made(engine)
    objects = engine.one("aws:cloudtrail/trail:Trail")["advancedEventSelectors"][1]["fieldSelectors"][2]["startsWiths"]
    assert objects == [f"arn:aws:s3:::{bucket}/" for bucket in outputs["data_buckets"].values()]


def test_an_account_that_its_organization_watches_leaves_out_what_there_is_once(engine):
    outputs = made(engine, **dict.fromkeys(ONCE_AN_ACCOUNT))
    watching = [name for name in engine.names() if name.startswith("mlops:audit:")]
    assert watching == ["mlops:audit:AuditTrail audit"]
    policies = {one["bucket"]: json.loads(one["policy"]) for one in engine.all("aws:s3/bucketPolicy:BucketPolicy")}
    services = [one["Principal"] for one in policies[outputs["log_bucket"]]["Statement"][1:]]
    assert services == [{"Service": "logging.s3.amazonaws.com"}]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"keys": {"classifications": ["public"]}}, "keys.classifications: must hold internal"),
        (
            {
                "keys": {"classifications": ["internal"]},
                "buckets": {"raw": {"data_classification": "restricted"}},
            },
            "buckets.raw.data_classification: must be one of keys.classifications: internal",
        ),
        ({"audit": {"retention_days": 30}}, "greater than or equal to 180"),
    ],
)
def test_a_class_without_a_key_and_a_trail_that_forgets_are_refused(given, reason):
    with pytest.raises(ValidationError, match=reason):
        PlatformSpec.model_validate({**SPEC, **given})
