"""Glue: the kinds moto lacks, and the names of what has tags."""

from typing import Any

from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind
from local.cloud.store.protocol import RefusalError

KINDS = (
    Kind(
        "DataQualityRuleset",
        key=("name",),
        arn="arn:{partition}:glue:{region}:{account}:dataQualityRuleset/{name}",
    ),
    Kind("Classifier", key=("name",), operations={"CreateClassifier": "", "GetClassifier": "", "UpdateClassifier": ""}),
)


def create_classifier(call: Call) -> Answer:
    kind, facts = call.kind("Classifier"), _classifier(call)
    if call.find(kind, facts):
        raise call.taken(kind, facts)
    call.objects.make(kind, call.shelf(kind), facts["name"], {**facts, "version": 1, "made": call.now}, {})
    return {}


def update_classifier(call: Call) -> Answer:
    """Another content of the same kind: Glue keeps what is not given."""
    kind, facts = call.kind("Classifier"), _classifier(call)
    found = call.objects.edit(call.the(kind, facts))
    if found.facts["member"] != facts["member"]:
        raise RefusalError("InvalidInputException", f"Classifier {found.name} is not a {facts['member']}")
    found.facts["content"] = {**found.facts["content"], **facts["content"]}
    found.facts["version"] += 1
    return {}


def get_classifier(call: Call) -> Answer:
    facts = call.the(call.kind("Classifier"), {"name": call.params["Name"]}).facts
    times = {"CreationTime": facts["made"], "LastUpdated": facts["made"], "Version": facts["version"]}
    return {"Classifier": {facts["member"]: {**facts["content"], **times}}}


def _classifier(call: Call) -> dict[str, Any]:
    """The one member that the request has tells the kind of the classifier."""
    if len(call.params) != 1:
        raise RefusalError("InvalidInputException", "Exactly one kind of classifier must be given")
    ((member, content),) = call.params.items()
    return {"name": content["Name"], "member": member, "content": content}


ACTIONS = {
    "CreateClassifier": create_classifier,
    "GetClassifier": get_classifier,
    "UpdateClassifier": update_classifier,
}
