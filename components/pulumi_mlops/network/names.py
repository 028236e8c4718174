"""Names: which names a network may look up. What cannot be looked up is not found, and tells nobody anything.

A VPC's resolver asks the whole internet's name servers, with or without a way out, and so carries data out in the names
themselves. DNS Firewall answers for it: AWS's names and those that are allowed, nothing else.
"""

from collections.abc import Sequence
from typing import Annotated

import pulumi
import pulumi_aws as aws

from ..args import Matching
from ..component import Component
from ..naming import physical_name

Domain = Annotated[
    str,
    Matching(
        r"^(\*\.)?([a-z0-9_]([a-z0-9_-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*$",
        "must be a name, for example pypi.org, or *.wandb.ai for all names below",
    ),
]
LONGEST_NAME = 64
AWS_NAMES = ("*.amazonaws.com", "*.aws", "*.amazonaws.com.cn", "*.compute.internal", "*.ec2.internal")
"""The services and their endpoints, Studio, and the machines of the network itself."""


def name_firewall(
    component: Component, name: str, *, vpc_id: pulumi.Output[str], allowed: Sequence[str]
) -> aws.route53.ResolverFirewallRuleGroupAssociation:
    """Let the VPC look up AWS's names and the allowed ones; of every other it hears that there is none."""
    group = aws.route53.ResolverFirewallRuleGroup(
        f"{name}-names", name=_named(f"{name}-names"), tags=component.tags, opts=component.child
    )
    _rule(component, f"{name}-names-allowed", group, [*AWS_NAMES, *allowed], priority=10, action="ALLOW")
    _rule(component, f"{name}-names-others", group, ["*"], priority=20, action="BLOCK")
    return aws.route53.ResolverFirewallRuleGroupAssociation(
        f"{name}-names",
        name=_named(f"{name}-names"),
        firewall_rule_group_id=group.id,
        vpc_id=vpc_id,
        priority=200,
        tags=component.tags,
        opts=component.child,
    )


def _rule(
    component: Component,
    name: str,
    group: aws.route53.ResolverFirewallRuleGroup,
    domains: Sequence[str],
    *,
    priority: int,
    action: str,
) -> None:
    names = aws.route53.ResolverFirewallDomainList(
        name,
        name=_named(name),
        # With the root's dot, as AWS keeps them: https://github.com/hashicorp/terraform-provider-aws/issues/23543
        domains=[f"{domain}." for domain in domains],
        tags=component.tags,
        opts=component.child,
    )
    aws.route53.ResolverFirewallRule(
        name,
        name=_named(name),
        firewall_rule_group_id=group.id,
        firewall_domain_list_id=names.id,
        priority=priority,
        action=action,
        block_response="NXDOMAIN" if action == "BLOCK" else None,
        # An allowed name may lead to a name of a content network, which need not be allowed beside it.
        firewall_domain_redirection_action="TRUST_REDIRECTION_DOMAIN",
        opts=component.child,
    )


def _named(name: str) -> str:
    return physical_name(name, LONGEST_NAME)
