"""Samples of Route 53 Resolver DNS Firewall."""

from tests.local.providers.aws.samples.sample import OTHER_TAGS, TAGS, Sample

LIST = "{aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList}"
GROUP = "{aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup}"

SAMPLES: dict[str, Sample] = {
    "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList": Sample(
        {"name": "allowed", "domains": ["*.amazonaws.com.", "pypi.org."], "tags": TAGS},
        updates={"domains": ["*.amazonaws.com."], "tags": OTHER_TAGS},
        replaces={"name": "other"},
    ),
    "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup": Sample(
        {"name": "jobs", "tags": TAGS}, updates={"tags": OTHER_TAGS}, replaces={"name": "other"}
    ),
    "aws:route53/resolverFirewallRule:ResolverFirewallRule": Sample(
        {
            "name": "allowed",
            "action": "ALLOW",
            "priority": 10,
            "firewallRuleGroupId": GROUP,
            "firewallDomainListId": LIST,
            "firewallDomainRedirectionAction": "TRUST_REDIRECTION_DOMAIN",
        },
        updates={"priority": 20, "name": "other"},
        replaces={"firewallRuleGroupId": "rslvr-frg-0", "firewallDomainListId": "rslvr-fdl-0"},
        not_replaced="a group has a rule of a list once",
    ),
    "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation": Sample(
        {
            "name": "jobs",
            "firewallRuleGroupId": GROUP,
            "vpcId": "{aws:ec2/vpc:Vpc}",
            "priority": 200,
            "mutationProtection": "DISABLED",
            "tags": TAGS,
        },
        updates={"priority": 300, "name": "other", "mutationProtection": "ENABLED", "tags": OTHER_TAGS},
        replaces={"firewallRuleGroupId": "rslvr-frg-0", "vpcId": "vpc-0"},
    ),
}
