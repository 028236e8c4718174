"""Network: a private VPC whose only doors are the endpoints of the services that jobs need."""

from collections.abc import Sequence
from typing import Annotated, Self

import pulumi
import pulumi_aws as aws
from pydantic import Field, model_validator

from ..args import LOGS_KEPT, Args, Arn, Input, KmsKeyArn, LogRetentionDays, Matching, wrong
from ..component import Component
from ..naming import physical_name
from .addresses import VpcRange, zone_addresses
from .egress import EgressSettings, nat
from .endpoints import gateway_endpoints, interface_endpoints
from .flow_logs import flow_logs
from .names import Domain, name_firewall
from .security_groups import endpoint_group, job_group
from .services import NEEDED, EndpointService, Perimeter

ZoneName = Annotated[str, Matching(r"^[a-z]{2}(-[a-z]+)+-\d[a-z]$", "must be a zone's name, for example eu-west-1a")]


class NetworkSettings(Perimeter):
    """What a person chooses of a Network."""

    cidr: VpcRange = Field("10.20.0.0/16", description="The VPC's private range, from /16 to /22.")
    zones: int = Field(2, ge=2, le=3, description="Zones with a private subnet each.")
    zone_names: Sequence[ZoneName] = Field(
        default=(),
        description="Which zones, in order, where not every zone has your instance types; none: the first by name.",
    )
    endpoints: Sequence[EndpointService] = Field(
        default=NEEDED, description="Services with an interface endpoint in every zone, beside S3 and DynamoDB."
    )
    flow_log_retention_days: LogRetentionDays = Field(LOGS_KEPT, description="Days that flow logs are kept.")
    allowed_domains: Sequence[Domain] = Field(
        default=(),
        max_length=1000,
        description="Names that may be looked up beside AWS's own; of others there is none.",
    )
    egress: EgressSettings | None = Field(
        None, description="A way out to the internet, for allowed_domains; none: there is no way out."
    )

    @model_validator(mode="after")
    def _a_way_out_leads_somewhere(self) -> Self:
        if self.egress and not self.allowed_domains:
            raise wrong("needs allowed_domains: no name could be looked up that leads there", "egress")
        return self

    @model_validator(mode="after")
    def _as_many_names_as_zones(self) -> Self:
        if self.zone_names and len(set(self.zone_names)) != self.zones:
            raise wrong(f"must be {self.zones} different zones, as many as `zones` says", "zone_names")
        return self


class NetworkArgs(NetworkSettings, Args):
    """What a Network is made of."""

    kms_key_arn: Input[KmsKeyArn] = Field(description="Customer key for the flow logs.")
    permissions_boundary: Input[Arn] | None = Field(None, description="Policy that bounds the flow logs' role.")


