"""FeastView: a stack's feature groups as Feast knows them: its tables, its role, its configuration and definitions."""

import json
from collections.abc import Mapping
from typing import Any, Self

import pulumi
import yaml
from pulumi_aws import dynamodb
from pydantic import Field, model_validator

from ..access import jobs
from ..access.role import ExecutionRole, ExecutionRoleArgs
from ..args import Args, Arn, FeatureName, Input, KmsKeyArn, Settings, wrong
from ..component import Component
from ..documents import as_json
from ..naming import physical_name
from .schema import FeatureType

TYPES: Mapping[FeatureType, tuple[str, str]] = {
    FeatureType.STRING: ("String", "STRING"),
    FeatureType.INTEGRAL: ("Int64", "INT64"),
    FeatureType.FRACTIONAL: ("Float64", "DOUBLE"),
}
"""A feature's type and an entity's, as Feast calls them."""
TABLE_LIMIT = 255
"""https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html"""


class FeastSource(Settings):
    """A feature group with a history, as Feast reads it."""

    record_id: FeatureName = Field(description="The feature that identifies a record.")
    event_time: FeatureName = Field(description="The feature that says when the record was true.")
    features: Mapping[FeatureName, FeatureType] = Field(min_length=3, description="Each feature's type.")
    history_uri: Input[str] = Field(description="Where its history lies.")


class FeastViewSettings(Settings):
    """What a person chooses of a FeastView."""

    ttl_days: int = Field(3650, ge=1, description="Days that Feast serves a record for.")


class FeastViewArgs(FeastViewSettings, Args):
    """What a FeastView is made of."""

    groups: Mapping[str, FeastSource] = Field(min_length=1, description="Feature groups with a history, by name.")
    kms_key_arn: Input[KmsKeyArn] = Field(description="Customer key of the tables, the registry and the history.")
    bucket: Input[str] = Field(description="Name of the bucket of registry and history.")
    bucket_arn: Input[Arn] = Field(description="ARN of that bucket.")
    permissions_boundary: Input[Arn] | None = Field(None, description="Policy that bounds the role.")
    disposable: bool = Field(False, description="Tables may go with the stack, and are not protected.")

    @model_validator(mode="after")
    def _one_type_an_entity(self) -> Self:
        seen: dict[str, FeatureType] = {}
        for name, group in self.groups.items():
            kind = group.features[group.record_id]
            if seen.setdefault(group.record_id, kind) is not kind:
                text = f'"{group.record_id}" is {seen[group.record_id]} in another group, and an entity has one type'
                raise wrong(text, "groups", name, "record_id")
        return self


class FeastView(Component, token="mlops:features:FeastView"):
    """The same feature groups for teams that use Feast: online tables under our key, a role, and what to write into
    `feature_store.yaml` and `definitions.py`."""

    feature_store_yaml: pulumi.Output[str]
    definitions: pulumi.Output[str]
    tables: Mapping[str, pulumi.Output[str]]
    role_arn: pulumi.Output[str]

    def __init__(self, name: str, args: FeastViewArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        tables = {group: self._table(name, group, args) for group in args.groups}
        job = jobs.Feast(
            table_arns=[table.arn for table in tables.values()],
            registry=jobs.Objects(bucket_arn=args.bucket_arn, prefix="feast/"),
            history=jobs.Objects(bucket_arn=args.bucket_arn, prefix="features/"),
            kms_key_arns=[args.kms_key_arn],
        )
        role = ExecutionRole(
            name,
            ExecutionRoleArgs(
                service=job.service,
                statements=job.statements(self.account),
                permissions_boundary=args.permissions_boundary,
                tags=self.tags,
            ),
            self.child,
        )
        configuration = {
            "project": physical_name("").replace("-", "_"),
            "provider": "aws",
            "registry": {"path": pulumi.Output.concat("s3://", args.bucket, "/feast/registry.db")},
            "offline_store": {"type": "file"},
            "online_store": {
                "type": "dynamodb",
                "region": self.account.region,
                "table_name_template": f"{physical_name(name)}-{{table_name}}",
                # Feast takes tags off a table that it is not told of.
                "tags": self.tags,
            },
            "entity_key_serialization_version": 3,
        }
        sources = {group: source.history_uri for group, source in args.groups.items()}
        self.publish(
            feature_store_yaml=as_json(configuration).apply(_as_yaml),
            definitions=as_json(sources).apply(lambda known: definitions(args, json.loads(known))),
            tables={group: table.name for group, table in tables.items()},
            role_arn=role.arn,
        )

    def _table(self, name: str, group: str, args: FeastViewArgs) -> dynamodb.Table:
        """The table that Feast would make, made by the stack: encrypted under our key and not lost by accident."""
        return dynamodb.Table(
            f"{name}-{group.replace('_', '-')}",
            name=f"{physical_name(name)}-{group}",
            billing_mode="PAY_PER_REQUEST",
            hash_key="entity_id",
            attributes=[dynamodb.TableAttributeArgs(name="entity_id", type="S")],
            server_side_encryption=dynamodb.TableServerSideEncryptionArgs(enabled=True, kms_key_arn=args.kms_key_arn),
            point_in_time_recovery=dynamodb.TablePointInTimeRecoveryArgs(enabled=True),
            deletion_protection_enabled=not args.disposable,
            tags=self.tags,
            opts=self.child_with(protect=not args.disposable),
        )


def definitions(args: FeastViewArgs, uris: Mapping[str, str]) -> str:
    """A module of Feast definitions: an entity an identifier, a view a group.

    The history's own columns say when a record was put and written: Feast takes timestamps only, and an event time
    of a feature group is text or a number.
    """
    entities = {group.record_id: TYPES[group.features[group.record_id]][1] for group in args.groups.values()}
    used = sorted({TYPES[kind][0] for group in args.groups.values() for kind in group.features.values()})
    lines = [
        f'"""Feature groups of {pulumi.get_stack()} for Feast. Made by the stack: change its spec instead."""',
        "",
        "from datetime import timedelta",
        "",
        "from feast import Entity, FeatureView, Field, FileSource, ValueType",
        f"from feast.types import {', '.join(used)}",
        "",
        *(f"{_variable(one)} = Entity(name={one!r}, value_type=ValueType.{kind})" for one, kind in entities.items()),
    ]
    for name, group in args.groups.items():
        fields = [f for f in group.features if f not in (group.record_id, group.event_time)]
        lines += [
            f"{_variable(name)} = FeatureView(",
            f"    name={name!r},",
            f"    entities=[{_variable(group.record_id)}],",
            f"    ttl=timedelta(days={args.ttl_days}),",
            "    schema=[",
            *(f"        Field(name={one!r}, dtype={TYPES[group.features[one]][0]})," for one in fields),
            "    ],",
            "    source=FileSource(",
            f"        path={uris[name]!r},",
            '        timestamp_field="api_invocation_time",',
            '        created_timestamp_column="write_time",',
            "    ),",
            ")",
        ]
    return "\n".join([*lines, ""])


def _variable(name: str) -> str:
    return f"{name.replace('-', '_')}_" if name[0].isalpha() else f"f_{name.replace('-', '_')}_"


def _as_yaml(text: str) -> str:
    loaded: Any = json.loads(text)
    return yaml.safe_dump(loaded, sort_keys=False)
