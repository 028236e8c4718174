"""The audit trail: what was done, what it looked like, what looks wrong; kept for six months at least."""

import json

import pulumi_mlops as mlops
import pytest
from moto.config.models import MANAGED_RULES_CONSTRAINTS
from pulumi_mlops.audit.sagemaker_rules import SageMakerRule
from pulumi_mlops.security.key_policy import ADMINISTER, USE
from pydantic import ValidationError

AUDIT = "churn-local-audit-123456789012-eu-west-1"
TRAIL = "arn:aws:cloudtrail:eu-west-1:123456789012:trail/churn-local-audit"
RAW = "arn:aws:s3:::churn-local-raw"
LOGS = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/cloudtrail/churn-local-audit"
GROUP = "arn:aws:mock:::/aws/cloudtrail/churn-local-audit"
TOPICS = {one: f"arn:aws:sns:eu-west-1:123456789012:alerts-{one}" for one in ("critical", "warning", "info")}


def trail(engine, **given):
    engine.build(lambda: mlops.AuditTrail("audit", mlops.AuditTrailArgs(log_bucket="logs", **given)))
    return engine.one("aws:cloudtrail/trail:Trail")


def recorder(engine, **given):
    engine.build(lambda: mlops.ConfigRecorder("config", mlops.ConfigRecorderArgs(log_bucket="logs", **given)))


def test_the_trail_covers_every_region_signs_its_files_and_writes_under_a_key_of_its_own(engine):
    assert trail(engine) == {
        "name": "churn-local-audit",
        "s3BucketName": AUDIT,
        "kmsKeyId": "arn:aws:kms:eu-west-1:123456789012:key/k-1",
        "isMultiRegionTrail": True,
        "includeGlobalServiceEvents": True,
        "enableLogFileValidation": True,
        "advancedEventSelectors": [
            {"name": "management", "fieldSelectors": [{"field": "eventCategory", "equals": ["Management"]}]}
        ],
        "cloudWatchLogsGroupArn": f"{GROUP}:*",
        "cloudWatchLogsRoleArn": "arn:aws:iam::123456789012:role/churn-local-audit-logger",
        "tags": {},
    }


def test_cloudwatch_logs_has_the_events_under_the_trails_key_by_a_role_for_this_one_stream(engine):
    """CloudTrail.5: searched and alarmed on within minutes."""
    trail(engine, log_group_days=30)
    assert engine.one("aws:cloudwatch/logGroup:LogGroup") == {
        "name": "/aws/cloudtrail/churn-local-audit",
        "kmsKeyId": "arn:aws:kms:eu-west-1:123456789012:key/k-1",
        "retentionInDays": 30,
        "tags": {},
    }
    assert json.loads(engine.one("aws:iam/rolePolicy:RolePolicy")["policy"])["Statement"] == [
        {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": [f"{LOGS}:log-stream:123456789012_CloudTrail_eu-west-1*"],
        }
    ]
    (trusted,) = json.loads(engine.one("aws:iam/role:Role")["assumeRolePolicy"])["Statement"]
    assert trusted["Principal"] == {"Service": "cloudtrail.amazonaws.com"}


def test_a_trail_that_goes_to_its_bucket_only_has_no_role(engine):
    made = trail(engine, log_group_days=None)
    assert "cloudWatchLogsGroupArn" not in made
    assert engine.all("aws:iam/role:Role") == engine.all("aws:cloudwatch/logGroup:LogGroup") == []


def test_reads_and_writes_of_the_objects_of_ml_buckets_are_kept(engine):
    made = trail(engine, bucket_arns=[RAW], data_events=["churn-prod-"])
    assert made["advancedEventSelectors"][1:] == [
        {
            "name": "objects",
            "fieldSelectors": [
                {"field": "eventCategory", "equals": ["Data"]},
                {"field": "resources.type", "equals": ["AWS::S3::Object"]},
                {"field": "resources.ARN", "startsWiths": [f"{RAW}/", "arn:aws:s3:::churn-prod-"]},
            ],
        }
    ]


def test_only_cloudtrail_writes_to_its_bucket_and_only_for_this_trail(engine):
    trail(engine)
    cloudtrail = {"Service": "cloudtrail.amazonaws.com"}
    assert json.loads(engine.one("aws:s3/bucketPolicy:BucketPolicy")["policy"])["Statement"][1:] == [
        {
            "Effect": "Allow",
            "Action": ["s3:GetBucketAcl"],
            "Resource": [f"arn:aws:s3:::{AUDIT}"],
            "Principal": cloudtrail,
            "Condition": {"StringEquals": {"aws:SourceArn": TRAIL}},
        },
        {
            "Effect": "Allow",
            "Action": ["s3:PutObject"],
            "Resource": [f"arn:aws:s3:::{AUDIT}/AWSLogs/123456789012/*"],
            "Principal": cloudtrail,
            "Condition": {"StringEquals": {"aws:SourceArn": TRAIL, "s3:x-amz-acl": "bucket-owner-full-control"}},
        },
    ]
    statements = json.loads(engine.one("aws:kms/key:Key")["policy"])["Statement"]
    assert [statement["Action"] for statement in statements] == [
        ADMINISTER,
        [*USE, "kms:CreateGrant"],
        USE,
        ["kms:GenerateDataKey*"],
        ["kms:DescribeKey"],
    ]


