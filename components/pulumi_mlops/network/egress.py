"""Egress: a way out of a private network to the internet, by NAT, for HTTPS only."""

from collections.abc import Sequence
from ipaddress import IPv4Network
from typing import Annotated

import pulumi
import pulumi_aws as aws
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from ..args import Settings
from ..component import Component
from ..naming import physical_name

ANYWHERE = "0.0.0.0/0"


def _range(value: str) -> str:
    try:
        return str(IPv4Network(value))
    except ValueError as error:
        must = "must be a range, for example 151.101.0.0/16: "
        raise PydanticCustomError("form", "{must}", {"must": f"{must}{error}"}) from None


class EgressSettings(Settings):
    """What a person chooses of the way out."""

    ranges: Sequence[Annotated[str, AfterValidator(_range)]] = Field(
        default=(ANYWHERE,),
        min_length=1,
        description="Where jobs may connect to by HTTPS. Narrow it where the ranges are known.",
    )
    one_gateway: bool = Field(
        False, description="One NAT gateway for all zones: cheaper, and the way out is gone with its zone."
    )


def nat(
    component: Component,
    name: str,
    *,
    vpc_id: pulumi.Output[str],
    zones: Sequence[pulumi.Output[str]],
    public_ranges: Sequence[str],
    route_table_ids: Sequence[pulumi.Output[str]],
    one_gateway: bool,
) -> list[aws.ec2.Route]:
    """A NAT gateway a zone, or one for all, in small public subnets; each private route table leads to its zone's."""

    def named(what: str) -> dict[str, pulumi.Input[str]]:
        return {**component.tags, "Name": physical_name(what)}

    internet = aws.ec2.InternetGateway(f"{name}-internet", vpc_id=vpc_id, tags=named(name), opts=component.child)
    routes = aws.ec2.RouteTable(
        f"{name}-public",
        vpc_id=vpc_id,
        routes=[aws.ec2.RouteTableRouteArgs(cidr_block=ANYWHERE, gateway_id=internet.id)],
        tags=named(f"{name}-public"),
        opts=component.child,
    )
    gateways: list[aws.ec2.NatGateway] = []
    for zone in range(1 if one_gateway else len(zones)):
        subnet = aws.ec2.Subnet(
            f"{name}-public-{zone}",
            vpc_id=vpc_id,
            cidr_block=public_ranges[zone],
            availability_zone=zones[zone],
            map_public_ip_on_launch=False,
            tags=named(f"{name}-public-{zone}"),
            opts=component.child,
        )
        public = aws.ec2.RouteTableAssociation(
            f"{name}-public-{zone}", subnet_id=subnet.id, route_table_id=routes.id, opts=component.child
        )
        address = aws.ec2.Eip(
            f"{name}-nat-{zone}",
            domain="vpc",
            tags=named(f"{name}-nat-{zone}"),
            # AWS gives no address to a network that has no internet gateway yet, and does not let go of one that has.
            opts=component.child_with(depends_on=[internet]),
        )
        gateways.append(
            aws.ec2.NatGateway(
                f"{name}-nat-{zone}",
                subnet_id=subnet.id,
                allocation_id=address.allocation_id,
                tags=named(f"{name}-nat-{zone}"),
                opts=component.child_with(depends_on=[public]),
            )
        )
    return [
        aws.ec2.Route(
            f"{name}-out-{zone}",
            route_table_id=table,
            destination_cidr_block=ANYWHERE,
            nat_gateway_id=gateways[0 if one_gateway else zone].id,
            opts=component.child,
        )
        for zone, table in enumerate(route_table_ids)
    ]
