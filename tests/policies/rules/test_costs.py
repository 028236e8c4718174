"""What the rules on costs say."""

import json
from typing import Any

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import (
    Node,
    Row,
    Table,
    bad,
    bad_stack,
    cases,
    fixed,
    good,
    good_stack,
    judge,
    node,
    other,
    other_stack,
    sets,
    unknown,
    unknown_stack,
)

CONFIG = "aws:sagemaker/endpointConfiguration:EndpointConfiguration"
NOTEBOOK = "aws:sagemaker/notebookInstance:NotebookInstance"
PIPELINE = "aws:sagemaker/pipeline:Pipeline"


def stack(allowed: Any) -> Node:
    return node("pulumi:pulumi:Stack", "proj-dev", {"allowed_instance_types": allowed})


def config(instance: Any) -> Node:
    return node(CONFIG, "churn", {"productionVariants": [{"variantName": "all", "instanceType": instance}]})


def pipeline(**cluster: Any) -> Node:
    step = {"Name": "Train", "Type": "Training", "Arguments": {"ResourceConfig": cluster}}
    return node(PIPELINE, "training", {"pipelineDefinition": json.dumps({"Version": "2020-12-01", "Steps": [step]})})


SMALL = stack(["ml.m5.*", "ml.t3.medium"])
SERVERLESS = node(CONFIG, "churn", {"productionVariants": [{"serverlessConfig": {"maxConcurrency": 5}}]})

BUDGET, ENDPOINT = "aws:budgets/budget:Budget", "aws:sagemaker/endpoint:Endpoint"
OWNED = node(ENDPOINT, "live", {"name": "churn", "tags": {"product": "churn"}})


def budget(value: Any) -> Node:
    return node(BUDGET, "budget", {"timeUnit": "MONTHLY", "costFilters": [{"name": "TagKeyValue", "values": [value]}]})


TABLE: Table = {
    "stack-allowed-instances": [
        bad_stack(
            SMALL,
            config("ml.p4d.24xlarge"),
            said="churn: productionVariants[0].instanceType is ml.p4d.24xlarge, "
            "and the platform allows ml.m5.*, ml.t3.medium.",
        ),
        bad_stack(
            SMALL,
            node(NOTEBOOK, "lab", {"instanceType": "ml.t3.large"}),
            said="lab: instanceType is ml.t3.large, and the platform allows ml.m5.*, ml.t3.medium.",
        ),
        bad_stack(
            SMALL,
            pipeline(InstanceType="ml.g5.xlarge"),
            said="training: step Train: ResourceConfig.InstanceType is ml.g5.xlarge, "
            "and the platform allows ml.m5.*, ml.t3.medium.",
        ),
        bad_stack(
            SMALL,
            pipeline(InstanceGroups=[{"InstanceType": "ml.m5.large"}, {"InstanceType": "ml.m55.large"}]),
            said="training: step Train: InstanceGroups[1].InstanceType is ml.m55.large, "
            "and the platform allows ml.m5.*, ml.t3.medium.",
        ),
        fixed(good_stack(SMALL, config("ml.m5.4xlarge"), node(NOTEBOOK, "lab", {"instanceType": "ml.t3.medium"}))),
        good_stack(SMALL, pipeline(InstanceType="ml.m5.xlarge"), SERVERLESS),
        good_stack(stack([]), config("ml.p4d.24xlarge")),
        good_stack(config("ml.p4d.24xlarge")),
        unknown_stack(stack(UNKNOWN), config("ml.m5.large"), path="the stack's output allowed_instance_types"),
        unknown_stack(SMALL, config(UNKNOWN), path="productionVariants[0].instanceType"),
        unknown_stack(SMALL, node(PIPELINE, "training", {"pipelineDefinition": UNKNOWN}), path="pipelineDefinition"),
        other_stack(SMALL),
    ],
    "budget-told": [
        bad(BUDGET, {}, "notifications is not set."),
        bad(
            BUDGET,
            {"notifications": [{"threshold": 80}]},
            "notifications[0].subscriberSnsTopicArns is not set.",
        ),
        good(BUDGET, {"notifications": [{"threshold": 80, "subscriberEmailAddresses": ["costs@example.com"]}]}),
        unknown(BUDGET, {"notifications": [{"subscriberSnsTopicArns": UNKNOWN}]}),
        other(NOTEBOOK, {}),
    ],
    "anomaly-told": sets(
        "aws:costexplorer/anomalySubscription:AnomalySubscription",
        "subscribers",
        value=[{"type": "EMAIL", "address": "costs@example.com"}],
    ),
    "stack-monthly-budget": [
        bad_stack(OWNED, said="live: no monthly budget covers it."),
        bad_stack(OWNED, budget("user:product$fraud"), said="live: no monthly budget covers it."),
        bad_stack(OWNED, node(BUDGET, "b", {"timeUnit": "DAILY"}), said="live: no monthly budget covers it."),
        fixed(good_stack(OWNED, budget("user:product$churn"))),
        good_stack(OWNED, node(BUDGET, "b", {"timeUnit": "MONTHLY"})),
        unknown_stack(OWNED, budget(UNKNOWN), path="costFilters of a Budget"),
        unknown_stack(node(ENDPOINT, "live", {"tags": UNKNOWN}), budget("x"), path="tags.product"),
        other_stack(SMALL),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
