"""Invokes: the functions of pulumi-aws that the local provider answers."""

from collections.abc import Callable, Mapping
from typing import Any

from local.providers.aws.clients import Clients
from local.providers.aws.reader import partition
from local.providers.aws.values import Properties

Answer = Callable[[Clients, Mapping[str, Any]], Properties]


def find(token: str) -> Answer | None:
    """The answer to a function."""
    return ANSWERS.get(token)


def _caller_identity(clients: Clients, args: Mapping[str, Any]) -> Properties:  # noqa: ARG001
    found = clients.call("sts", "GetCallerIdentity", {})
    return {"accountId": found["Account"], "arn": found["Arn"], "id": found["Account"], "userId": found["UserId"]}


def _region(clients: Clients, args: Mapping[str, Any]) -> Properties:
    region = str(args.get("region") or args.get("name") or clients.region)
    return {
        "description": _partition_data(clients, region)["regions"].get(region, {}).get("description", region),
        "endpoint": f"ec2.{region}.{_partition_data(clients, region)['dnsSuffix']}",
        "id": region,
        "name": region,
        "region": region,
    }


def _partition(clients: Clients, args: Mapping[str, Any]) -> Properties:  # noqa: ARG001
    found = _partition_data(clients, clients.region)
    suffix = found["dnsSuffix"]
    return {
        "dnsSuffix": suffix,
        "id": found["partition"],
        "partition": found["partition"],
        "reverseDnsPrefix": ".".join(reversed(suffix.split("."))),
    }


def _partition_data(clients: Clients, region: str) -> Mapping[str, Any]:
    wanted = partition(region)
    return next(found for found in clients.data("endpoints")["partitions"] if found["partition"] == wanted)


ANSWERS: dict[str, Answer] = {
    "aws:index/getCallerIdentity:getCallerIdentity": _caller_identity,
    "aws:index/getRegion:getRegion": _region,
    "aws:index/getPartition:getPartition": _partition,
}
