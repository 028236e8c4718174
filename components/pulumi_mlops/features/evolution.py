"""Evolution: what a new schema is to the group that is there. Features are added; all else is refused.

pulumi-aws replaces a group whose features change, and the service itself adds features and nothing else
(docs/adr/0013). What the group has is asked of Cloud Control while the program runs, so at preview: before anything
is touched, also where the state has not seen the latest addition. Cloud Control does not tell of collections: these
the stack's own function tells, if it is there already.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from weakref import WeakKeyDictionary

import pulumi
from pulumi.runtime.settings import get_monitor
from pulumi_aws import cloudcontrol, lambda_

from ..naming import physical_name
from .schema import Schema, Storage, TableFormat, definition

COMMON_DATABASE = "sagemaker_featurestore"
"""Where the service puts tables that nobody gave a database: in every account by this name."""
TYPE = "AWS::SageMaker::FeatureGroup"
ABSENT = re.compile(r"couldn't find resource|not ?found", re.IGNORECASE)
"""How pulumi-aws says that there is none (internal/service/cloudcontrol/resource.go, internal/retry/error.go)."""
IN_MEMORY = Storage.IN_MEMORY.of_service
"""The store that takes collections."""
WAY_OUT = """A feature group takes new features, and nothing else of it can change: its records would be lost.
Put back what it has. Declare the new schema as a version beside it (`versions: {v2: ...}` of the group in a spec, a
FeatureGroup of another name in Python), fill that, move its readers, and take the old one down when nobody reads it."""

Live = Mapping[str, Any]
"""A group as Cloud Control describes it; with `collections`, its features are told with these."""

_seen: WeakKeyDictionary[Any, dict[tuple[pulumi.ProviderResource | None, str], Live | None]] = WeakKeyDictionary()
"""What was looked up, by the run (its monitor): a group is looked at once, whoever asks."""


def live(group_name: str, provider: pulumi.ProviderResource | None = None, function: str | None = None) -> Live | None:
    """The group of that name; none where there is none. Raises RunError where it cannot be seen."""
    known = _seen.setdefault(get_monitor(), {})
    key = (provider, group_name)
    if key not in known:
        found = _look_up(group_name, provider)
        in_memory = found is not None and found.get("OnlineStoreConfig", {}).get("StorageType") == IN_MEMORY
        known[key] = _with_collections(found, group_name, provider, function) if found and in_memory else found
    return known[key]


def _look_up(group_name: str, provider: pulumi.ProviderResource | None) -> Live | None:
    try:
        found = cloudcontrol.get_resource(
            identifier=group_name, type_name=TYPE, opts=pulumi.InvokeOptions(provider=provider)
        )
    except Exception as error:  # the SDK raises nothing narrower for what a provider answers
        if ABSENT.search(str(error)):
            return None
        raise pulumi.RunError(
            f"whether feature group {group_name} is there, and which features it has, cannot be seen; nothing was "
            f"changed\n{error}\nLooking takes cloudformation:GetResource and sagemaker:DescribeFeatureGroup."
        ) from None
    group: Live = json.loads(found.properties)
    return None if group.get("FeatureGroupStatus") == "Deleting" else group


def _with_collections(
    group: Live, group_name: str, provider: pulumi.ProviderResource | None, function: str | None
) -> Live:
    """The group with its collections, if the function that is deployed tells them: one of an earlier release does not,
    and refuses a change of them when it is called to add features."""
    if function is None:
        return group
    try:
        told = lambda_.get_invocation(
            function_name=function,
            input=json.dumps({"group": group_name}),
            opts=pulumi.InvokeOptions(provider=provider),
        )
        features = json.loads(told.result)
    except Exception:  # the SDK raises nothing narrower for what a provider answers
        return group
    return {**group, "FeatureDefinitions": features, "collections": True}


def check(
    groups: Mapping[str, Schema],
    provider: pulumi.ProviderResource | None = None,
    *,
    grows: bool = True,
    function: str | None = None,
) -> None:
    """Raises RunError with every reason why a group, by its name, cannot become what its schema says.

    `grows`: there is a function that adds features; `function`: its name, where that is known.
    """
    refused = {name: list(_reasons(name, schema, provider, grows, function)) for name, schema in groups.items()}
    told = [
        "\n".join([f"feature group {name} cannot become what is asked:", *(f"  {reason}" for reason in reasons)])
        for name, reasons in refused.items()
        if reasons
    ]
    if told:
        raise pulumi.RunError("\n".join(["nothing was changed", *told, WAY_OUT]))


def _reasons(
    name: str, schema: Schema, provider: pulumi.ProviderResource | None, grows: bool, function: str | None
) -> Iterator[str]:
    group = live(name, provider, function)
    if group is None:
        return
    yield from breaks(group, schema)
    if not grows and (added := additions(group, schema)):
        yield f"features.{added[0]}: is new, and without a function nobody adds it: hand the group a FeatureStore's"


def additions(group: Live, schema: Schema) -> list[str]:
    """The features that the group has not."""
    have = _types(group)
    return [name for name in schema.features if name not in have]


def breaks(group: Live, schema: Schema) -> Iterator[str]:
    """Each change that is no addition."""
    have = _types(group)
    wanted = [definition(name, kind) for name, kind in schema.features.items()]
    want = _types({**group, "FeatureDefinitions": wanted})
    new = additions(group, schema)
    for name, kind in have.items():
        if name not in want:
            alike = next((one for one in new if want[one] == kind), None)
            yield f"features.{name}: is gone" + (f", or now called {alike}" if alike else "")
        elif want[name] != kind:
            yield f"features.{name}: is {want[name]} and was {kind}"
    for field, (was, now) in _fixed(group, schema).items():
        if was != now:
            yield f"{field}: is {_said(now)} and was {_said(was)}"


def _types(group: Live) -> dict[str, str]:
    """The type of each feature in words, as far as it is told."""
    told = group.get("collections", False)
    return {one["FeatureName"]: _type(one, told) for one in group.get("FeatureDefinitions", ())}


def _type(feature: Mapping[str, Any], told: bool) -> str:
    element = feature["FeatureType"].lower()
    kind = feature.get("CollectionType") if told else None
    if kind == "Vector":
        return f"vector of {feature['CollectionConfig']['VectorConfig']['Dimension']}"
    return f"{kind.lower()} of {element}" if kind else element


def _fixed(group: Live, schema: Schema) -> dict[str, tuple[Any, Any]]:
    """What no update changes: as it was, as far as that is told, and as it is asked."""
    online, offline = group.get("OnlineStoreConfig"), group.get("OfflineStoreConfig")
    found: dict[str, tuple[Any, Any]] = {
        field: (group[member], getattr(schema, field))
        for field, member in (
            ("record_id", "RecordIdentifierFeatureName"),
            ("event_time", "EventTimeFeatureName"),
            ("description", "Description"),
        )
        if member in group
    }
    if online is not None and online.get("EnableOnlineStore"):
        wanted = schema.online.storage.of_service if schema.online else None
        found["online.storage" if wanted else "online"] = (online.get("StorageType", "Standard"), wanted)
    if offline is not None:
        wanted = schema.offline.format.of_service if schema.offline else None
        found["offline.format" if wanted else "offline"] = (
            offline.get("TableFormat", TableFormat.GLUE.of_service),
            wanted,
        )
        table = offline.get("DataCatalogConfig", {}).get("Database")
        if schema.offline and table is not None:
            found["offline.database"] = (table, database_of(schema.offline.database))
    return found


def database_of(name: str | None) -> str:
    """The database in Glue's catalog, whose names have no hyphens."""
    return physical_name(name).replace("-", "_") if name else COMMON_DATABASE


def _said(value: Any) -> str:
    return "not there" if value is None else f'"{value}"'
