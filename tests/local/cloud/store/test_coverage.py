"""Who answers the operations of an MLOps platform's services: moto, the store or nobody. `-s` prints the table."""

import re

import pytest

from local.cloud.store import engine, grammar, models, plans

SERVICES = (
    "accessanalyzer",
    "amp",
    "apigatewayv2",
    "application-autoscaling",
    "athena",
    "budgets",
    "chatbot",
    "cloudcontrol",
    "cloudtrail",
    "cloudwatch",
    "codebuild",
    "codeconnections",
    "codepipeline",
    "codestar-connections",
    "config",
    "dynamodb",
    "ecr",
    "eks",
    "events",
    "glue",
    "grafana",
    "guardduty",
    "iam",
    "kms",
    "lakeformation",
    "lambda",
    "logs",
    "mwaa",
    "pipes",
    "sagemaker",
    "sagemaker-featurestore-runtime",
    "scheduler",
    "secretsmanager",
    "sns",
    "sqs",
    "ssm",
    "stepfunctions",
    "wafv2",
)
WHOLE = (
    "amp",
    "application-autoscaling",
    "chatbot",
    "cloudcontrol",
    "cloudtrail",
    "cloudwatch",
    "codeconnections",
    "codestar-connections",
    "config",
    "dynamodb",
    "ecr",
    "eks",
    "grafana",
    "iam",
    "kms",
    "mwaa",
    "pipes",
    "sagemaker-featurestore-runtime",
    "scheduler",
    "secretsmanager",
    "sns",
    "sqs",
    "stepfunctions",
    "wafv2",
)
"""Services of which every create, read, update, delete and list of what has a create is answered."""
_CRUD = re.compile(r"(Create|Describe|Get|Update|Delete|List)")


def answered_by(service, operation):
    if operation in models.in_moto(service):
        return "moto"
    return "store" if plans.plan(service, operation) or operation in engine.actions(service) else "nobody"


def count(service):
    names = models.service_model(service).operation_names
    by = [answered_by(service, name) for name in names]
    return len(names), by.count("moto"), by.count("store"), by.count("nobody")


def crud(service):
    """The operations that create, read, update, delete and list what the service creates."""
    return {
        name
        for noun in grammar.nouns(service)
        if f"Create{noun}" in models.service_model(service).operation_names
        for name in grammar.operations(service, noun)
        if _CRUD.match(name)
    }


def test_the_table_of_who_answers():
    rows = [(service, *count(service)) for service in SERVICES]
    print(f"\n{'service':32}{'operations':>11}{'moto':>7}{'store':>7}{'nobody':>8}")
    for service, *numbers in [*rows, ("all", *map(sum, zip(*(row[1:] for row in rows), strict=True)))]:
        print(f"{service:32}{numbers[0]:>11}{numbers[1]:>7}{numbers[2]:>7}{numbers[3]:>8}")
    assert all(total == moto + store + nobody for _, total, moto, store, nobody in rows)


@pytest.mark.parametrize("service", WHOLE)
def test_everything_a_service_creates_can_be_read_changed_and_deleted(service):
    assert sorted(name for name in crud(service) if answered_by(service, name) == "nobody") == []
