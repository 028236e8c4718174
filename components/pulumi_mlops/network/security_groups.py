"""Security groups: who reaches whom inside the network."""

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws

from ..args import Input
from ..component import Component
from ..naming import physical_name

HTTPS = 443


def job_group(
    component: Component,
    name: str,
    *,
    vpc_id: Input[str],
    reachable: Input[Sequence[str]],
    prefix_list_ids: Input[Sequence[str]],
) -> aws.ec2.SecurityGroup:
    """The group of jobs, notebooks and endpoints: open among themselves, and out by HTTPS to what is given.

    `reachable` are ranges, `prefix_list_ids` the services behind gateway endpoints. The rules are the group's own
    fields, so that a rule that somebody adds by hand is taken out again.
    """
    return aws.ec2.SecurityGroup(
        f"{name}-jobs",
        name=physical_name(f"{name}-jobs"),
        description="Jobs: open to each other, and out by HTTPS to the endpoints.",
        vpc_id=vpc_id,
        ingress=[aws.ec2.SecurityGroupIngressArgs(protocol="-1", from_port=0, to_port=0, self=True)],
        egress=[
            aws.ec2.SecurityGroupEgressArgs(protocol="-1", from_port=0, to_port=0, self=True),
            aws.ec2.SecurityGroupEgressArgs(protocol="tcp", from_port=HTTPS, to_port=HTTPS, cidr_blocks=reachable),
            aws.ec2.SecurityGroupEgressArgs(
                protocol="tcp", from_port=HTTPS, to_port=HTTPS, prefix_list_ids=prefix_list_ids
            ),
        ],
        tags=component.tags,
        opts=component.child,
    )


def endpoint_group(component: Component, name: str, *, vpc_id: pulumi.Output[str], cidr: str) -> aws.ec2.SecurityGroup:
    """The group of the interface endpoints: the VPC gets in by HTTPS, nothing gets out."""
    return aws.ec2.SecurityGroup(
        f"{name}-endpoints",
        name=physical_name(f"{name}-endpoints"),
        description="Interface endpoints: HTTPS from the VPC.",
        vpc_id=vpc_id,
        ingress=[aws.ec2.SecurityGroupIngressArgs(protocol="tcp", from_port=HTTPS, to_port=HTTPS, cidr_blocks=[cidr])],
        tags=component.tags,
        opts=component.child,
    )
