"""Security Hub: the standards that a hub checks; none is chosen by default. moto keeps the hub."""

from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind
from local.cloud.store.objects import Object

KINDS = (
    Kind(
        "StandardsSubscription",
        key=("standardssubscriptionarn",),
        renames={"standardsarn": "standardsarn"},
        operations={"BatchEnableStandards": "", "GetEnabledStandards": "", "BatchDisableStandards": ""},
    ),
)


def enable(call: Call) -> Answer:
    kind, hub = call.kind("StandardsSubscription"), _hub(call)
    start = f"arn:{call.partition}:securityhub:{call.region}:{call.account}:subscription/"
    made: list[Object] = []
    for asked in call.params["StandardsSubscriptionRequests"]:
        arn = start + str(asked["StandardsArn"]).partition("/")[2]
        facts = {
            "standardssubscriptionarn": arn,
            "standardsarn": asked["StandardsArn"],
            "standardsinput": asked.get("StandardsInput", {}),
            "standardsstatus": "READY",
            "hub": hub,
        }
        made.append(call.objects.make(kind, call.shelf(kind), arn, facts, {}))
    return _told(made)


def enabled(call: Call) -> Answer:
    return _told(_those(call, call.params.get("StandardsSubscriptionArns")))


def disable(call: Call) -> Answer:
    gone = _those(call, call.params["StandardsSubscriptionArns"])
    for each in gone:
        call.objects.remove(each)
    return _told(gone)


def _those(call: Call, wanted: list[str] | None) -> list[Object]:
    """The hub's subscriptions of these ARNs, or all; those of a hub that was there before are gone."""
    kind, hub = call.kind("StandardsSubscription"), _hub(call)
    kept = call.objects.all(kind, call.shelf(kind))
    return [each for each in kept if each.facts["hub"] == hub and (not wanted or each.name in wanted)]


def _hub(call: Call) -> str:
    """When the hub was made; AWS refuses where there is none."""
    return str(call.ask("securityhub", "DescribeHub", {})["SubscribedAt"])


def _told(those: list[Object]) -> Answer:
    members = ("StandardsSubscriptionArn", "StandardsArn", "StandardsInput", "StandardsStatus")
    return {"StandardsSubscriptions": [{name: each.facts[name.lower()] for name in members} for each in those]}


ACTIONS = {"BatchEnableStandards": enable, "GetEnabledStandards": enabled, "BatchDisableStandards": disable}
