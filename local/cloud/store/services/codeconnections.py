"""CodeConnections: connections and hosts wait for a person's consent, which `/_local/status` can give."""

from typing import Any

from local.cloud.store.call import Call
from local.cloud.store.kinds import Kind, Parent, Statuses


def kinds(prefix: str) -> tuple[Kind, ...]:
    """The kinds, with ARNs of either of the service's two names."""
    arn = f"arn:{{partition}}:{prefix}:{{region}}:{{account}}"
    return (
        Kind(
            "Host",
            key=("arn",),
            ids={"id": "{hex:8}"},
            arn=f"{arn}:host/{{name}}/{{id}}",
            status="status",
            statuses=Statuses(ready="PENDING"),
        ),
        Kind(
            "Connection",
            key=("arn",),
            ids={"id": "{uuid}"},
            arn=f"{arn}:connection/{{id}}",
            status="status",
            statuses=Statuses(ready="PENDING"),
            parents=(Parent("Host", {"hostarn": "arn"}, optional=True),),
            finish=_provider_of_host,
        ),
        Kind(
            "RepositoryLink",
            key=("id",),
            ids={"id": "{uuid}"},
            arn=f"{arn}:repository-link/{{id}}",
            parents=(Parent("Connection", {"connectionarn": "arn"}),),
            renames={"connectionarn": "connectionarn"},
            finish=_provider_of_connection,
        ),
        Kind(
            "SyncConfiguration",
            key=("synctype", "resourcename"),
            parents=(Parent("RepositoryLink", {"repositorylinkid": "id"}),),
            defaults={"publishdeploymentstatus": "DISABLED", "triggerresourceupdateon": "ANY_CHANGE"},
            finish=_facts_of_link,
        ),
    )


def _provider_of_host(call: Call, facts: dict[str, Any]) -> None:
    if host := facts.get("hostarn"):
        facts["providertype"] = call.the(call.kind("Host"), {"arn": host}).facts["providertype"]


def _provider_of_connection(call: Call, facts: dict[str, Any]) -> None:
    connection = call.the(call.kind("Connection"), {"arn": facts["connectionarn"]})
    facts["providertype"] = connection.facts["providertype"]


def _facts_of_link(call: Call, facts: dict[str, Any]) -> None:
    link = call.the(call.kind("RepositoryLink"), {"id": facts["repositorylinkid"]}).facts
    facts |= {
        "ownerid": link["ownerid"],
        "providertype": link["providertype"],
        "repositoryname": link["repositoryname"],
    }


KINDS = kinds("codeconnections")
