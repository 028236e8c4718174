"""Route 53 Resolver DNS Firewall: which names a network may ask for."""

from local.providers.aws.row import Name, Op, Put, Ready, Row, tags_by_arn
from local.providers.aws.table.route53_resolver import TOKEN, named

ROWS = (
    named(
        "resolverFirewallDomainList:ResolverFirewallDomainList",
        "FirewallDomainList",
        reads=(Op("ListFirewallDomains", only=("domains",)),),
        update=(
            Put(
                Op("UpdateFirewallDomains", only=("domains",), send={"Operation": "ADD"}),
                remove=Op("UpdateFirewallDomains", only=("domains",), send={"Operation": "REMOVE"}),
            ),
        ),
        name=Name(longest=64),
        tags=tags_by_arn("ResourceArn"),
        ready=Ready("Status", until=("COMPLETE",), failed=("COMPLETE_IMPORT_FAILED",), reason="StatusMessage"),
    ),
    named(
        "resolverFirewallRuleGroup:ResolverFirewallRuleGroup",
        "FirewallRuleGroup",
        name=Name(longest=64),
        tags=tags_by_arn("ResourceArn"),
    ),
    Row(
        type="aws:route53/resolverFirewallRule:ResolverFirewallRule",
        service="route53resolver",
        key={"FirewallRuleGroupId": "firewallRuleGroupId", "FirewallDomainListId": "firewallDomainListId"},
        create=Op("CreateFirewallRule", at="FirewallRule", send=TOKEN),
        read=(Op("ListFirewallRules", at="FirewallRules[FirewallDomainListId={firewallDomainListId}]"),),
        update=(Put(Op("UpdateFirewallRule")),),
        delete=(Op("DeleteFirewallRule", only=()),),
        id="{firewallRuleGroupId}:{firewallDomainListId}",
        renames={"qType": "Qtype"},
        name=Name(longest=64),
    ),
    named(
        "resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation",
        "FirewallRuleGroupAssociation",
        ("Associate", "Disassociate"),
        made_by="FirewallRuleGroup",
        gone_by="FirewallRuleGroup",
        update=(Put(Op("UpdateFirewallRuleGroupAssociation", only=("name", "priority", "mutationProtection"))),),
        name=Name(longest=64),
        tags=tags_by_arn("ResourceArn"),
        ready=Ready("Status", until=("COMPLETE",), failed=(), reason="StatusMessage"),
    ),
)
