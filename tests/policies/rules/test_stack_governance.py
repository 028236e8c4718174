"""What the rules on the governance of whole stacks say."""

import json
from typing import Any

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import Row, Table, bad_stack, cases, good_stack, judge, node, other_stack, unknown_stack

RULE, TARGET = "aws:cloudwatch/eventRule:EventRule", "aws:cloudwatch/eventTarget:EventTarget"
BUCKET, TRAIL = "aws:s3/bucket:Bucket", "aws:cloudtrail/trail:Trail"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
EVERY_OBJECT = {"type": "AWS::S3::Object", "values": ["arn:aws:s3"]}
MODELS = node("aws:sagemaker/modelPackageGroup:ModelPackageGroup", "models", {"modelPackageGroupName": "churn"})
RAW = node(BUCKET, "raw", {"bucket": "churn-raw", "tags": {"data-classification": "confidential"}})
CAPTURE = node(BUCKET, "capture", {"bucket": "churn-capture"})
UNTOLD = "models: nobody is told when a model package of it changes."


def stack(regions: Any) -> Any:
    return node("pulumi:pulumi:Stack", "proj-dev", {"allowed_regions": regions})


def placed(region: Any) -> Any:
    return node(BUCKET, "raw", {"region": region})


EUROPE = stack(["eu-*"])


def heard(group: str = "churn", **more: Any) -> Any:
    pattern = {
        "source": ["aws.sagemaker"],
        "detail-type": ["SageMaker Model Package State Change"],
        "detail": {"ModelPackageGroupName": [group]},
    }
    return node(RULE, "approvals", {"name": "approvals", "eventPattern": json.dumps(pattern), **more})


def given(service: str) -> Any:
    return node(TARGET, "told", {"rule": "approvals", "arn": f"arn:aws:{service}:eu-west-1:123456789012:churn"})


def trail(start: Any) -> Any:
    fields = [
        {"field": "eventCategory", "equals": ["Data"]},
        {"field": "resources.type", "equals": ["AWS::S3::Object"]},
        {"field": "resources.ARN", "startsWiths": [start]},
    ]
    return node(TRAIL, "audit", {"s3BucketName": "audit", "advancedEventSelectors": [{"fieldSelectors": fields}]})


def expires(days: Any) -> Any:
    return node(LIFECYCLE, "gone", {"bucket": "churn-capture", "rules": [{"expiration": {"days": days}}]})


TABLE: Table = {
    "stack-approval-told": [
        bad_stack(MODELS, said=UNTOLD),
        bad_stack(MODELS, heard(), said=UNTOLD),
        bad_stack(MODELS, heard(), given("sqs"), said=UNTOLD),
        bad_stack(MODELS, heard("fraud"), given("sns"), said=UNTOLD),
        good_stack(MODELS, heard(), given("sns")),
        good_stack(MODELS, heard(), given("states")),
        unknown_stack(MODELS, heard(eventPattern=UNKNOWN), path="eventPattern or rule of an event"),
        other_stack(RAW),
    ],
    "stack-trail-data-events": [
        bad_stack(node(TRAIL, "audit", {}), RAW, said="raw: no trail records who reads its objects."),
        bad_stack(trail("arn:aws:s3:::fraud-"), RAW, said="raw: no trail records who reads its objects."),
        good_stack(trail("arn:aws:s3:::churn-"), RAW),
        good_stack(
            node(
                TRAIL,
                "audit",
                {"eventSelectors": [{"dataResources": [EVERY_OBJECT]}]},
            ),
            RAW,
        ),
        good_stack(trail("arn:aws:s3:::fraud-"), node(BUCKET, "open", {"tags": {"data-classification": "public"}})),
        unknown_stack(trail(UNKNOWN), RAW, path="the trail's data selectors, or the bucket's name"),
        other_stack(RAW),
    ],
    "stack-residency": [
        bad_stack(EUROPE, placed("us-east-1"), said="raw: it is in a region that is none of eu-*."),
        good_stack(EUROPE, placed("eu-central-1")),
        good_stack(placed("us-east-1")),
        unknown_stack(EUROPE, placed(UNKNOWN), path="region"),
        unknown_stack(stack(UNKNOWN), placed("eu-west-1"), path="the stack's output allowed_regions"),
        other_stack(EUROPE, node("kubernetes:core/v1:Namespace", "churn", {"region": "us-east-1"})),
    ],
    "stack-retention-ceiling": [
        bad_stack(
            node("aws:cloudwatch/logGroup:LogGroup", "logs", {"retentionInDays": 7300}),
            said="logs: its logs are kept for more than 3653 days.",
        ),
        bad_stack(CAPTURE, said="capture: what was captured is kept for more than 3653 days."),
        bad_stack(CAPTURE, expires(7300), said="capture: what was captured is kept for more than 3653 days."),
        good_stack(CAPTURE, expires(200)),
        unknown_stack(CAPTURE, expires(UNKNOWN), path="expiration of its BucketLifecycleConfiguration"),
        other_stack(RAW),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
