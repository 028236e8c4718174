"""Jobs: what runs on its own, each with the resources it is given. Its role's statements follow from these."""

from typing import Annotated

from pydantic import Field

from ..placement import Placement
from .base import Job, Objects
from .builders import Feast, FeatureRecords, FeatureStore, Glue, ImageBuild
from .containers import Endpoint, Monitor, Processing, Training, Tuning
from .data import DataLake, DataPipeline, DataVersions
from .starters import EventRule, Pipeline, Schedule, StepFunctions

AnyJob = Annotated[
    DataLake | DataPipeline | DataVersions | Endpoint | EventRule | Feast | FeatureRecords | FeatureStore | Glue
    | ImageBuild | Monitor | Pipeline | Processing | Schedule | StepFunctions | Training | Tuning,
    Field(discriminator="kind"),
]  # fmt: skip

__all__ = [
    "AnyJob",
    "DataLake",
    "DataPipeline",
    "DataVersions",
    "Endpoint",
    "EventRule",
    "Feast",
    "FeatureRecords",
    "FeatureStore",
    "Glue",
    "ImageBuild",
    "Job",
    "Monitor",
    "Objects",
    "Pipeline",
    "Placement",
    "Processing",
    "Schedule",
    "StepFunctions",
    "Training",
    "Tuning",
]
