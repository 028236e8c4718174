"""VPC: nothing is let in from the whole internet."""

from ..controls import LOGGING, NETWORK
from ..graph import Stack
from ..kernel import DECISION, Level, Severity, StackFindings, rule, stack_rule
from ..values import UNKNOWN, Findings, Props, Unassessed, get, items, missing

GROUP = "aws:ec2/securityGroup:SecurityGroup"
GROUP_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule"
INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
SUBNET = "aws:ec2/subnet:Subnet"
DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"
GATEWAY = "aws:ec2/internetGateway:InternetGateway"
VPC, FLOW_LOG = "aws:ec2/vpc:Vpc", "aws:ec2/flowLog:FlowLog"
ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"

SECURITY_HUB = "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html"
WORLD = ("0.0.0.0/0", "::/0")


@rule(
    resource=[GROUP, GROUP_RULE, INGRESS_RULE],
    severity=Severity.HIGH,
    fix="Let in a security group or the VPC's own range.",
    url=f"{SECURITY_HUB}#ec2-18",
    peers=["EC2.13", "EC2.14", "EC2.18", "CKV_AWS_24", "CKV_AWS_25", "CKV_AWS_260"],
    controls=NETWORK,
    manual=DECISION,
)
def sg_no_world_ingress(props: Props) -> Findings:
    """Nothing of an ML platform answers the whole internet."""
    if get(props, "type") == "egress":
        return
    rules = [("", props), *((f"ingress[{index}].", one) for index, one in enumerate(items(props, "ingress")))]
    for at, one in rules:
        for path in ("cidrBlocks", "ipv6CidrBlocks"):
            ranges = items(one, path)
            if UNKNOWN in ranges:
                yield Unassessed(at + path)
            if any(world in ranges for world in WORLD):
                yield f"{at}{path} lets in the whole internet."
        for path in ("cidrIpv4", "cidrIpv6"):
            if get(one, path) is UNKNOWN:
                yield Unassessed(at + path)
            if get(one, path) in WORLD:
                yield f"{at}{path} lets in the whole internet."


@rule(
    resource=SUBNET,
    severity=Severity.MEDIUM,
    fix="Leave mapPublicIpOnLaunch out.",
    url=f"{SECURITY_HUB}#ec2-15",
    peers=["EC2.15", "config:subnet-auto-assign-public-ip-disabled", "CKV_AWS_130"],
    controls=NETWORK,
    remedy={"mapPublicIpOnLaunch": False},
)
def subnet_no_public_ip(props: Props) -> Findings:
    """What starts in a subnet gets no address on the internet by itself."""
    public = get(props, "mapPublicIpOnLaunch")
    if public is UNKNOWN:
        yield Unassessed("mapPublicIpOnLaunch")
    elif public is True:
        yield "mapPublicIpOnLaunch is true."


@rule(
    resource=DEFAULT_GROUP,
    severity=Severity.HIGH,
    fix="Leave ingress and egress out of the default security group.",
    url=f"{SECURITY_HUB}#ec2-2",
    peers=["EC2.2", "config:vpc-default-security-group-closed", "CKV2_AWS_12"],
    controls=NETWORK,
    manual=DECISION,
)
def default_group_closed(props: Props) -> Findings:
    """What names no security group gets the default one, so that one lets nothing in and nothing out."""
    for path in ("ingress", "egress"):
        found = get(props, path)
        if found is UNKNOWN:
            yield Unassessed(path)
        elif found:
            yield f"{path} is not empty."


@rule(
    resource=GATEWAY,
    severity=Severity.LOW,
    fix="Reach AWS through VPC endpoints, or waive it for the network that has a way out.",
    url="https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html",
    controls=NETWORK,
    manual=DECISION,
    level=Level.DISABLED,
)
def no_internet_gateway(props: Props) -> Findings:
    """A network without a gateway to the internet cannot be opened by one route."""
    if get(props, "vpcId") is UNKNOWN:
        yield Unassessed("vpcId")
    elif not missing(props, "vpcId"):
        yield "the network has a gateway to the internet."


@stack_rule(
    resource=VPC,
    severity=Severity.MEDIUM,
    fix="Add a FlowLog on the network, or use the Network component, which has one.",
    url=f"{SECURITY_HUB}#ec2-6",
    peers=["EC2.6", "config:vpc-flow-logs-enabled", "CKV2_AWS_11"],
    controls=LOGGING,
)
def stack_vpc_flow_logs(stack: Stack) -> StackFindings:
    """What went through a network can be told afterwards."""
    logs = stack.links(FLOW_LOG, "vpcId", VPC, named_by=("id",))
    for vpc in stack.of(VPC):
        if logs.of(vpc):
            continue
        if logs.loose or (stack.of(FLOW_LOG) and get(vpc.props, "id") in (None, UNKNOWN)):
            yield vpc, Unassessed("vpcId of a FlowLog")
        else:
            yield vpc, "the network has no flow log."


@stack_rule(
    resource=VPC,
    severity=Severity.MEDIUM,
    fix="Add a VpcEndpoint for each, or use the Network component.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/host-vpc.html",
    controls=NETWORK,
    settings={
        "services": {
            "type": "array",
            "items": {"type": "string"},
            "default": ["sagemaker.api", "sagemaker.runtime", "s3", "ecr.api", "ecr.dkr", "logs", "sts", "kms"],
        }
    },
    level=Level.DISABLED,
)
def stack_vpc_endpoints(stack: Stack, *, services: list[str]) -> StackFindings:
    """Isolated jobs reach what they need without the internet: each service has its endpoint."""
    names = [get(one.props, "serviceName") for one in stack.of(ENDPOINT)]
    for vpc in stack.of(VPC):
        lacking = [
            service
            for service in services
            if not any(isinstance(name, str) and name.endswith(f".{service}") for name in names)
        ]
        if lacking and UNKNOWN in names:
            yield vpc, Unassessed("serviceName of a VpcEndpoint")
        elif lacking:
            yield vpc, f"the network has no endpoint for {', '.join(lacking)}."
