"""What the whole-stack rules on SageMaker say, by name and by reference."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from mlops_policy.testing import judged
from mlops_policy.values import UNKNOWN

from tests.policies.rows import (
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

NOTEBOOK, MODEL = "aws:sagemaker/notebookInstance:NotebookInstance", "aws:sagemaker/model:Model"
ENDPOINT, CONFIG = "aws:sagemaker/endpoint:Endpoint", "aws:sagemaker/endpointConfiguration:EndpointConfiguration"
QUALITY = "aws:sagemaker/dataQualityJobDefinition:DataQualityJobDefinition"
SCHEDULE = "aws:sagemaker/monitoringSchedule:MonitoringSchedule"
CARD, PIPELINE = "aws:sagemaker/modelCard:ModelCard", "aws:sagemaker/pipeline:Pipeline"
ROLE, ROLE_POLICY = "aws:iam/role:Role", "aws:iam/rolePolicy:RolePolicy"
ARN = "arn:aws:iam::123456789012:role/notes"
THE_ROLE = node(ROLE, "role", {"name": "notes", "arn": ARN})
NOTES = node(NOTEBOOK, "notes", {"roleArn": ARN})
LATER = node(NOTEBOOK, "notes", {"roleArn": UNKNOWN})
LIVE = node(ENDPOINT, "live", {"name": "churn", "endpointConfigName": "churn-1"})


def grants(*actions: str, effect: str = "Allow") -> Node:
    statement = {"Effect": effect, "Action": list(actions), "Resource": "*"}
    return node(ROLE_POLICY, "policy", {"role": "notes", "policy": json.dumps({"Statement": [statement]})})


def watched(endpoint: Any) -> Node:
    return node(QUALITY, "quality", {"dataQualityJobInput": {"endpointInput": {"endpointName": endpoint}}})


def packaged(name: Any) -> Node:
    return node(MODEL, "model", {"primaryContainer": {"modelPackageName": name}})


def tagged(token: str, name: str, environment: Any, /, **props: Any) -> Node:
    return node(token, name, {**props, "tags": {"environment": environment}})


def starts(instance: Any, count: int) -> Node:
    variant = {"instanceType": instance, "initialInstanceCount": count}
    return node(CONFIG, f"config-{count}", {"productionVariants": [variant]})


PROD = tagged(ENDPOINT, "live", "prod", endpointConfigName="churn-1")
RISKY = node(ENDPOINT, "live", {"tags": {"risk-class": "high"}})
WIDE = "notes: its role role allows every action of SageMaker or of AWS."

TABLE: Table = {
    "stack-notebook-role-scoped": [
        bad_stack(THE_ROLE, NOTES, grants("*"), said=WIDE),
        bad_stack(THE_ROLE, NOTES, grants("s3:GetObject", "sagemaker:*"), said=WIDE),
        good_stack(THE_ROLE, NOTES, grants("sagemaker:DescribeEndpoint")),
        good_stack(THE_ROLE, NOTES, grants("*", effect="Deny")),
        good_stack(THE_ROLE, NOTES, node(ROLE_POLICY, "policy", {"role": "notes", "policy": "{"})),
        unknown_stack(LATER, path="roleArn"),
        unknown_stack(
            THE_ROLE,
            NOTES,
            node(ROLE_POLICY, "policy", {"role": "notes", "policy": UNKNOWN}),
            path="policy of the role role",
        ),
        other_stack(THE_ROLE, grants("*")),
    ],
    "stack-endpoint-monitored": [
        bad_stack(LIVE, said="live: no monitoring job reads what the endpoint captures."),
        bad_stack(LIVE, watched("other"), said="live: no monitoring job reads what the endpoint captures."),
        good_stack(LIVE, watched("churn")),
        unknown_stack(LIVE, watched(UNKNOWN), path="endpointName of a monitoring job"),
        other_stack(watched("churn")),
    ],
    "stack-model-from-registry": [
        bad_stack(
            node(MODEL, "model", {"primaryContainer": {"image": "x"}}),
            said="model: no container comes from the registry.",
        ),
        good_stack(packaged("arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3")),
        good_stack(packaged(UNKNOWN)),
        unknown_stack(node(MODEL, "model", {"primaryContainer": UNKNOWN}), path="primaryContainer.modelPackageName"),
        other_stack(LIVE),
    ],
    "stack-role-not-shared": [
        bad_stack(
            THE_ROLE,
            NOTES,
            node(MODEL, "model", {"executionRoleArn": ARN}),
            said="notes: its role role is shared by model, notes.",
        ),
        good_stack(THE_ROLE, NOTES, node(MODEL, "model", {"executionRoleArn": "arn:another"})),
        unknown_stack(THE_ROLE, LATER, path="roleArn"),
        other_stack(THE_ROLE),
    ],
    "stack-no-mixed-environments": [
        bad_stack(
            PROD,
            tagged(CONFIG, "config", "dev", name="churn-1"),
            said="config: a production endpoint uses config, which is tagged dev.",
        ),
        bad_stack(
            PROD,
            tagged(CONFIG, "config", "prod", name="churn-1", productionVariants=[{"modelName": "m"}]),
            tagged(MODEL, "model", "dev", name="m"),
            said="config: a production endpoint uses model, which is tagged dev.",
        ),
        good_stack(PROD, tagged(CONFIG, "config", "prod", name="churn-1")),
        unknown_stack(
            tagged(ENDPOINT, "live", UNKNOWN, endpointConfigName="churn-1"),
            tagged(CONFIG, "config", "dev", name="churn-1"),
            path="tags.environment of its endpoint",
        ),
        other_stack(tagged(CONFIG, "config", "dev", name="churn-1")),
    ],
    "stack-high-risk-card": [
        bad_stack(RISKY, said="live: it is of high risk, and the stack has no model card."),
        good_stack(RISKY, node(CARD, "card", {})),
        unknown_stack(node(ENDPOINT, "live", {"tags": UNKNOWN}), path="tags.risk-class"),
        other_stack(LIVE),
    ],
    "stack-gpu-ceiling": [
        bad_stack(
            starts("ml.g5.xlarge", 9),
            starts("ml.p4d.24xlarge", 8),
            said="config-8: 17 accelerated instances are more than 16.",
        ),
        good_stack(starts("ml.g5.xlarge", 16), starts("ml.m5.large", 40)),
        unknown_stack(starts(UNKNOWN, 1), path="productionVariants[0].instanceType"),
        other_stack(LIVE),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said


@pytest.mark.parametrize(
    ("group", "said"), [("approved-churn", []), ("churn", ['the group "churn" is none of approved-*.'])]
)
def test_a_model_comes_from_a_group_that_is_approved_of(tmp_path, group: str, said: list[str]) -> None:
    config = tmp_path / "mlops-policy.yaml"
    rule = "stack-model-from-registry"
    config.write_text(f"levels: {{{rule}: mandatory}}\nsettings: {{{rule}: {{groups: [approved-*]}}}}\n")
    name = f"arn:aws:sagemaker:eu-west-1:123456789012:model-package/{group}/3"
    model = SimpleNamespace(typ=MODEL, name="model", inputs={"primaryContainer": {"modelPackageName": name}})
    found = [one for one in judged([model], config=config).violations if one.rule.id == rule]
    assert [one.text.splitlines()[0] for one in found] == said
