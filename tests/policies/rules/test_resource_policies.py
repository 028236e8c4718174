"""What the rules on policies of resources say."""

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import Row, Table, bad, cases, good, judge, other, policy, unknown

BUCKET, BUCKET_POLICY = "aws:s3/bucket:Bucket", "aws:s3/bucketPolicy:BucketPolicy"
KEY, ROLE = "aws:kms/key:Key", "aws:iam/role:Role"
QUEUE_POLICY, TOPIC_POLICY = "aws:sqs/queuePolicy:QueuePolicy", "aws:sns/topicPolicy:TopicPolicy"
ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
LOGGING, EVENTS = {"Service": "logging.s3.amazonaws.com"}, {"Service": "events.amazonaws.com"}
OURS = {"StringEquals": {"aws:SourceAccount": "123456789012"}}
ANYBODY = "policy Statement[0] lets a service in for whoever asks it."

TABLE: Table = {
    "policy-actions-listed": [
        bad(BUCKET_POLICY, policy(LOGGING, Action="*"), "policy Statement[0] allows every action."),
        bad(ENDPOINT, policy("*", Action=["*"]), "policy Statement[0] allows every action."),
        bad(
            ROLE,
            {"assumeRolePolicy": policy(LOGGING, Action="*")["policy"]},
            "assumeRolePolicy Statement[0] allows every action.",
        ),
        bad(
            "aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy",
            {"resourcePolicy": policy({"AWS": "arn:aws:iam::222222222222:root"}, Action="*")["policy"]},
            "resourcePolicy Statement[0] allows every action.",
        ),
        good(BUCKET_POLICY, policy(LOGGING, Action="s3:PutObject")),
        good(BUCKET_POLICY, policy("*", Action="*", Effect="Deny")),
        unknown(KEY, {"policy": UNKNOWN}, "policy"),
        unknown(ROLE, {"assumeRolePolicy": UNKNOWN}, "assumeRolePolicy"),
        other(BUCKET, policy(LOGGING, Action="*")),
    ],
    "policy-service-pinned": [
        bad(BUCKET_POLICY, policy(LOGGING, Action="s3:PutObject"), ANYBODY),
        bad(QUEUE_POLICY, policy(EVENTS, Action="sqs:SendMessage"), ANYBODY),
        good(BUCKET_POLICY, policy(LOGGING, Action="s3:PutObject", Condition=OURS)),
        good(TOPIC_POLICY, policy(EVENTS, Action="sns:Publish")),
        good(KEY, policy({"AWS": "arn:aws:iam::123456789012:root"}, Action="kms:*")),
        unknown(KEY, {"policy": UNKNOWN}, "policy"),
        other(BUCKET, policy(LOGGING)),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
