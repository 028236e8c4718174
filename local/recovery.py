"""Recovery: how the operations ended that a killed run left pending."""

from collections.abc import Mapping, Sequence
from typing import Any

from local.providers.aws.clients import Clients
from local.providers.aws.resource import Resource
from local.providers.aws.servicer import kind_of


def landed(operations: Sequence[Mapping[str, Any]], cloud_url: str, region: str) -> dict[str, str]:
    """URN and id of each pending create whose object is there, so that the state can take it in.

    `operations`: the `pending_operations` of an exported deployment. A create of which nothing tells the id, since AWS
    makes it up (a KMS key), is not found.
    """
    clients = Clients(lambda _: cloud_url, region)
    found: dict[str, str] = {}
    for operation in operations:
        resource = operation["resource"]
        if operation["type"] != "creating" or not resource["type"].startswith("aws:"):
            continue
        id_ = Resource(kind_of(resource["type"], clients), clients, {}).find(resource.get("inputs", {}))
        if id_:
            found[resource["urn"]] = id_
    return found