def test_events_are_kept_for_more_than_the_six_months_of_the_ai_act_and_locked_where_asked(engine):
    trail(engine, object_lock={"days": 365, "mode": "compliance"})
    rules = engine.one("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")["rules"]
    assert rules[1]["expiration"] == {"days": 400}
    lock = engine.one("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration")
    assert lock["rule"] == {"defaultRetention": {"mode": "COMPLIANCE", "days": 365}}


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"retention_days": 179}, "greater than or equal to 180"),
        ({"object_lock": {"days": 401}}, "object_lock.days: locks events for longer than the 400 days"),
        ({"data_events": ["Churn*"]}, "how a bucket's name begins"),
    ],
)
def test_a_trail_that_breaks_a_promise_is_refused(given, reason):
    with pytest.raises(ValidationError, match=reason):
        mlops.AuditTrailArgs(log_bucket="logs", **given)


def test_everything_is_recorded_by_the_services_own_role_and_delivered_to_the_log_bucket(engine):
    recorder(engine)
    assert engine.one("aws:iam/serviceLinkedRole:ServiceLinkedRole")["awsServiceName"] == "config.amazonaws.com"
    assert engine.one("aws:cfg/recorder:Recorder")["recordingGroup"] == {
        "allSupported": True,
        "includeGlobalResourceTypes": True,
    }
    assert engine.one("aws:cfg/deliveryChannel:DeliveryChannel") == {
        "name": "churn-local-config",
        "s3BucketName": "logs",
    }
    assert engine.one("aws:cfg/recorderStatus:RecorderStatus") == {"name": "churn-local-config", "isEnabled": True}
    assert engine.one("aws:cfg/retentionConfiguration:RetentionConfiguration") == {"retentionPeriodInDays": 2557}


def test_every_managed_rule_for_sagemaker_is_on(engine):
    recorder(engine)
    rules = engine.all("aws:cfg/rule:Rule")
    assert len(rules) == len(SageMakerRule) == 34
    assert {
        "name": "churn-local-sagemaker-model-isolation-enabled",
        "source": {"owner": "AWS", "sourceIdentifier": "SAGEMAKER_MODEL_ISOLATION_ENABLED"},
        "tags": {},
    } in rules


def test_each_rule_is_one_that_aws_lists_and_that_asks_for_no_parameter():
    for rule in SageMakerRule:
        asked = MANAGED_RULES_CONSTRAINTS[rule.identifier]["Parameters"]
        assert [parameter["Name"] for parameter in asked if not parameter["Optional"]] == [], rule


def test_a_region_without_a_rule_leaves_it_out_and_an_account_with_the_role_makes_none(engine):
    recorder(engine, rules=["sagemaker-domain-in-vpc"], service_linked_role=False)
    assert len(engine.all("aws:cfg/rule:Rule")) == 1
    assert engine.all("aws:iam/serviceLinkedRole:ServiceLinkedRole") == []
    linked = "arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
    assert engine.one("aws:cfg/recorder:Recorder")["roleArn"] == linked


@pytest.mark.parametrize(
    ("given", "reason"),
    [({"retention_days": 179}, "greater than or equal to 180"), ({"rules": ["sagemaker-made-up"]}, "sagemaker-")],
)
def test_a_recorder_that_forgets_or_checks_nothing_there_is_refused(given, reason):
    with pytest.raises(ValidationError, match=reason):
        mlops.ConfigRecorderArgs(log_bucket="logs", **given)


def test_guardduty_sees_the_reads_of_objects_and_what_is_asked_for(engine):
    chosen = mlops.ThreatDetectionArgs(protections=["runtime_monitoring"])
    engine.build(lambda: mlops.ThreatDetection("threats", chosen))
    assert engine.one("aws:guardduty/detector:Detector") == {
        "enable": True,
        "findingPublishingFrequency": "FIFTEEN_MINUTES",
        "tags": {},
    }
    features = engine.all("aws:guardduty/detectorFeature:DetectorFeature")
    assert [(one["name"], one["status"]) for one in features] == [
        ("S3_DATA_EVENTS", "ENABLED"),
        ("RUNTIME_MONITORING", "ENABLED"),
    ]


def test_findings_are_told_by_how_bad_they_are(engine):
    engine.build(lambda: mlops.ThreatDetection("threats", mlops.ThreatDetectionArgs(alert_topic_arns=TOPICS)))
    rules = {one["name"]: json.loads(one["eventPattern"]) for one in engine.all("aws:cloudwatch/eventRule:EventRule")}
    assert {name: rule["detail"] for name, rule in rules.items()} == {
        "churn-local-threats-critical-findings": {"severity": [{"numeric": [">=", 7]}]},
        "churn-local-threats-warning-findings": {"severity": [{"numeric": [">=", 4, "<", 7]}]},
    }
    assert all(rule["source"] == ["aws.guardduty"] for rule in rules.values())
    assert [(one["rule"], one["arn"]) for one in engine.all("aws:cloudwatch/eventTarget:EventTarget")] == [
        (f"churn-local-threats-{severity}-findings", TOPICS[severity]) for severity in ("critical", "warning")
    ]


def test_a_detector_without_topics_tells_nobody(engine):
    engine.build(lambda: mlops.ThreatDetection("threats", mlops.ThreatDetectionArgs()))
    assert engine.all("aws:cloudwatch/eventRule:EventRule") == []


@pytest.mark.parametrize(
    ("given", "kinds"), [({}, ["ACCOUNT"]), ({"unused_days": 90}, ["ACCOUNT", "ACCOUNT_UNUSED_ACCESS"])]
)
def test_what_others_reach_is_told_of_and_unused_rights_where_asked(engine, given, kinds):
    engine.build(lambda: mlops.AccessAnalyzer("access", mlops.AccessAnalyzerArgs(**given)))
    made = engine.all("aws:accessanalyzer/analyzer:Analyzer")
    assert [one["type"] for one in made] == kinds
    assert [one.get("configuration") for one in made[1:]] == [
        {"unusedAccess": {"unusedAccessAge": 90}} for _ in kinds[1:]
    ]
