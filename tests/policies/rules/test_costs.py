"""What the rules on costs say."""

import json
from typing import Any

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import (
    Node,
    Row,
    Table,
    bad_stack,
    cases,
    fixed,
    good_stack,
    judge,
    node,
    other_stack,
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
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
