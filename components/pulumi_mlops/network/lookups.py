"""Lookups: what a VPC that is already there has, asked of AWS while the program runs, at preview too."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import pulumi

from .services import GATEWAYS


@dataclass(frozen=True)
class FoundSubnet:
    """One of the subnets that were named."""

    id: str
    zone: str
    public_ip: bool
    """What starts in it gets an address on the internet."""
    route_table_id: str
    internet_gateway: str
    """Where its route to the internet leads; empty: it has none."""


@dataclass(frozen=True)
class FoundEndpoint:
    """An endpoint of the VPC that is at work."""

    id: str
    private_dns: bool
    subnet_ids: Sequence[str]
    route_table_ids: Sequence[str]
    prefix_list_id: str


@dataclass(frozen=True)
class Survey:
    """What was found. What is not there is missing here, too."""

    vpc: Mapping[str, Any]
    subnets: Mapping[str, FoundSubnet]
    endpoints: Mapping[str, FoundEndpoint]

    @property
    def id(self) -> str:
        """The VPC's id."""
        return self.vpc["id"]

    @property
    def ranges(self) -> list[str]:
        """All ranges of the VPC."""
        return [each["cidrBlock"] for each in self.vpc["cidrBlockAssociations"] if each["state"] == "associated"]


class Lookup:
    """Asks AWS as a component's own resources would: by the same provider."""

    def __init__(self, component: pulumi.Resource) -> None:
        self.options = pulumi.InvokeOptions(parent=component, version=version("pulumi-aws"))

    async def survey(self, vpc_id: str, subnet_ids: Sequence[str], services: Mapping[str, str]) -> Survey:
        """Everything that is to be known of a VPC. `services`: full name of an endpoint's service, by its short one."""
        if not await self._ids("Vpcs", {"vpc-id": vpc_id}):
            return Survey({}, {}, {})
        there = await self._ids("Subnets", {"vpc-id": vpc_id, "subnet-id": list(subnet_ids)}) if subnet_ids else []
        vpc, subnets, endpoints = await asyncio.gather(
            self._ask("getVpc", {"id": vpc_id}),
            asyncio.gather(*(self._subnet(vpc_id, id_) for id_ in subnet_ids if id_ in there)),
            asyncio.gather(*(self._endpoint(vpc_id, short, full) for short, full in services.items())),
        )
        return Survey(
            vpc,
            {subnet.id: subnet for subnet in subnets},
            {short: found for short, found in zip(services, endpoints, strict=True) if found is not None},
        )

    async def _subnet(self, vpc_id: str, id_: str) -> FoundSubnet:
        subnet = await self._ask("getSubnet", {"id": id_})
        # A subnet without a route table of its own follows the VPC's main one.
        tables = await self._ids("RouteTables", {"association.subnet-id": id_}) or await self._ids(
            "RouteTables", {"vpc-id": vpc_id, "association.main": "true"}
        )
        table = await self._ask("getRouteTable", {"routeTableId": tables[0]})
        gateways = [str(route.get("gatewayId") or "") for route in table["routes"]]
        return FoundSubnet(
            id_,
            subnet["availabilityZone"],
            subnet["mapPublicIpOnLaunch"],
            tables[0],
            next((gateway for gateway in gateways if gateway.startswith("igw-")), ""),
        )

    async def _endpoint(self, vpc_id: str, short: str, full: str) -> FoundEndpoint | None:
        kind = "Gateway" if short in GATEWAYS else "Interface"
        wanted = {"vpcId": vpc_id, "serviceName": full, "state": "available"}
        try:
            found = await self._ask(
                "getVpcEndpoint", {**wanted, "filters": [{"name": "vpc-endpoint-type", "values": [kind]}]}
            )
        except Exception as error:  # the SDK raises nothing narrower
            if "no matching EC2 VPC Endpoint found" in str(error):
                return None
            raise
        return FoundEndpoint(
            found["id"],
            bool(found.get("privateDnsEnabled")),
            found.get("subnetIds") or [],
            found.get("routeTableIds") or [],
            str(found.get("prefixListId") or ""),
        )

    async def _ids(self, plural: str, filters: Mapping[str, str | list[str]]) -> list[str]:
        """The ids of what fits all the filters."""
        asked = [
            {"name": name, "values": [value] if isinstance(value, str) else value} for name, value in filters.items()
        ]
        return (await self._ask(f"get{plural}", {"filters": asked}))["ids"]

    async def _ask(self, function: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """One function of pulumi-aws. Not its own wrapper, whose failure nobody could catch."""
        return await pulumi.runtime.invoke_async(f"aws:ec2/{function}:{function}", dict(arguments), self.options)
