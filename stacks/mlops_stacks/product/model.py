"""The model of a product's spec. Its keys are the components' own settings, by the same names."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

from pulumi_mlops.args import ProductName, wrong
from pulumi_mlops.features.schema import FeatureGroupSettings
from pulumi_mlops.monitoring.alarm_topic import AlarmTopicSettings
from pulumi_mlops.registry.model_package_group import ModelPackageGroupSettings
from pulumi_mlops.serving.endpoint import EndpointSettings, ServedModel
from pulumi_mlops.storage.bucket import BucketSettings
from pulumi_mlops.storage.log_bucket import LogBucketSettings
from pulumi_mlops.training.pipeline import TrainingPipelineSettings
from pydantic import Discriminator, Field, Tag, model_validator

from ..model import PartName, Spec, part

RESERVED = frozenset({"alarms", "artifacts", "boundary", "endpoint", "key", "logs", "models", "training"})
"""Names of the parts that every product has."""


class TrainingSettings(TrainingPipelineSettings):
    """A training pipeline, and the data it reads."""

    data: str = Field(description="Name of the data bucket to train on, one of `data`.")


def _kind_of_model(value: object) -> str:
    return "promoted" if isinstance(value, str) else "named"


class ServingSettings(EndpointSettings):
    """An endpoint, and which model it serves."""

    model: Annotated[  # pyright: ignore[reportIncompatibleVariableOverride] - the build hands the component a ServedModel
        Annotated[ServedModel, Tag("named")] | Annotated[Literal["promoted"], Tag("promoted")],
        Discriminator(_kind_of_model),
    ] = Field(description="What is served; `promoted`: what releases/<stack>.yaml says, which `mlops promote` writes.")


class ProductSpec(Spec):
    """Everything a team says of its product. What is not said has a secure default."""

    head: ClassVar[str] = "product"

    product: ProductName = Field(max_length=20, description="Name of the product; its stacks are <product>-<env>.")
    platform: ProductName | None = Field(
        None, description="Platform whose network it uses, in the same environment; none: SageMaker's own network."
    )
    data: Mapping[PartName, BucketSettings] = Field(min_length=1, description="Data buckets, for example raw, curated.")
    logs: LogBucketSettings = Field(
        default_factory=lambda: LogBucketSettings.model_validate({}), description="The buckets' access logs."
    )
    features: Mapping[PartName, FeatureGroupSettings] = Field(default_factory=dict, description="Feature groups.")
    models: ModelPackageGroupSettings = Field(
        default_factory=lambda: ModelPackageGroupSettings.model_validate({}), description="The model registry's group."
    )
    training: TrainingSettings | None = Field(None, description="The training pipeline.")
    endpoint: ServingSettings | None = Field(None, description="The endpoint; leave it out until a model is there.")
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
                for one in self.features[name].groups(name) if section == "features" else (name,):
                    if part(one) in taken:
                        raise wrong("is the name of another part of the product: choose another", section, name)
                    taken.add(part(one))
        return self
