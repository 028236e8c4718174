"""The feature store of a product: its groups, later versions beside the first, and what they share."""

from collections.abc import Mapping
from typing import Any

import pulumi
import pulumi_mlops as mlops
from pulumi_mlops.features import evolution
from pulumi_mlops.features.feast_view import FeastViewSettings
from pulumi_mlops.features.feature_store import additions_function_of
from pulumi_mlops.features.schema import Schema
from pulumi_mlops.naming import physical_name

from ..model import part
from .model import ProductSpec

STORE = "feature-store"
"""The name of the component that the groups share."""


def groups(spec: ProductSpec) -> Mapping[str, Schema]:
    """Every group by its name in the outputs, later versions among them."""
    return {name: one for first, group in spec.features.items() for name, one in group.groups(first).items()}


def look_first(spec: ProductSpec) -> None:
    """Raises RunError if a group that is there cannot become what the spec says. Nothing is registered before."""
    wanted = {physical_name(part(name)): schema for name, schema in groups(spec).items()}
    evolution.check(wanted, function=additions_function_of(STORE))


def build_features(
    spec: ProductSpec, kept: Mapping[str, Any], **links: Any
) -> tuple[Mapping[str, mlops.FeatureGroup], dict[str, Any]]:
    """Register the feature store; its groups by name and the stack's outputs come back."""
    if not spec.features:
        return {}, {"feature_groups": {}}
    named = [one.offline.database for one in groups(spec).values() if one.offline and one.offline.database]
    databases = list(dict.fromkeys(named))
    key, boundary = links["kms_key_arn"], links["permissions_boundary"]
    store = mlops.FeatureStore(
        STORE,
        mlops.FeatureStoreArgs.of(
            spec.feature_store,
            kms_key_arn=key,
            bucket_arn=links["bucket_arn"],
            databases=databases,
            permissions_boundary=boundary,
            tags=kept["tags"],
        ),
    )
    made = {
        name: mlops.FeatureGroup(
            part(name),
            mlops.FeatureGroupArgs.of(schema, additions_function=store.additions_function, **links, **kept),
            pulumi.ResourceOptions(depends_on=[store] if schema.offline and schema.offline.database else []),
        )
        for name, schema in groups(spec).items()
    }
    outputs = _feast(spec, spec.feast, made, {**links, **kept}) if spec.feast else {}
    return made, {
        **outputs,
        "feature_groups": {name: group.feature_group_name for name, group in made.items()},
        "feature_tables": {name: group.table for name, group in made.items() if group.table is not None},
        "feature_records_role_arn": store.records_role_arn,
        **({"feature_reader_role_arn": store.reader_role_arn} if store.reader_role_arn is not None else {}),
    }


def _feast(
    spec: ProductSpec, chosen: FeastViewSettings, made: Mapping[str, mlops.FeatureGroup], links: Mapping[str, Any]
) -> dict[str, Any]:
    """The view for Feast of every group that has a history to read; what is put into its two files is an output."""
    told = {"record_id", "event_time", "features"}
    sources = {
        name: {**schema.model_dump(include=told), "history_uri": made[name].history_uri}
        for name, schema in groups(spec).items()
        if schema.offline
    }
    view = mlops.FeastView("feast", mlops.FeastViewArgs.of(chosen, groups=sources, **links))
    return {
        "feast": {
            "feature_store_yaml": view.feature_store_yaml,
            "definitions": view.definitions,
            "tables": view.tables,
            "role_arn": view.role_arn,
        }
    }
