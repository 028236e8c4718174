"""The schema of a feature group: its features' types, its record and time, its stores, within the service's limits.

https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateFeatureGroup.html
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import Discriminator, Field, Tag, model_validator

from ..args import FeatureName, Matching, Settings, wrong

Version = Annotated[str, Matching(r"^v([2-9]|[1-9]\d+)$", "must be a later version's name: v2, v3 and so on")]
DatabaseName = Annotated[
    str, Matching(r"^[a-z][a-z0-9_]{0,62}$", "must be lower-case letters, digits and _, for example features")
]
RESERVED = frozenset({"api_invocation_time", "is_deleted", "write_time"})
"""Names of the columns that the service adds to the offline store."""


class FeatureType(StrEnum):
    """The service's three types, in the spec's lower case. A time is text (ISO 8601) or fractional (Unix seconds)."""

    STRING = "string"
    INTEGRAL = "integral"
    FRACTIONAL = "fractional"

    @property
    def of_service(self) -> str:
        """As SageMaker spells it."""
        return self.value.capitalize()


class Collection(Settings):
    """Many values of one type in one feature: `{list: string}`, `{set: integral}` or `{vector: 384}`.

    Only the in-memory online store takes them: https://docs.aws.amazon.com/sagemaker/latest/dg/feature-store-collection-types.html
    """

    list: FeatureType | None = Field(None, description="Type of the elements, whose order and repetition count.")
    set: FeatureType | None = Field(None, description="Type of the elements, each of which is there once.")
    vector: int | None = Field(None, ge=1, le=8192, description="How many fractional elements it has.")

    @model_validator(mode="after")
    def _of_one_kind(self) -> Self:
        if [self.list, self.set, self.vector].count(None) != 2:
            raise wrong("must say one of list, set and vector, for example {list: string}", "list")
        return self


def _kind_of_feature(value: Any) -> str:
    return "collection" if isinstance(value, Mapping | Collection) else "type"


Feature = Annotated[
    Annotated[FeatureType, Tag("type")] | Annotated[Collection, Tag("collection")], Discriminator(_kind_of_feature)
]
"""One value, or a collection of values."""


class Storage(StrEnum):
    """Where the online store keeps records: on disk, or in memory (faster, dearer, and without an offline store)."""

    STANDARD = "standard"
    IN_MEMORY = "in_memory"

    @property
    def of_service(self) -> str:
        """As SageMaker spells it."""
        return "".join(word.capitalize() for word in self.value.split("_"))


class TableFormat(StrEnum):
    """How the offline store keeps its tables: Hive's way in Glue, or Iceberg, whose small files can be compacted."""

    GLUE = "glue"
    ICEBERG = "iceberg"

    @property
    def of_service(self) -> str:
        """As SageMaker spells it."""
        return self.value.capitalize()


class OnlineStore(Settings):
    """The store that answers single records at once."""

    storage: Storage = Field(Storage.STANDARD, description="standard or in_memory.")
    ttl_days: int | None = Field(None, ge=1, le=3650, description="Days until a record expires; none: never.")


class OfflineStore(Settings):
    """The store that keeps every record that ever was, as Parquet in S3 with a table in Glue's Data Catalog."""

    format: TableFormat = Field(TableFormat.GLUE, description="glue or iceberg.")
    database: DatabaseName | None = Field(
        None,
        description="Database of its own for the table, named after the stack; none: sagemaker_featurestore, which is "
        "called so in every account.",
    )


class Throughput(Settings):
    """What is paid for by the second. More than this is throttled."""

    read_units: int = Field(ge=0, le=10_000_000, description="Read capacity units; 0 without an online store.")
    write_units: int = Field(ge=0, le=10_000_000, description="Write capacity units.")


