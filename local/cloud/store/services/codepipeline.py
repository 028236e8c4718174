"""CodePipeline: actions of one's own and webhooks; moto holds the pipelines."""

from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind, Statuses
from local.cloud.store.protocol import RefusalError
from local.cloud.store.templates import fill

_ARN = "arn:{partition}:codepipeline:{region}:{account}:"

KINDS = (
    Kind(
        "CustomActionType",
        key=("category", "provider", "version"),
        arn=_ARN + "actiontype:Custom/{category}/{provider}/{version}",
        statuses=Statuses(),
    ),
    Kind("Webhook", key=("name",), arn=_ARN + "webhook:{name}", statuses=Statuses()),
)


def list_action_types(call: Call) -> Answer:
    """ListActionTypes: of the owner Custom; AWS's own are not here."""
    kind = call.kind("CustomActionType")
    if call.params.get("actionOwnerFilter") not in (None, "Custom"):
        return {"actionTypes": []}
    return {"actionTypes": [_action_type(each.facts) for each in call.objects.all(kind, call.shelf(kind))]}


def _action_type(facts: Answer) -> Answer:
    named = {name: facts[name] for name in ("category", "provider", "version")}
    told = {
        "id": {**named, "owner": "Custom"},
        "settings": facts.get("settings"),
        "actionConfigurationProperties": facts.get("configurationproperties"),
        "inputArtifactDetails": facts["inputartifactdetails"],
        "outputArtifactDetails": facts["outputartifactdetails"],
    }
    return {name: value for name, value in told.items() if value is not None}


def put_webhook(call: Call) -> Answer:
    """PutWebhook: makes one, or changes it."""
    kind, definition = call.kind("Webhook"), call.params["webhook"]
    facts = {"name": definition["name"], "definition": definition}
    facts["arn"] = fill(kind.arn, {**call.place, **facts})
    facts["url"] = f"https://webhooks.domain.{call.region}.codepipeline.amazonaws.com/{definition['name']}"
    there = call.objects.get(kind, call.shelf(kind), definition["name"])
    if there:
        call.objects.edit(there).facts.update(facts)
        call.objects.edit(there).tags.update(call.tags)
    else:
        call.objects.make(kind, call.shelf(kind), definition["name"], facts, dict(call.tags))
    return {"webhook": {name: facts[name] for name in ("definition", "url", "arn")}}


def list_webhooks(call: Call) -> Answer:
    """ListWebhooks."""
    kind = call.kind("Webhook")
    return {
        "webhooks": [
            {name: each.facts[name] for name in ("definition", "url", "arn")}
            for each in call.objects.all(kind, call.shelf(kind))
        ]
    }


def delete_webhook(call: Call) -> Answer:
    """DeleteWebhook; AWS does not mind where there is none."""
    kind = call.kind("Webhook")
    if found := call.objects.get(kind, call.shelf(kind), call.params["name"]):
        call.objects.remove(found)
    return {}


def create_custom_action_type(call: Call) -> Answer:
    """CreateCustomActionType."""
    kind, facts = call.kind("CustomActionType"), call.facts(call.kind("CustomActionType"))
    name = "/".join(str(facts[each]) for each in kind.key)
    if call.objects.get(kind, call.shelf(kind), name):
        raise RefusalError("ConflictException", f"Action type {name} already exists.")
    facts["arn"] = fill(kind.arn, {**call.place, **facts})
    call.objects.make(kind, call.shelf(kind), name, facts, dict(call.tags))
    return {"actionType": _action_type(facts)}


ACTIONS = {
    "CreateCustomActionType": create_custom_action_type,
    "DeleteWebhook": delete_webhook,
    "ListActionTypes": list_action_types,
    "ListWebhooks": list_webhooks,
    "PutWebhook": put_webhook,
}
