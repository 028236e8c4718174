"""Hubs: what is imported into them, version by version, and what they refer to in the public hub."""

from typing import Any

from local.cloud.store import families
from local.cloud.store.call import Answer, Call, name_of
from local.cloud.store.kinds import Kind, Parent, Statuses
from local.cloud.store.objects import Object
from local.cloud.store.services.sagemaker.words import IN_USE, Action, all_of, arn, missing, taken
from local.cloud.store.templates import fill

_CONTENT = Kind(
    "HubContent",
    key=("hubname", "type", "name", "version"),
    arn=arn("hub-content/{hubname}/{type}/{name}/{version}"),
    operations={"ImportHubContent": "create", "UpdateHubContent": "update", "ListHubContentVersions": "list"},
    status="status",
    statuses=Statuses("Importing", "Available", "", "Deleting", "ImportFailed"),
    defaults={"version": "1.0.0", "supportstatus": "Supported"},
    derived={"hubarn": arn("hub/{hubname}")},
    parents=(
        Parent("Hub", {"hubname": "name"}, in_use=(IN_USE, "The hub {hubname} has contents and cannot be deleted.")),
    ),
    missing=missing("HubContent", "{hubname}/{type}/{name}"),
    taken=taken("HubContent", "{hubname}/{type}/{name}/{version}"),
)
KINDS = (
    Kind(
        "Hub",
        arn=arn("hub/{name}"),
        status="status",
        statuses=Statuses("Creating", "InService", "Updating", "Deleting", "CreateFailed"),
        missing=missing("Hub"),
        taken=taken("Hub"),
    ),
    _CONTENT,
)
_REFERENCE = "ModelReference"


def describe(call: Call) -> Answer:
    """DescribeHubContent: of a version, or the latest."""
    return call.answer(_the(call))


def delete(call: Call) -> Answer:
    """DeleteHubContent."""
    return families.delete(call, _CONTENT)


def list_latest(call: Call) -> Answer:
    """ListHubContents: the latest version of each."""
    answer = families.list_all(call, _CONTENT)
    latest = {each["HubContentName"]: each for each in answer["HubContentSummaries"]}
    return {**answer, "HubContentSummaries": list(latest.values())}


def refer(call: Call) -> Answer:
    """CreateHubContentReference to a model of the public hub."""
    hub = call.the(call.kind("Hub"), {"name": call.params["HubName"], "arn": call.params["HubName"]})
    public = call.params["SageMakerPublicHubContentArn"]
    facts: dict[str, Any] = {
        "hubname": hub.facts["name"],
        "hubarn": hub.arn,
        "type": _REFERENCE,
        "name": call.params.get("HubContentName") or public.split("/")[3],
        "version": call.params.get("MinVersion", "1.0.0"),
        "sagemakerpublichubcontentarn": public,
        "referenceminversion": call.params.get("MinVersion"),
        "documentschemaversion": "2.3.0",
        "document": "{}",
        "status": "Available",
    }
    facts["arn"] = fill(_CONTENT.arn, {**call.place, **facts})
    if _versions(call, facts):
        raise call.taken(_CONTENT, facts)
    made = call.objects.make(_CONTENT, call.shelf(_CONTENT), name_of(_CONTENT, facts), facts, dict(call.tags))
    return {"HubArn": hub.arn, "HubContentArn": made.arn}


def update_reference(call: Call) -> Answer:
    """UpdateHubContentReference."""
    found = _the(call)
    call.objects.edit(found).facts["referenceminversion"] = call.params.get("MinVersion")
    return {"HubArn": found.facts["hubarn"], "HubContentArn": found.arn}


def delete_reference(call: Call) -> Answer:
    """DeleteHubContentReference."""
    call.objects.remove(_the(call))
    return {}


def _the(call: Call) -> Object:
    wanted = call.facts(_CONTENT)
    hub = call.the(call.kind("Hub"), {"name": wanted["hubname"], "arn": wanted["hubname"]})
    found = _versions(call, {**wanted, "hubname": hub.facts["name"]})
    found = [each for each in found if wanted.get("version") in (None, each.facts["version"])]
    if not found:
        raise call.missing(_CONTENT, wanted)
    return found[-1]


def _versions(call: Call, of: Answer) -> list[Object]:
    named = ("hubname", "type", "name")
    return [each for each in all_of(call, "HubContent") if all(each.facts[n] == of[n] for n in named)]


ACTIONS: dict[str, Action] = {
    "DescribeHubContent": describe,
    "DeleteHubContent": delete,
    "ListHubContents": list_latest,
    "CreateHubContentReference": refer,
    "UpdateHubContentReference": update_reference,
    "DeleteHubContentReference": delete_reference,
}
