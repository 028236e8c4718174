"""Recovery: how the operations ended that a killed run left pending."""

from collections.abc import Mapping, Sequence, Set
from typing import Any

from local.cloud.inventory import objects
from local.providers.aws.clients import AwsError, Clients
from local.providers.aws.resource import Resource
from local.providers.aws.servicer import kind_of

Deployment = dict[str, Any]


def settle(deployment: Deployment, cloud_url: str, region: str) -> Deployment:
    """The exported deployment without pending operations, and with each resource that a pending create did make.

    A resource taken in knows its id and inputs only; a refresh reads the rest. What it depends on stands before it: the
    engine starts a create when its dependencies are done.
    """
    resources: list[dict[str, Any]] = list(deployment.get("resources", []))
    known = {resource["id"] for resource in resources if "id" in resource}
    clients = Clients(lambda _: cloud_url, region)
    held = objects(cloud_url, region)
    for operation in deployment.get("pending_operations", []):
        resource = operation["resource"]
        if operation["type"] != "creating" or not resource["type"].startswith("aws:"):
            continue
        inputs = {key: value for key, value in resource.get("inputs", {}).items() if key != "__defaults"}
        looked_for = Resource(kind_of(resource["type"], clients), clients, {})
        id_ = looked_for.find(inputs) or _among(held, looked_for, inputs, known)
        if id_:
            resources.append({**resource, "id": id_, "outputs": inputs})
            known.add(id_)
    return {**deployment, "resources": resources, "pending_operations": []}


def _among(held: Sequence[str], looked_for: Resource, inputs: Mapping[str, Any], known: Set[str]) -> str | None:
    """The id of an object that no state knows and that is as the create asked: AWS makes the ids of some types up.

    What calls after the create would have set (a key's rotation) may be missing: the next `up` sets it.
    """
    asked = set(inputs) & set(looked_for.kind.request_places(looked_for.kind.row.create))
    for arn in held if asked else ():
        service, name = arn.split(":")[2], arn.rsplit("/", 1)[-1]
        if service != looked_for.kind.row.service:
            continue
        for id_ in (name, arn):
            try:
                live = looked_for.read(id_, {})
            except AwsError:
                continue  # an object of another type of the service: its name is no id of this one
            if live is None or live.id in known:
                continue
            found = looked_for.inputs(live, inputs, inputs)
            if all(found.get(key) == inputs[key] for key in asked):
                return live.id
    return None