class Network(Component, token="mlops:network:Network"):
    """A VPC with private subnets and no internet: AWS's services are reached by endpoints that let only us through.

    With `egress` there is a way out to the allowed names, by HTTPS.

    Who takes `subnet_ids` waits until the endpoints stand, and is gone before they go.
    """

    vpc_id: pulumi.Output[str]
    subnet_ids: list[pulumi.Output[str]]
    security_group_id: pulumi.Output[str]
    route_table_ids: list[pulumi.Output[str]]
    endpoint_ids: dict[str, pulumi.Output[str]]

    def __init__(self, name: str, args: NetworkArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        vpc = aws.ec2.Vpc(
            f"{name}-vpc",
            cidr_block=args.cidr,
            enable_dns_support=True,
            enable_dns_hostnames=True,
            tags=self._named(name),
            opts=self.child,
        )
        aws.ec2.DefaultSecurityGroup(f"{name}-default", vpc_id=vpc.id, tags=self.tags, opts=self.child)
        flow_logs(
            self,
            name,
            vpc_id=vpc.id,
            kms_key_arn=args.kms_key_arn,
            retention_days=args.flow_log_retention_days,
            permissions_boundary=args.permissions_boundary,
        )
        zones = self._zones(args)
        subnets = [self._subnet(name, args, vpc, zones, zone) for zone in range(args.zones)]
        tables = [self._route_table(name, vpc, subnet, zone) for zone, subnet in enumerate(subnets)]
        gateways = gateway_endpoints(self, name, vpc_id=vpc.id, route_table_ids=tables, perimeter=args)
        interfaces = interface_endpoints(
            self,
            name,
            args.endpoints,
            vpc_id=vpc.id,
            subnet_ids=[subnet.id for subnet in subnets],
            security_group_id=endpoint_group(self, name, vpc_id=vpc.id, cidr=args.cidr).id,
            perimeter=args,
        )
        names = name_firewall(self, name, vpc_id=vpc.id, allowed=args.allowed_domains)
        out = (
            nat(
                self,
                name,
                vpc_id=vpc.id,
                zones=[subnet.availability_zone for subnet in subnets],
                public_ranges=[zone_addresses(args.cidr, zone).public for zone in range(args.zones)],
                route_table_ids=tables,
                one_gateway=args.egress.one_gateway,
            )
            if args.egress
            else []
        )
        jobs = job_group(
            self,
            name,
            vpc_id=vpc.id,
            reachable=[args.cidr, *(args.egress.ranges if args.egress else ())],
            prefix_list_ids=pulumi.Output.all(*(gateway.prefix_list_id for gateway in gateways.values())),
        )
        routed = [route.id for route in out]
        endpoint_ids = {service: made.id for service, made in (gateways | interfaces).items()}
        self.publish(
            vpc_id=vpc.id,
            subnet_ids=[behind(subnet.id, names.id, *routed, *endpoint_ids.values()) for subnet in subnets],
            security_group_id=jobs.id,
            route_table_ids=tables,
            endpoint_ids=endpoint_ids,
        )

    def _zones(self, args: NetworkArgs) -> pulumi.Output[Sequence[str]]:
        """The names of the zones. Local zones, which have to be opted into, have no SageMaker."""
        if args.zone_names:
            return pulumi.Output.from_input(args.zone_names)
        there = aws.get_availability_zones_output(
            filters=[{"name": "opt-in-status", "values": ["opt-in-not-required"]}],
            opts=pulumi.InvokeOutputOptions(parent=self),
        )
        return there.names.apply(lambda names: first_zones(names, args.zones))

    def _subnet(
        self, name: str, args: NetworkArgs, vpc: aws.ec2.Vpc, zones: pulumi.Output[Sequence[str]], zone: int
    ) -> aws.ec2.Subnet:
        return aws.ec2.Subnet(
            f"{name}-private-{zone}",
            vpc_id=vpc.id,
            cidr_block=zone_addresses(args.cidr, zone).private,
            availability_zone=zones[zone],
            map_public_ip_on_launch=False,
            tags=self._named(f"{name}-private-{zone}"),
            # A subnet stays in its zone when AWS opens another that comes before it by name.
            opts=self.child_with(ignore_changes=None if args.zone_names else ["availabilityZone"]),
        )

    def _route_table(self, name: str, vpc: aws.ec2.Vpc, subnet: aws.ec2.Subnet, zone: int) -> pulumi.Output[str]:
        """A zone's own routes. Its id is told once the subnet follows it."""
        table = aws.ec2.RouteTable(
            f"{name}-private-{zone}", vpc_id=vpc.id, tags=self._named(f"{name}-private-{zone}"), opts=self.child
        )
        followed = aws.ec2.RouteTableAssociation(
            f"{name}-private-{zone}", subnet_id=subnet.id, route_table_id=table.id, opts=self.child
        )
        return followed.route_table_id

    def _named(self, name: str) -> dict[str, pulumi.Input[str]]:
        return {**self.tags, "Name": physical_name(name)}


def first_zones(names: Sequence[str], wanted: int) -> Sequence[str]:
    """The first zones by name. Raises RunError where the region has fewer."""
    if len(names) < wanted:
        raise pulumi.RunError(f"network.zones: {wanted} are asked for, the region has {', '.join(sorted(names))}")
    return sorted(names)[:wanted]


def behind(value: pulumi.Output[str], *there: pulumi.Output[str]) -> pulumi.Output[str]:
    """The value, for whoever must wait for the others."""
    return pulumi.Output.all(value, *there).apply(lambda known: known[0])