class Schema(Settings):
    """What one version of a feature group is: its features and its stores."""

    record_id: FeatureName = Field(description="The feature that identifies a record.")
    event_time: FeatureName = Field(description="The feature that says when the record was true.")
    features: Mapping[FeatureName, Feature] = Field(
        min_length=2,
        max_length=2500,
        description="Each feature's type: string, integral or fractional, or a collection such as {list: string}.",
    )
    description: str | None = Field(None, max_length=128, description="What the features are, for those who search.")
    online: OnlineStore | None = Field(
        default_factory=lambda: OnlineStore.model_validate({}), description="The online store; null for offline only."
    )
    offline: OfflineStore | None = Field(
        default_factory=lambda: OfflineStore.model_validate({}),
        description="The offline store; null for online only. One of both is there.",
    )
    throughput: Throughput | None = Field(None, description="Provisioned throughput; none: on demand.")

    @model_validator(mode="after")
    def _of_names_that_the_service_takes(self) -> Self:
        seen: dict[str, str] = {}
        for name in self.features:
            if name.lower() in RESERVED:
                raise wrong(
                    f'"{name}" is a name of the service\'s own: {", ".join(sorted(RESERVED))}', "features", name
                )
            if name.lower() in seen:
                text = f'is "{seen[name.lower()]}" in another case, and tables know no case: choose another name'
                raise wrong(text, "features", name)
            seen[name.lower()] = name
        return self

    @model_validator(mode="after")
    def _identified_and_timed(self) -> Self:
        for role in ("record_id", "event_time"):
            named = getattr(self, role)
            if named not in self.features:
                raise wrong(f'"{named}" must be one of the features: {", ".join(self.features)}', role)
        if self.record_id == self.event_time:
            raise wrong("is the event time: a record has both an identifier and a time", "record_id")
        if self.features[self.record_id] not in (FeatureType.STRING, FeatureType.INTEGRAL):
            raise wrong("the record identifier must be string or integral", "features", self.record_id)
        if self.features[self.event_time] not in (FeatureType.STRING, FeatureType.FRACTIONAL):
            text = "the event time must be string (ISO 8601) or fractional (Unix seconds)"
            raise wrong(text, "features", self.event_time)
        return self

    @model_validator(mode="after")
    def _in_stores_that_go_together(self) -> Self:
        in_memory = self.online is not None and self.online.storage is Storage.IN_MEMORY
        if self.online is None and self.offline is None:
            raise wrong("or online must be there: a group has at least one store", "offline")
        if in_memory and self.offline is not None:
            raise wrong("must be null: the in-memory online store has no offline copy", "offline")
        if in_memory and self.throughput is not None:
            raise wrong("the in-memory online store is paid for on demand only: leave it out", "throughput")
        collections = [name for name, kind in self.features.items() if isinstance(kind, Collection)]
        if collections and not in_memory:
            text = "collections need online: {storage: in_memory} and offline: null"
            raise wrong(text, "features", collections[0])
        vectors = [name for name in collections if getattr(self.features[name], "vector", None)]
        if len(vectors) > 1:
            raise wrong(f'a group has one vector, and "{vectors[0]}" is it', "features", vectors[1])
        return self


class FeatureGroupSettings(Schema):
    """What a person chooses of a FeatureGroup: its schema, and those of later versions, which stand beside it."""

    versions: Mapping[Version, Schema] = Field(
        default_factory=dict,
        description="Later versions, each a group of its own beside this one, with a schema of its own.",
    )

    def groups(self, name: str) -> Mapping[str, Schema]:
        """The group of that name and those of its later versions: `usage`, `usage_v2`."""
        return {name: self, **{f"{name}_{version}": schema for version, schema in self.versions.items()}}


def definition(name: str, kind: FeatureType | Collection) -> dict[str, Any]:
    """A feature as the service's API writes it."""
    if isinstance(kind, FeatureType):
        return {"FeatureName": name, "FeatureType": kind.of_service}
    if kind.vector is not None:
        config = {"VectorConfig": {"Dimension": kind.vector}}
        element = FeatureType.FRACTIONAL
        return {
            "FeatureName": name,
            "FeatureType": element.of_service,
            "CollectionType": "Vector",
            "CollectionConfig": config,
        }
    collection = "List" if kind.list else "Set"
    element = kind.list or kind.set or FeatureType.STRING
    return {"FeatureName": name, "FeatureType": element.of_service, "CollectionType": collection}
