"""Logs: what moto lacks of it."""

from local.cloud.store.kinds import Kind

KINDS = (
    Kind(
        "QueryDefinition",
        key=("id",),
        ids={"id": "{uuid}"},
        operations={"PutQueryDefinition": "create", "DescribeQueryDefinitions": "list"},
        replaces=True,
    ),
)
