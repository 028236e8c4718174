"""Route 53 Resolver: DNS Firewall. moto keeps the endpoints and the rules that forward."""

from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind, Parent, Statuses

_ARN = "arn:{partition}:route53resolver:{region}:{account}"
_COMPLETE = Statuses(ready="COMPLETE", updating="UPDATING", deleting="DELETING")

KINDS = (
    Kind(
        "FirewallDomainList",
        key=("id",),
        ids={"id": "rslvr-fdl-{hex:16}"},
        arn=f"{_ARN}:firewall-domain-list/{{id}}",
        defaults={"domains": [], "domaincount": 0},
        operations={"UpdateFirewallDomains": "", "ListFirewallDomains": ""},
        statuses=_COMPLETE,
    ),
    Kind(
        "FirewallRuleGroup",
        key=("id",),
        ids={"id": "rslvr-frg-{hex:16}"},
        arn=f"{_ARN}:firewall-rule-group/{{id}}",
        defaults={"ownerid": "{account}", "sharestatus": "NOT_SHARED"},
        statuses=Statuses(),
        derived={"status": "COMPLETE"},
    ),
    Kind(
        "FirewallRule",
        key=("groupid", "firewalldomainlistid"),
        parents=(
            Parent("FirewallRuleGroup", {"groupid": "id"}),
            Parent("FirewallDomainList", {"firewalldomainlistid": "id"}),
        ),
        defaults={"firewalldomainredirectionaction": "INSPECT_REDIRECTION_DOMAIN"},
        statuses=Statuses(),
    ),
    Kind(
        "FirewallRuleGroupAssociation",
        key=("id",),
        ids={"id": "rslvr-frgassoc-{hex:16}"},
        arn=f"{_ARN}:firewall-rule-group-association/{{id}}",
        operations={"AssociateFirewallRuleGroup": "create", "DisassociateFirewallRuleGroup": "delete"},
        parents=(Parent("FirewallRuleGroup", {"firewallrulegroupid": "id"}),),
        defaults={"mutationprotection": "DISABLED"},
        unique=("firewallrulegroupid", "vpcid"),
        statuses=_COMPLETE,
    ),
)


def update_firewall_domains(call: Call) -> Answer:
    """AWS keeps names with the dot of the root at their end, each once."""
    found = call.objects.edit(call.the(call.kind("FirewallDomainList")))
    given = [f"{domain.rstrip('.')}." for domain in call.params["Domains"]]
    known = [] if call.params["Operation"] == "REPLACE" else found.facts["domains"]
    kept = [each for each in known if each not in given]
    found.facts["domains"] = kept if call.params["Operation"] == "REMOVE" else [*kept, *dict.fromkeys(given)]
    found.facts["domaincount"] = len(found.facts["domains"])
    return call.answer(found)


def list_firewall_domains(call: Call) -> Answer:
    return {"Domains": call.the(call.kind("FirewallDomainList")).facts["domains"]}


ACTIONS = {"UpdateFirewallDomains": update_firewall_domains, "ListFirewallDomains": list_firewall_domains}
