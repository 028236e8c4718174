"""CloudTrail: event data stores, beside the trails that moto keeps."""

from local.cloud.store import families
from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind, Statuses
from local.cloud.store.objects import Object
from local.cloud.store.protocol import RefusalError

KINDS = (
    Kind(
        "EventDataStore",
        key=("arn",),
        arn="arn:{partition}:cloudtrail:{region}:{account}:eventdatastore/{uuid}",
        renames={"eventdatastore": "arn", "eventdatastorearn": "arn"},
        unique=("name",),
        status="status",
        statuses=Statuses(ready="ENABLED", stopped="STOPPED_INGESTION", started="ENABLED"),
        operations={"StartEventDataStoreIngestion": "start", "StopEventDataStoreIngestion": "stop"},
        defaults={
            "advancedeventselectors": [
                {
                    "Name": "Default management events",
                    "FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]}],
                }
            ],
            "multiregionenabled": True,
            "organizationenabled": False,
            "retentionperiod": 366,
            "terminationprotectionenabled": True,
            "billingmode": "EXTENDABLE_RETENTION_PRICING",
        },
        missing=("EventDataStoreNotFoundException", "The event data store {arn} could not be found."),
        taken=("EventDataStoreAlreadyExistsException", "An event data store with the name {name} already exists."),
    ),
)


def _tagged(call: Call, arn: str) -> Object:
    """The event data store of that ARN; moto knows the trails."""
    if found := call.find(call.kind("EventDataStore"), {"arn": arn}):
        return found
    raise NotImplementedError


def list_tags(call: Call) -> Answer:
    found = [_tagged(call, arn) for arn in call.params["ResourceIdList"]]
    return {
        "ResourceTagList": [
            {"ResourceId": each.arn, "TagsList": [{"Key": key, "Value": value} for key, value in each.tags.items()]}
            for each in found
        ]
    }


def remove_tags(call: Call) -> Answer:
    found = call.objects.edit(_tagged(call, call.params["ResourceId"]))
    for tag in call.params["TagsList"]:
        found.tags.pop(tag["Key"], None)
    return {}


def delete_event_data_store(call: Call) -> Answer:
    kind = call.kind("EventDataStore")
    found = call.the(kind)
    if found.facts["terminationprotectionenabled"]:
        raise RefusalError(
            "EventDataStoreTerminationProtectedException",
            f"The event data store {found.arn} cannot be deleted because termination protection is enabled for it.",
        )
    return families.delete(call, kind)


ACTIONS = {"DeleteEventDataStore": delete_event_data_store, "ListTags": list_tags, "RemoveTags": remove_tags}
