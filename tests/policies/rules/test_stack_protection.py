"""What the whole-stack rules on what is lost say."""

from dataclasses import replace
from typing import Any

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import (
    ELSEWHERE,
    Node,
    Row,
    Table,
    bad_stack,
    cases,
    good_stack,
    judge,
    node,
    other_stack,
    unknown_stack,
)

BUCKET, DYNAMO = "aws:s3/bucket:Bucket", "aws:dynamodb/table:Table"
SAID = "raw: it is not protected: a rename or a destroy takes it away, with what it holds."


def kept(token: str = BUCKET, environment: Any = "prod", **props: Any) -> Node:
    return node(token, "raw", {**props, "tags": {"environment": environment}})


TABLE: Table = {
    "stack-stateful-protected": [
        bad_stack(kept(), said=SAID),
        bad_stack(node(BUCKET, "raw", {}), said=SAID),
        bad_stack(kept("aws:kms/key:Key"), said=SAID),
        bad_stack(kept("aws:sagemaker/featureGroup:FeatureGroup"), said=SAID),
        bad_stack(kept(DYNAMO, deletionProtectionEnabled=False), said=SAID),
        good_stack(replace(kept(), protected=True)),
        good_stack(kept(DYNAMO, deletionProtectionEnabled=True)),
        unknown_stack(kept(environment=UNKNOWN), path="tags.environment"),
        other_stack(kept(environment="dev")),
        other_stack(node(ELSEWHERE, "other", {})),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
