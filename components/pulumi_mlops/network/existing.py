"""ExistingNetwork: a VPC that is already there, checked for all that jobs need before anything uses it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

import pulumi
from pydantic import Field

from ..args import Args, Input, Matching, Settings
from ..component import Component
from .lookups import FoundEndpoint, Lookup, Survey
from .security_groups import job_group
from .services import GATEWAYS, NEEDED, EndpointService, full_name

SubnetId = Annotated[str, Matching(r"^subnet-[0-9a-z]+$", "must be a subnet's id, for example subnet-0a1b2c3d")]
VpcId = Annotated[str, Matching(r"^vpc-[0-9a-z]+$", "must be a VPC's id, for example vpc-0a1b2c3d")]


class ExistingNetworkSettings(Settings):
    """What a person chooses of an ExistingNetwork."""

    vpc_id: Input[VpcId] = Field(description="The VPC.")
    subnet_ids: Sequence[Input[SubnetId]] = Field(
        min_length=2, description="Its private subnets for jobs, in two zones or more."
    )
    endpoints: Sequence[EndpointService] = Field(
        default=NEEDED,
        description="Services that must have an interface endpoint in the VPC, beside S3 and DynamoDB. Leave out only "
        "what the VPC reaches another way, for example by a shared VPC.",
    )


class ExistingNetworkArgs(ExistingNetworkSettings, Args):
    """What an ExistingNetwork is made of."""


class ExistingNetwork(Component, token="mlops:network:ExistingNetwork"):
    """A VPC of somebody else's, refused with everything that it lacks; only the jobs' security group is made in it.

    It is looked at in every preview, unless its ids are not known yet: then by `up`, before anything uses it.
    """

    vpc_id: pulumi.Output[str]
    subnet_ids: list[pulumi.Output[str]]
    security_group_id: pulumi.Output[str]
    route_table_ids: list[pulumi.Output[str]]
    endpoint_ids: dict[str, pulumi.Output[str]]

    def __init__(self, name: str, args: ExistingNetworkArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        asked = pulumi.Output.all(self.account.region, args.vpc_id, *args.subnet_ids)
        found = asked.apply(lambda known: self._checked(name, known[0], known[1], known[2:], args.endpoints))
        jobs = job_group(
            self,
            name,
            vpc_id=found.apply(lambda survey: survey.id),
            reachable=found.apply(lambda survey: survey.ranges),
            prefix_list_ids=found.apply(lambda survey: [survey.endpoints[each].prefix_list_id for each in GATEWAYS]),
        )
        count = range(len(args.subnet_ids))
        self.publish(
            vpc_id=found.apply(lambda survey: survey.id),
            subnet_ids=[found.apply(lambda survey, at=at: list(survey.subnets)[at]) for at in count],
            security_group_id=jobs.id,
            route_table_ids=[
                found.apply(lambda survey, at=at: list(survey.subnets.values())[at].route_table_id) for at in count
            ],
            endpoint_ids={
                service: found.apply(lambda survey, service=service: survey.endpoints[service].id)
                for service in (*GATEWAYS, *args.endpoints)
            },
        )

    async def _checked(
        self, name: str, region: str, vpc_id: str, subnet_ids: Sequence[str], endpoints: Sequence[EndpointService]
    ) -> Survey:
        """The VPC as it was found. Raises RunError with everything that is missing."""
        services = {service: full_name(service, region) for service in (*GATEWAYS, *endpoints)}
        found = await Lookup(self).survey(vpc_id, subnet_ids, services)
        if problems := list(missing(found, vpc_id, subnet_ids, services)):
            told = "\n".join(f"  {problem}" for problem in problems)
            raise pulumi.RunError(f"{name}: {vpc_id} cannot be used; nothing was made in it\n{told}")
        return found


def missing(found: Survey, vpc_id: str, subnet_ids: Sequence[str], services: Mapping[str, str]) -> Iterator[str]:
    """What the VPC lacks, each as one line: the field, what is wrong, what to do."""
    if not found.vpc:
        yield f"vpc_id: there is no {vpc_id} in this account and region"
        return
    for attribute in ("enableDnsSupport", "enableDnsHostnames"):
        if not found.vpc[attribute]:
            yield f"vpc_id: {attribute} is off, so no endpoint has a private name: turn it on"
    yield from _missing_of_subnets(found, vpc_id, subnet_ids)
    for service, full in services.items():
        endpoint = found.endpoints.get(service)
        if service in GATEWAYS:
            yield from _missing_of_gateway(found, full, endpoint)
        elif endpoint is None:
            yield f"endpoints: {full} is missing: add an interface endpoint with private DNS"
        else:
            if not endpoint.private_dns:
                yield f"endpoints: {full} ({endpoint.id}) has no private DNS: turn it on, or clients go past it"
            if not endpoint.subnet_ids:
                yield f"endpoints: {full} ({endpoint.id}) stands in no subnet: add one a zone"


def _missing_of_subnets(found: Survey, vpc_id: str, subnet_ids: Sequence[str]) -> Iterator[str]:
    for id_ in subnet_ids:
        if id_ not in found.subnets:
            yield f"subnet_ids: {id_} is not in {vpc_id}"
    for subnet in found.subnets.values():
        if subnet.internet_gateway:
            route = f"{subnet.route_table_id} leads to {subnet.internet_gateway}"
            yield f"subnet_ids: {subnet.id} is public, its route table {route}: name a private subnet"
        if subnet.public_ip:
            yield f"subnet_ids: {subnet.id} gives public addresses: turn mapPublicIpOnLaunch off"
    zones = {subnet.zone for subnet in found.subnets.values()}
    if len(zones) == 1 and len(found.subnets) == len(subnet_ids):
        yield f"subnet_ids: all lie in {zones.pop()}: name subnets of two zones or more"


def _missing_of_gateway(found: Survey, full: str, endpoint: FoundEndpoint | None) -> Iterator[str]:
    if endpoint is None:
        yield f"endpoints: {full} is missing: add a gateway endpoint with the subnets' route tables"
        return
    for subnet in found.subnets.values():
        if subnet.route_table_id not in endpoint.route_table_ids:
            table = f"route table {subnet.route_table_id} of {subnet.id}"
            yield f"endpoints: {full} ({endpoint.id}) lacks {table}: add it to the endpoint"
