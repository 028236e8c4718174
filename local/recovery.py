"""Recovery: how the operations ended that a killed run, or a lost answer, left open.

The provider's journal has the call of each create, and the local cloud the answer to each call that had an effect.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from local.cloud.inventory import answer
from local.providers.aws.clients import AwsError, Clients
from local.providers.aws.failures import ResourceError
from local.providers.aws.journal import Begun, Written
from local.providers.aws.resource import Resource
from local.providers.aws.servicer import kind_of

Deployment = dict[str, Any]
# What was made in vain goes at once, whatever its type does about deletes.
AT_ONCE: Mapping[str, Any] = {
    "deletionWindowInDays": 7,
    "forceDestroy": True,
    "forceDetachPolicies": True,
    "recoveryWindowInDays": 0,
}


@dataclass(frozen=True)
class Recovery:
    """Brings one stack's state and the local cloud together again."""

    cloud_url: str
    region: str
    journal: Written

    def settle(self, deployment: Deployment) -> Deployment:
        """The exported deployment without pending operations, and with each resource that a pending create did make.

        A resource taken in knows its id and inputs only; a refresh reads the rest. What it depends on stands before it:
        the engine starts a create when its dependencies are done.
        """
        resources: list[dict[str, Any]] = list(deployment.get("resources", []))
        known = _ids(resources)
        for operation in deployment.get("pending_operations", []):
            resource = operation["resource"]
            begun = self.journal.creates.get(resource["urn"])
            if operation["type"] != "creating" or begun is None:
                continue
            inputs = {key: value for key, value in resource.get("inputs", {}).items() if key != "__defaults"}
            id_ = self._made(begun, inputs)
            if id_ and (begun.type, id_) not in known:
                # What it replaces is still there: the engine deletes it when the rest has moved to the new one.
                replaced = {"delete": True}
                resources = [{**each, **(replaced if each["urn"] == resource["urn"] else {})} for each in resources]
                resources.append({**resource, "id": id_, "outputs": inputs})
                known.add((begun.type, id_))
        return {**deployment, "resources": resources, "pending_operations": []}

    def undo(self, deployment: Deployment) -> list[str]:
        """Delete what creates made of which the state knows nothing; says what could not be deleted."""
        known = _ids(deployment.get("resources", []))
        problems: list[str] = []
        for begun in self.journal.open:
            if not begun.call:
                continue
            try:
                id_ = self._made(begun, begun.names or {})
                if id_ and (begun.type, id_) not in known:
                    self._resource(begun).delete(id_, {**AT_ONCE, **(begun.names or {})})
            except (AwsError, ResourceError, LookupError) as error:
                problems.append(f"{begun.urn}: {error}")
        return problems

    def _made(self, begun: Begun, inputs: Mapping[str, Any]) -> str | None:
        """The id of what a create made, None if it made nothing."""
        found = answer(self.cloud_url, begun.call)
        if found is None:
            return None
        resource = self._resource(begun)
        result = resource.clients.parsed(resource.kind.row.service, resource.kind.row.create.name, found)
        return resource.made(inputs, result)[0]

    def _resource(self, begun: Begun) -> Resource:
        clients = Clients(lambda _: self.cloud_url, begun.region or self.region)
        return Resource(kind_of(begun.type, clients), clients, {}, begun.region)


def _ids(resources: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(resource["type"], resource["id"]) for resource in resources if "id" in resource}
