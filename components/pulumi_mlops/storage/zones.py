"""The zones that data passes through, and what is chosen of each: how long it is kept, and what it costs."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from ..args import Region, Settings, wrong
from ..security.classification import DataClassification
from .bucket import BucketSettings


class Zone(StrEnum):
    """What a bucket is for, in the order in which data flows. Logs have a LogBucket."""

    RAW = "raw"
    CURATED = "curated"
    FEATURES = "features"
    ARTIFACTS = "artifacts"
    CAPTURE = "capture"


class ZoneSettings(BucketSettings):
    """A zone's bucket, and the class of its data."""

    data_classification: DataClassification | None = Field(
        None, description="Class of the data, whose key encrypts it; none: that of all zones."
    )


class RawSettings(ZoneSettings):
    """Data as it came: kept, and read less the older it is."""

    tiering_days: int | None = Field(
        30, ge=1, description="Days until objects are priced by use (Intelligent-Tiering); none: never."
    )


class CuratedSettings(ZoneSettings):
    """Data as jobs read it: it can be made anew from raw."""

    noncurrent_days: int = Field(30, ge=1, description="Days that a replaced or deleted object can be brought back.")


class FeaturesSettings(ZoneSettings):
    """The offline feature store."""

    noncurrent_days: int = Field(30, ge=1, description="Days that a replaced or deleted object can be brought back.")


class ArtifactsSettings(ZoneSettings):
    """Models, reports and what pipelines leave: the proof of what was once deployed."""


class CaptureSettings(ZoneSettings):
    """What endpoints were asked and answered: a log of the AI system, so kept for six months at least."""

    retention_days: int | None = Field(
        400, ge=180, description="Days until records are deleted; the AI Act asks for six months; none: never."
    )
    noncurrent_days: int = Field(30, ge=1, description="Days that a replaced or deleted object can be brought back.")


class Replication(Settings):
    """A copy of some zones in another region."""

    region: Region = Field(description="Region of the copy.")
    zones: Sequence[Zone] = Field(
        default=(Zone.RAW, Zone.ARTIFACTS), min_length=1, description="Zones that are copied: those nothing makes anew."
    )


class DataZonesSettings(Settings):
    """What a person chooses of DataZones."""

    raw: RawSettings = Field(default_factory=lambda: RawSettings.model_validate({}), description="Data as it came.")
    curated: CuratedSettings = Field(
        default_factory=lambda: CuratedSettings.model_validate({}), description="Data as jobs read it."
    )
    features: FeaturesSettings = Field(
        default_factory=lambda: FeaturesSettings.model_validate({}), description="The offline feature store."
    )
    artifacts: ArtifactsSettings = Field(
        default_factory=lambda: ArtifactsSettings.model_validate({}),
        description="Models and reports.",
    )
    capture: CaptureSettings = Field(
        default_factory=lambda: CaptureSettings.model_validate({}),
        description="What endpoints were asked, and said.",
    )
    residency: Sequence[Region] = Field(
        default=(), description="The only regions that data may lie in, copies included; none: no limit."
    )
    replication: Replication | None = Field(None, description="A copy of some zones in another region.")

    def zone(self, zone: Zone) -> ZoneSettings:
        """What was chosen of a zone."""
        return getattr(self, zone.value)

    @model_validator(mode="after")
    def _stays_where_it_may(self) -> Self:
        if self.replication and self.residency and self.replication.region not in self.residency:
            text = f'"{self.replication.region}" must be one of residency: {", ".join(self.residency)}'
            raise wrong(text, "replication", "region")
        return self
