"""The model of a product's spec. Its keys are the components' own settings, by the same names."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Self

from pulumi_mlops.args import Matching, Settings, wrong
from pulumi_mlops.features.feature_group import FeatureGroupSettings
from pulumi_mlops.monitoring.alarm_topic import AlarmTopicSettings
from pulumi_mlops.registry.model_package_group import ModelPackageGroupSettings
from pulumi_mlops.serving.endpoint import EndpointSettings
from pulumi_mlops.storage.bucket import BucketSettings
from pulumi_mlops.storage.log_bucket import LogBucketSettings
from pulumi_mlops.training.pipeline import TrainingPipelineSettings
from pydantic import Field, model_validator

ProductName = Annotated[
    str,
    Matching(
        r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", "must be lower-case words joined by hyphens, for example churn or credit-risk"
    ),
]
PartName = Annotated[
    str,
    Matching(r"^[a-z][a-z0-9]*([_-][a-z0-9]+)*$", "must be lower-case words joined by - or _, for example raw"),
]
TagText = Annotated[
    str,
    Matching(r"^[\w .:/=+@-]{1,256}$", "must be 1 to 256 letters, digits, spaces or . : / = + - @ _ (a tag's value)"),
]

ENVIRONMENTS = "environments"
"""The key of the values that differ by environment. It is taken out before the rest is held against the model."""

RESERVED = frozenset({"alarms", "artifacts", "endpoint", "key", "logs", "models", "training"})
"""Names of the parts that every product has."""


class Environment(StrEnum):
    """Where a product lives. `local` is a laptop's own cloud, never an account."""

    LOCAL = "local"
    DEV = "dev"
    STAGING = "staging"
    PROD = "prod"


class DataClassification(StrEnum):
    """How much harm the data does in wrong hands. Not how good the data is: that is a quality rule."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    RESTRICTED = "restricted"


class TrainingSettings(TrainingPipelineSettings):
    """A training pipeline, and the data it reads."""

    data: str = Field(description="Name of the data bucket to train on, one of `data`.")


class ProductSpec(Settings):
    """Everything a team says of its product. What is not said has a secure default."""

    product: ProductName = Field(max_length=20, description="Name of the product; its stacks are <product>-<env>.")
    owner: TagText = Field(description="Team that answers for the product.")
    cost_center: TagText = Field(description="Who pays, as your accounting names it.")
    data_classification: DataClassification = Field(description="The strictest class of the product's data.")
    disposable: bool = Field(False, description="Data may be destroyed with the stack. Only for local and dev.")
    data: Mapping[PartName, BucketSettings] = Field(min_length=1, description="Data buckets, for example raw, curated.")
    logs: LogBucketSettings = Field(
        default_factory=lambda: LogBucketSettings.model_validate({}), description="The buckets' access logs."
    )
    features: Mapping[PartName, FeatureGroupSettings] = Field(default_factory=dict, description="Feature groups.")
    models: ModelPackageGroupSettings = Field(
        default_factory=lambda: ModelPackageGroupSettings.model_validate({}), description="The model registry's group."
    )
    training: TrainingSettings | None = Field(None, description="The training pipeline.")
    endpoint: EndpointSettings | None = Field(None, description="The endpoint; leave it out until a model is there.")
    alarms: AlarmTopicSettings = Field(
        default_factory=lambda: AlarmTopicSettings.model_validate({}), description="Who is told of alarms."
    )

    @model_validator(mode="after")
    def _parts_meet(self) -> Self:
        if self.training and self.training.data not in self.data:
            raise wrong(f'"{self.training.data}" must be one of data: {", ".join(self.data)}', "training", "data")
        taken: set[str] = set(RESERVED)
        for section, names in (("data", self.data), ("features", self.features)):
            for name in names:
                if part(name) in taken:
                    raise wrong("is the name of another part of the product: choose another", section, name)
                taken.add(part(name))
        return self


def part(name: str) -> str:
    """The name of a part as its component carries it."""
    return name.replace("_", "-")
