"""Endpoints: the doors from a VPC to AWS's services, each with its own policy."""

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws

from ..access.statements import document
from ..args import Input
from ..component import Component
from ..naming import physical_name
from .services import GATEWAYS, EndpointService, Perimeter, endpoint_statements, full_name


def gateway_endpoints(
    component: Component,
    name: str,
    *,
    vpc_id: pulumi.Output[str],
    route_table_ids: Sequence[Input[str]],
    perimeter: Perimeter,
) -> dict[str, aws.ec2.VpcEndpoint]:
    """The routes to S3 and DynamoDB, by service."""
    return {
        service: aws.ec2.VpcEndpoint(
            f"{name}-{service}",
            vpc_id=vpc_id,
            vpc_endpoint_type="Gateway",
            service_name=service_name(component, service),
            route_table_ids=list(route_table_ids),
            policy=document(endpoint_statements(service, perimeter, component.account)),
            tags={**component.tags, "Name": physical_name(f"{name}-{service}")},
            opts=component.child,
        )
        for service in GATEWAYS
    }


def interface_endpoints(
    component: Component,
    name: str,
    services: Sequence[EndpointService],
    *,
    vpc_id: pulumi.Output[str],
    subnet_ids: Sequence[Input[str]],
    security_group_id: Input[str],
    perimeter: Perimeter,
) -> dict[str, aws.ec2.VpcEndpoint]:
    """The network interfaces that stand for the services in each zone, under the services' own names, by service."""
    return {
        service.value: aws.ec2.VpcEndpoint(
            f"{name}-{service.replace('.', '-')}",
            vpc_id=vpc_id,
            vpc_endpoint_type="Interface",
            service_name=service_name(component, service),
            subnet_ids=list(subnet_ids),
            security_group_ids=[security_group_id],
            private_dns_enabled=True,
            policy=document(endpoint_statements(service, perimeter, component.account)),
            tags={**component.tags, "Name": physical_name(f"{name}-{service}")},
            opts=component.child,
        )
        for service in services
    }


def service_name(component: Component, service: str) -> pulumi.Output[str]:
    """AWS's full name of an endpoint's service."""
    return component.account.region.apply(lambda region: full_name(service, region))
