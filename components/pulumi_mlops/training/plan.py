"""Plan: what the steps of a training pipeline are made of, and where each of them stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi

from ..access.placement import Placement
from .expressions import Json, join
from .settings import StepKey, TrainingPipelineSettings

NAMES: Mapping[StepKey, str] = {
    "check": "Check", "process": "Process", "train": "Train", "evaluate": "Evaluate", "explain": "Explain",
}  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """What the steps are made of: what a person chose, and the links. Each link may be an Output."""

    chosen: TrainingPipelineSettings
    images: Mapping[str, Any]
    """By step, and `serve`."""
    role_arn: Any
    kms_key_arn: Any
    runs: Json
    """Where a run writes: `s3://bucket/prefix/<execution>`, as an expression."""
    network: Placement | None
    """Where its machines stand; none: SageMaker's own network."""
    reaching: Placement | None
    """Where those stand that log to the tracker."""
    told: Any
    """What a step is told of the tracker: its environment."""

    @property
    def model(self) -> Json:
        """Where the model lies that was trained, or that was the best of those that tuning tried."""
        if not self.chosen.tune:
            return {"Get": "Steps.Train.ModelArtifacts.S3ModelArtifacts"}
        return join(self.runs, "/model/", self.training_job, "/output/model.tar.gz")

    @property
    def trained_by(self) -> Json:
        """The training job, by its ARN."""
        return {"Get": f"{self._trained}.TrainingJobArn"}

    @property
    def training_job(self) -> Json:
        """Its name, by which it is described: an ARN has it in lower case."""
        return {"Get": f"{self._trained}.TrainingJobName"}

    @property
    def _trained(self) -> str:
        return "Steps.Tune.BestTrainingJob" if self.chosen.tune else "Steps.Train"

    def placed(self, step: StepKey) -> Json:
        """Where a step stands, and whether its container reaches what is there. Only one that is tracked does."""
        tracked = step in self.chosen.tracked
        network = self.reaching if tracked else self.network
        vpc = {"Subnets": network.subnet_ids, "SecurityGroupIds": network.security_group_ids} if network else None
        return {
            **({"VpcConfig": vpc} if vpc else {}),
            "EnableNetworkIsolation": not tracked,
            "EnableInterContainerTrafficEncryption": True,
        }

    def environment(self, step: StepKey, **more: Any) -> Any:
        """A step's environment. What a person wrote goes over what the tracker says."""
        own = {**self.chosen.environment, **more}
        if step not in self.chosen.tracked:
            return own
        return pulumi.Output.all(self.told, own).apply(lambda known: {**known[0], **known[1]})
