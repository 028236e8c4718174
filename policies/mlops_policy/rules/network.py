"""VPC: nothing is let in from the whole internet."""

from ..controls import NETWORK
from ..kernel import DECISION, Severity, rule
from ..values import UNKNOWN, Findings, Props, Unassessed, get, items

GROUP = "aws:ec2/securityGroup:SecurityGroup"
GROUP_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule"
INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
SUBNET = "aws:ec2/subnet:Subnet"

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
