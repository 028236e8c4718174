"""What makes another object only with certain values, as the Terraform provider's own code decides it."""

from typing import Any

import pytest

from local.providers.aws.table import ROWS
from tests.local.providers.aws.harness import Made, Provider

LAKE, BUCKET = "arn:aws:logs:eu-west-1:123456789012:log-group:lake", "arn:aws:s3:::lake"
ENCRYPTED = {"provider": {"keyArn": "arn:aws:kms:eu-west-1:123456789012:key/1"}, "resources": ["secrets"]}
INTERFACE = {"vpcEndpointType": "Interface"}


def warm(read: int, write: int = 4000) -> dict[str, Any]:
    return {"warmThroughput": {"readUnitsPerSecond": read, "writeUnitsPerSecond": write}}


def to(arn: str) -> dict[str, Any]:
    return {"deliveryDestinationConfiguration": {"destinationResourceArn": arn}}


def nodes(role: str) -> dict[str, Any]:
    return {"computeConfig": {"enabled": True, "nodeRoleArn": role}}


CASES: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("aws:amp/workspace:Workspace", {"alias": "a"}, {}, "alias"),
    ("aws:amp/workspace:Workspace", {"alias": "a"}, {"alias": "b"}, ""),
    ("aws:amp/workspace:Workspace", {}, {"alias": "b"}, ""),
    (
        "aws:cfg/configurationAggregator:ConfigurationAggregator",
        {"accountAggregationSource": {"accountIds": ["1"], "allRegions": True}},
        {"accountAggregationSource": {"accountIds": ["2"], "allRegions": True}},
        "",
    ),
    (
        "aws:cfg/configurationAggregator:ConfigurationAggregator",
        {},
        {"organizationAggregationSource": {"roleArn": "r", "allRegions": True}},
        "organizationAggregationSource",
    ),
    (
        "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
        to(LAKE),
        to(BUCKET),
        "deliveryDestinationConfiguration",
    ),
    ("aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination", to(BUCKET), to(f"{BUCKET}-2"), ""),
    ("aws:dynamodb/table:Table", warm(12000), warm(13000), ""),
    ("aws:dynamodb/table:Table", warm(13000), warm(12000), "warmThroughput"),
    ("aws:dynamodb/table:Table", warm(13000, 5000), warm(14000, 4000), "warmThroughput"),
    ("aws:ec2/vpc:Vpc", {"instanceTenancy": "dedicated"}, {"instanceTenancy": "default"}, ""),
    ("aws:ec2/vpc:Vpc", {"instanceTenancy": "default"}, {"instanceTenancy": "dedicated"}, "instanceTenancy"),
    ("aws:ec2/vpcEndpoint:VpcEndpoint", INTERFACE, {**INTERFACE, "privateDnsEnabled": True}, ""),
    ("aws:ec2/vpcEndpoint:VpcEndpoint", {}, {"privateDnsEnabled": True}, "privateDnsEnabled"),
    ("aws:eks/cluster:Cluster", {}, {"encryptionConfig": ENCRYPTED}, ""),
    ("aws:eks/cluster:Cluster", {"encryptionConfig": ENCRYPTED}, {}, "encryptionConfig"),
    ("aws:eks/cluster:Cluster", nodes("a"), nodes("b"), "computeConfig"),
    ("aws:eks/cluster:Cluster", {}, nodes("b"), ""),
    (
        "aws:lambda/function:Function",
        {},
        {"durableConfig": {"executionTimeout": 60}},
        "durableConfig",
    ),
    (
        "aws:lambda/function:Function",
        {"durableConfig": {"executionTimeout": 60}},
        {"durableConfig": {"executionTimeout": 90}},
        "",
    ),
    ("aws:lambda/invocation:Invocation", {"input": "1"}, {"input": "2"}, "input"),
    (
        "aws:lambda/invocation:Invocation",
        {"input": "1", "lifecycleScope": "CRUD"},
        {"input": "2", "lifecycleScope": "CRUD"},
        "",
    ),
    ("aws:mwaa/environment:Environment", {"airflowVersion": "2.10.3"}, {"airflowVersion": "3.0.6"}, "airflowVersion"),
    ("aws:mwaa/environment:Environment", {"airflowVersion": "2.9.2"}, {"airflowVersion": "2.10.3"}, ""),
    ("aws:sagemaker/notebookInstance:NotebookInstance", {"volumeSize": 20}, {"volumeSize": 10}, "volumeSize"),
    ("aws:sagemaker/notebookInstance:NotebookInstance", {"volumeSize": 10}, {"volumeSize": 20}, ""),
    ("aws:ssm/parameter:Parameter", {"tier": "Advanced"}, {"tier": "Standard"}, "tier"),
    ("aws:ssm/parameter:Parameter", {"tier": "Standard"}, {"tier": "Advanced"}, ""),
]


@pytest.mark.parametrize(("type_", "old", "new", "replaced"), CASES)
def test_the_values_tell_whether_it_is_another_object(
    type_: str, old: dict[str, Any], new: dict[str, Any], replaced: str, provider: Provider
) -> None:
    difference = provider.diff(Made(type_, "churn", old, "id", dict(old)), new)
    assert difference.changed
    assert difference.replaces == ([replaced] if replaced else [])


def test_every_condition_is_told_both_ways() -> None:
    for type_ in (row.type for row in ROWS.values() if row.replace_when):
        assert {bool(replaced) for of, _, _, replaced in CASES if of == type_} == {True, False}, type_
