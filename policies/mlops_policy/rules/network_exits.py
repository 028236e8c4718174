"""Ways out of a network: endpoints of services, security groups' egress, and the names that are looked up."""

from collections.abc import Iterator

from ..controls import LOGGING, NETWORK
from ..graph import Stack
from ..kernel import DECISION, Level, Severity, StackFindings, rule, stack_rule
from ..policy_document import Statement, statements
from ..shapes import keeps, sets
from ..values import UNKNOWN, Findings, Props, Unassessed, expect, get, items, needed
from .network import ENDPOINT, FLOW_LOG, GROUP, GROUP_RULE, WORLD
from .s3 import BUCKET, BUCKET_NAMES, POLICY

PRIVATELINK = "https://docs.aws.amazon.com/vpc/latest/privatelink"
FIREWALL_GROUP = "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup"
FIREWALL_RULE = "aws:route53/resolverFirewallRule:ResolverFirewallRule"
LOG_WRITERS = {
    "aws:s3/bucketLogging:BucketLogging": "targetBucket",
    "aws:cloudtrail/trail:Trail": "s3BucketName",
    "aws:cfg/deliveryChannel:DeliveryChannel": "s3BucketName",
}
"""What lets a service write to a bucket, and where it says which."""
NETWORK_KEYS = ("aws:sourcevpce", "aws:sourcevpc")
RESOURCE_KEYS = ("aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths", "s3:resourceaccount")


@rule(
    resource=ENDPOINT,
    severity=Severity.MEDIUM,
    fix="Set policy to what is yours: conditions on aws:PrincipalOrgID and aws:ResourceOrgID, or on the account.",
    url=f"{PRIVATELINK}/vpc-endpoints-access.html",
    controls=NETWORK,
    level=Level.ADVISORY,
    manual=DECISION,
)
def vpc_endpoint_policy(props: Props) -> Findings:
    """An endpoint that lets through to every account is the way by which data leaves."""
    found = statements(props, "policy")
    if found is None:
        yield Unassessed("policy")
    elif not found:
        yield "policy is not set, so the endpoint reaches every account."
    else:
        for statement in found:
            if statement.allows and statement.everywhere and not ours(statement):
                yield f"policy {statement.name} reaches resources of every account, or for everyone."


def ours(statement: Statement) -> bool:
    """Whether it says both who goes through and whose resources are reached."""
    return statement.conditioned(*RESOURCE_KEYS) and not statement.public


@rule(
    resource=ENDPOINT,
    severity=Severity.MEDIUM,
    fix="Set privateDnsEnabled to true and securityGroupIds to a group that lets in the network.",
    url=f"{PRIVATELINK}/interface-endpoints.html",
    controls=NETWORK,
    manual=DECISION,
)
def vpc_endpoint_private(props: Props) -> Findings:
    """An interface endpoint is what the service's name leads to, and a group of ours says who reaches it."""
    kind = get(props, "vpcEndpointType")
    if kind is UNKNOWN:
        yield Unassessed("vpcEndpointType")
    elif kind == "Interface":
        yield from expect(props, "privateDnsEnabled", True)
        yield from needed(props, "securityGroupIds")


