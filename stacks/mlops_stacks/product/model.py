"""The model of a product's spec. Its keys are the components' own settings, by the same names."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, ClassVar, Literal, Self

from pulumi_mlops.args import ProductName, wrong
from pulumi_mlops.data.queries import QueryWorkgroupSettings
from pulumi_mlops.features.feast_view import FeastViewSettings
from pulumi_mlops.features.feature_store import FeatureStoreSettings
from pulumi_mlops.features.schema import FeatureGroupSettings
from pulumi_mlops.monitoring.alarm_topic import AlarmTopicSettings
from pulumi_mlops.registry.approval_events import ApprovalEventsSettings
from pulumi_mlops.registry.model_card import ModelCardSettings
from pulumi_mlops.registry.model_package_group import ModelPackageGroupSettings
from pulumi_mlops.serving.endpoint import EndpointSettings, ServedModel
from pulumi_mlops.storage.bucket import BucketSettings
from pulumi_mlops.storage.log_bucket import LogBucketSettings
from pydantic import Discriminator, Field, Tag, model_validator

from ..model import PartName, Spec, part
from .datasets import DataSetSettings, unfit
from .pipelines import OwnPipelineSettings, TrainingSettings

RESERVED = frozenset(
    {
        "alarms",
        "approvals",
        "artifacts",
        "boundary",
        "endpoint",
        "feast",
        "feature-store",
        "key",
        "logs",
        "model-card",
        "models",
        "training",
    }
)
"""Names of the parts that every product has."""


OF_DATASETS = frozenset({"catalog", "queries"})
"""Names of the parts that a product with data sets has beside them."""


def _kind_of_model(value: object) -> str:
    return "promoted" if isinstance(value, str) else "named"


class ModelsSettings(ModelPackageGroupSettings):
    """The model registry's group, who hears of approvals, and the model's card."""

    approvals: ApprovalEventsSettings = Field(
        default_factory=lambda: ApprovalEventsSettings.model_validate({}),
        description="Who hears of approvals and rejections, beside those who hear of alarms.",
    )
    card: ModelCardSettings | None = Field(None, description="The model's card; none: no card.")


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
    tracker: PartName | None = Field(
        None, description="Tracker of the platform to log runs to: one of its trackers, or mlflow for SageMaker's own."
    )
    data: Mapping[PartName, BucketSettings] = Field(min_length=1, description="Data buckets, for example raw, curated.")
    datasets: Mapping[PartName, DataSetSettings] = Field(
        default_factory=dict, description="Data sets: each from its source, by its rules, to a table."
    )
    queries: QueryWorkgroupSettings = Field(
        default_factory=lambda: QueryWorkgroupSettings.model_validate({}), description="SQL over the tables, by Athena."
    )
    logs: LogBucketSettings = Field(
        default_factory=lambda: LogBucketSettings.model_validate({}), description="The buckets' access logs."
    )
    features: Mapping[PartName, FeatureGroupSettings] = Field(default_factory=dict, description="Feature groups.")
    feature_store: FeatureStoreSettings = Field(
        default_factory=lambda: FeatureStoreSettings.model_validate({}), description="What the feature groups share."
    )
    feast: FeastViewSettings | None = Field(
        None, description="A view of the feature groups for Feast, of those with a history; {} takes the defaults."
    )
    models: ModelsSettings = Field(
        default_factory=lambda: ModelsSettings.model_validate({}), description="The model registry."
    )
    training: TrainingSettings | None = Field(None, description="The training pipeline.")
    pipelines: Mapping[PartName, OwnPipelineSettings] = Field(
        default_factory=dict, description="Pipelines whose definitions others wrote, as JSON."
    )
    endpoint: ServingSettings | None = Field(None, description="The endpoint; leave it out until a model is there.")
    alarms: AlarmTopicSettings = Field(
        default_factory=lambda: AlarmTopicSettings.model_validate({}), description="Who is told of alarms."
    )

    @model_validator(mode="after")
    def _parts_meet(self) -> Self:
        self._pipelines_read_what_there_is()
        if self.feast and not any(
            one.offline for group in self.features.values() for one in (group, *group.versions.values())
        ):
            raise wrong("needs a feature group with an offline store, which it reads", "feast")
        if self.tracker and not self.platform:
            raise wrong("is the platform's: name the platform, too", "tracker")
        for path in () if self.tracker else self.tracked:
            raise wrong("logs runs: name the tracker of the platform, as `tracker`", *path)
        taken: set[str] = {*RESERVED, *(OF_DATASETS if self.datasets else ())}
        for section in ("data", "datasets", "features", "pipelines"):
            names: Mapping[str, Any] = getattr(self, section)
            for name in names:
                for one in self.features[name].groups(name) if section == "features" else (name,):
                    if part(one) in taken:
                        raise wrong("is the name of another part of the product: choose another", section, name)
                    taken.add(part(one))
        return self

    @property
    def tracked(self) -> Iterator[Sequence[str]]:
        """Where the spec says that jobs log runs."""
        for step in self.training.tracked if self.training else ():
            yield "training", "steps", step, "tracked"
        for name, one in self.pipelines.items():
            if one.tracked:
                yield "pipelines", name, "definition"

    def _pipelines_read_what_there_is(self) -> None:
        reading = {("pipelines", name): one for name, one in self.pipelines.items()}
        for path, one in {("training",): self.training, **reading}.items():
            if one and one.data not in self.data:
                raise wrong(f'"{one.data}" must be one of data: {", ".join(self.data)}', *path, "data")
        groups = [version for name, one in self.features.items() for version in one.groups(name)]
        if unknown := [name for name in (self.training.features if self.training else ()) if name not in groups]:
            there = ", ".join(groups) or "none"
            raise wrong(f'"{unknown[0]}" is no feature group; there are {there}', "training", "features")

    @model_validator(mode="after")
    def _data_sets_fit(self) -> Self:
        for path, text in unfit(self.datasets, self.data, on_platform=self.platform is not None):
            raise wrong(text, *path)
        return self
