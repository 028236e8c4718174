"""The feature store of a product: its groups, later versions beside the first, and what they share."""

from collections.abc import Mapping
from typing import Any

import pulumi_mlops as mlops
from pulumi_mlops.features import evolution
from pulumi_mlops.features.schema import Schema
from pulumi_mlops.naming import physical_name

from ..model import part
from .model import ProductSpec


def groups(spec: ProductSpec) -> Mapping[str, Schema]:
    """Every group by its name in the outputs, later versions among them."""
    return {name: one for first, group in spec.features.items() for name, one in group.groups(first).items()}


def look_first(spec: ProductSpec) -> None:
    """Raises RunError if a group that is there cannot become what the spec says. Nothing is registered before."""
    evolution.check({physical_name(part(name)): schema for name, schema in groups(spec).items()})


def build_features(
    spec: ProductSpec, kept: Mapping[str, Any], **links: Any
) -> tuple[Mapping[str, mlops.FeatureGroup], dict[str, Any]]:
    """Register the feature store; its groups by name and the stack's outputs come back."""
    if not spec.features:
        return {}, {"feature_groups": {}}
    key, boundary = links["kms_key_arn"], links["permissions_boundary"]
    store = mlops.FeatureStore(
        "feature-store",
        mlops.FeatureStoreArgs(kms_key_arn=key, permissions_boundary=boundary, tags=kept["tags"]),
    )
    made = {
        name: mlops.FeatureGroup(
            part(name),
            mlops.FeatureGroupArgs.of(schema, additions_function=store.additions_function, **links, **kept),
        )
        for name, schema in groups(spec).items()
    }
    return made, {"feature_groups": {name: group.feature_group_name for name, group in made.items()}}