@rule(
    resource=[GROUP, GROUP_RULE, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"],
    severity=Severity.MEDIUM,
    fix="Let out to endpoints, prefix lists and ranges by name, or waive it for the group that has a way out.",
    url="https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    peers=["CKV_AWS_382"],
    controls=NETWORK,
    level=Level.DISABLED,
    manual=DECISION,
)
def sg_no_world_egress(props: Props) -> Findings:
    """What can reach the whole internet can send it the data."""
    if get(props, "type") == "ingress":
        return
    rules = [("", props), *((f"egress[{index}].", one) for index, one in enumerate(items(props, "egress")))]
    for at, one in rules:
        for path in ("cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6"):
            found = get(one, path)
            ranges = found if isinstance(found, list) else [found]
            if UNKNOWN in ranges:
                yield Unassessed(at + path)
            elif any(world in ranges for world in WORLD):
                yield f"{at}{path} lets out to the whole internet."


sets(
    "flow-log-kept",
    "A record that is sent nowhere is none.",
    ["logDestination"],
    resource=FLOW_LOG,
    severity=Severity.MEDIUM,
    fix="Set logDestination to an encrypted log group or bucket.",
    url="https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html",
    controls=LOGGING,
)

keeps(
    "flow-log-whole",
    "What was let through and what was refused are both needed to tell what happened.",
    {"trafficType": "ALL"},
    resource=FLOW_LOG,
    severity=Severity.LOW,
    fix="Set trafficType to ALL.",
    url="https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html",
    controls=LOGGING,
)


@stack_rule(
    resource=FIREWALL_GROUP,
    severity=Severity.MEDIUM,
    fix="Add a ResolverFirewallRule with action BLOCK for the names that no other rule allows.",
    url="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall.html",
    controls=NETWORK,
)
def stack_dns_firewall_blocks(stack: Stack) -> StackFindings:
    """A list of names that are allowed keeps data in only where the others are blocked: a query carries text out."""
    links = stack.links(FIREWALL_RULE, "firewallRuleGroupId", FIREWALL_GROUP, named_by=("id",))
    for group in stack.of(FIREWALL_GROUP):
        # Where a group's id is not known, any rule may be its own.
        rules = stack.of(FIREWALL_RULE) if get(group.props, "id") in (None, UNKNOWN) else links.of(group)
        actions = [get(one.props, "action") for one in rules]
        if "BLOCK" in actions:
            continue
        if links.loose or UNKNOWN in actions:
            yield group, Unassessed("action of a ResolverFirewallRule")
        else:
            yield group, "no rule of the group blocks."


@stack_rule(
    resource=BUCKET,
    severity=Severity.MEDIUM,
    fix="Deny everyone where aws:SourceVpce is not an endpoint of the network, in the bucket's policy.",
    url="https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html",
    controls=NETWORK,
    level=Level.ADVISORY,
)
def stack_bucket_network_only(stack: Stack) -> StackFindings:
    """What the buckets of a private network hold is read from there, not from wherever a credential has got to.

    A network is private where the stack has an endpoint for S3, or one of its buckets refuses the rest. Left out are
    the buckets that services write their logs to: those come from no network of ours.
    """
    private = any(str(get(one.props, "serviceName")).endswith(".s3") for one in stack.of(ENDPOINT))
    others = [statements(policy.props, "policy") or [] for policy in stack.of(POLICY)]
    if not private and not any(one.conditioned(*NETWORK_KEYS) for each in others for one in each):
        return
    written = [stack.links(token, path, BUCKET, named_by=BUCKET_NAMES) for token, path in LOG_WRITERS.items()]
    policies = stack.links(POLICY, "bucket", BUCKET, named_by=BUCKET_NAMES)
    for bucket in stack.of(BUCKET):
        if any(links.of(bucket) for links in written):
            continue
        found = [statements(policy.props, "policy") for policy in policies.of(bucket)]
        if None in found or (not found and policies.loose):
            yield bucket, Unassessed("policy of its BucketPolicy")
        elif lacking := list(refusals([one for each in found for one in each or []])):
            yield bucket, f"its policy does not refuse what comes {' or '.join(lacking)}."


def refusals(found: list[Statement]) -> Iterator[str]:
    """From where the statements of a bucket's policy do not refuse requests, and should."""
    refused = {
        operator for one in found if not one.allows for operator, key, _ in one.conditions if key in NETWORK_KEYS
    }
    if not any(operator.startswith("stringnotequals") for operator in refused):
        yield "from elsewhere than the network"
    others = any(
        kind == "AWS" and value.endswith(":root") for one in found if one.allows for kind, value in one.principals
    )
    if others and "null" not in refused:
        yield "from other accounts over the internet"
