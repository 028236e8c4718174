"""The pipelines of a product: the one that is made of settings, and those whose definitions others wrote."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pulumi_mlops as mlops
from pulumi_mlops.training.defined_pipeline import DefinedPipelineSettings
from pulumi_mlops.training.settings import TrainingPipelineSettings
from pydantic import Field

from ..model import PartName, part


class TrainingSettings(TrainingPipelineSettings):
    """A training pipeline, and the data it reads."""

    data: str = Field(description="Name of the data bucket to train on, one of `data`.")
    features: Sequence[PartName] = Field((), description="Feature groups that the data is made of, which models carry.")


class OwnPipelineSettings(DefinedPipelineSettings):
    """A pipeline whose definition others wrote, and the data it reads."""

    data: str = Field(description="Name of the data bucket that it reads, one of `data`.")


def waited_for(pipelines: Iterable[TrainingSettings | OwnPipelineSettings]) -> set[str]:
    """Names of the data buckets whose new objects start a pipeline."""
    return {one.data for one in pipelines if one.start.new_data}


def build_training(
    chosen: TrainingSettings, data: Mapping[str, mlops.Bucket], features: Mapping[str, Any], links: Mapping[str, Any]
) -> dict[str, Any]:
    """The training pipeline; the stack's outputs come back."""
    groups = [features[name].feature_group_name for name in chosen.features]
    args = mlops.TrainingPipelineArgs.of(chosen, feature_groups=groups, **_reading(chosen, data), **links)
    made = mlops.TrainingPipeline("training", args)
    told = {"training_pipeline": made.pipeline_name, "training_definition_hash": made.definition_hash}
    return {**told, **({"training_ci_role_arn": made.ci_role_arn} if made.ci_role_arn else {})}


def build_own(
    chosen: Mapping[str, OwnPipelineSettings], data: Mapping[str, mlops.Bucket], links: Mapping[str, Any]
) -> dict[str, Any]:
    """The other pipelines; the stack's outputs come back."""
    made = {
        name: mlops.DefinedPipeline(
            part(name), mlops.DefinedPipelineArgs.of(settings, **_reading(settings, data), **links)
        )
        for name, settings in chosen.items()
    }
    if not made:
        return {}
    told = {"pipeline": "pipeline_name", "definition_hash": "definition_hash", "ci_role_arn": "ci_role_arn"}
    return {
        "pipelines": {
            name: {key: value for key, field in told.items() if (value := getattr(one, field)) is not None}
            for name, one in made.items()
        }
    }


def _reading(chosen: TrainingSettings | OwnPipelineSettings, data: Mapping[str, mlops.Bucket]) -> dict[str, Any]:
    bucket = data[chosen.data]
    return {"data_bucket": bucket.bucket, "data_bucket_arn": bucket.arn}
