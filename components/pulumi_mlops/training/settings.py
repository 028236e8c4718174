"""What a person chooses of a training pipeline: machines, gate, tuning, spot, distribution, caching, retries."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal, Self

from mlops_policy.instances import has_local_storage
from pydantic import Field, model_validator

from ..args import InstanceType, Matching, Settings, wrong
from ..images.image import Image
from .starting import StartSettings

StepKey = Literal["check", "process", "train", "evaluate", "explain"]
"""The steps that run a container. `train` is the training job, or each of those that tuning starts."""
Scalar = bool | int | float | str
Commit = Annotated[str, Matching(r"^[0-9a-f]{7,40}$", "must be a commit: 7 to 40 hexadecimal digits")]
Version = Annotated[
    str,
    Matching(
        r"^[\w.:/=+@-]{1,256}$", "must be a version: 1 to 256 letters, digits or . : / = + @ - _, for example v12"
    ),
]
HyperParameter = Annotated[
    str, Matching(r"^[A-Za-z0-9_-]{1,64}$", "must be 1 to 64 letters, digits, - or _, for example max_depth")
]
DATA_PARALLEL = ("ml.p3.16xlarge", "ml.p3dn.24xlarge", "ml.p4d.24xlarge", "ml.p4de.24xlarge")
"""https://docs.aws.amazon.com/sagemaker/latest/dg/distributed-data-parallel-support.html"""


class GateSettings(Settings):
    """What a model must reach to be registered."""

    metric: str = Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$", description="Metric in evaluation.json, for example auc.")
    at_least: float | None = Field(None, description="The least value that passes.")
    at_most: float | None = Field(None, description="The greatest value that passes, for example of an error.")

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise wrong("at_least, at_most or both must say what passes: without, every model does", "at_least")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise wrong(f"must be no less than at_least, which is {self.at_least}: nothing would pass", "at_most")
        return self


class JobInstance(Settings):
    """The machine of each job."""

    type: InstanceType = Field("ml.m5.xlarge", description="SageMaker instance type.")
    count: int = Field(1, ge=1, le=20, description="Instances of the training job; the other jobs take one.")
    volume_gb: int = Field(30, ge=1, le=16384, description="Volume of each instance, in GB.")


class StepSettings(Settings):
    """What is different in one step."""

    image: Image | None = Field(None, description="Its image; none: the pipeline's.")
    instance: JobInstance | None = Field(
        None, description="Its machines, and how many; more than one share the input's objects. None: the pipeline's."
    )
    max_runtime_hours: int | None = Field(None, ge=1, le=120, description="Hours after which it is stopped.")
    tracked: bool = Field(
        False,
        description="It logs runs to the tracker. So its container is not isolated: it reaches what the VPC reaches.",
    )


class Range(Settings):
    """Values of a hyperparameter that tuning tries: whole numbers if both bounds are."""

    min: int | float = Field(description="The least value.")
    max: int | float = Field(description="The greatest value.")
    scale: Literal["Auto", "Linear", "Logarithmic", "ReverseLogarithmic"] = Field(
        "Auto", description="How the values between are spread."
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.max <= self.min:
            raise wrong(f"must be more than min, which is {self.min}", "max")
        if self.scale == "Logarithmic" and self.min <= 0:
            raise wrong("must be Auto or Linear where min is not above 0", "scale")
        if self.scale == "ReverseLogarithmic" and (self.whole or not 0 <= self.min < self.max < 1):
            raise wrong("takes fractions from 0 to less than 1: say Auto", "scale")
        return self

    @property
    def whole(self) -> bool:
        """Whether it has whole numbers only."""
        return isinstance(self.min, int) and isinstance(self.max, int)


class TuneSettings(Settings):
    """Training jobs that look for the best hyperparameters."""

    objective: str = Field(min_length=1, max_length=255, description="Metric to tune for, for example validation:auc.")
    pattern: str | None = Field(
        None, description="Regular expression that finds it in what a job prints; none: `<objective>: <number>`."
    )
    direction: Literal["Maximize", "Minimize"] = Field("Maximize", description="Which way the metric is to go.")
    ranges: Annotated[
        Mapping[HyperParameter, Range | Annotated[Sequence[str], Field(min_length=1, max_length=30)]],
        Field(min_length=1, max_length=30),
    ] = Field(description="Values to try, by hyperparameter: {min, max}, or a list of texts.")
    max_jobs: int = Field(20, ge=1, le=750, description="Training jobs in all.")
    parallel_jobs: int = Field(2, ge=1, le=100, description="Training jobs at a time.")
    strategy: Literal["Bayesian", "Random", "Hyperband"] = Field("Bayesian", description="How the values are chosen.")

    @model_validator(mode="after")
    def _within(self) -> Self:
        if self.parallel_jobs > self.max_jobs:
            raise wrong(f"must be no more than max_jobs, which is {self.max_jobs}", "parallel_jobs")
        return self


class SpotSettings(Settings):
    """Training on spare capacity: cheaper, and interrupted. Checkpoints are kept with the run."""

    max_wait_hours: int = Field(4, ge=1, le=120, description="Hours that it may wait for capacity, all told.")


class InstanceGroup(Settings):
    """Instances of one type in a cluster of several."""

    name: str = Field(pattern=r"^[A-Za-z0-9_-]{1,64}$", description="Name of the group, as the image knows it.")
    type: InstanceType = Field(description="SageMaker instance type.")
    count: int = Field(1, ge=1, le=20, description="Instances.")


class DistributedSettings(Settings):
    """Training on more than one instance."""

    groups: Annotated[Sequence[InstanceGroup], Field(max_length=5)] = Field(
        (), description="Groups of instances of different types, in place of `instance`."
    )
    data: Literal["sharded", "replicated"] = Field(
        "sharded", description="Each instance gets its share of the training set's objects, or all of them."
    )
    data_parallel: bool = Field(
        False, description="SageMaker's data parallel library, which the image must bring, joins the instances."
    )

    @model_validator(mode="after")
    def _alike(self) -> Self:
        names = [group.name for group in self.groups]
        if len(set(names)) < len(names):
            raise wrong("must have names that differ", "groups")
        if len({has_local_storage(group.type) for group in self.groups}) > 1:
            text = "must all have storage of their own or none: SageMaker takes one volume key for all or refuses it"
            raise wrong(text, "groups")
        return self


class RetrySettings(Settings):
    """What is tried again: faults of the service, throttling, and instances that are not to be had."""

    attempts: int = Field(3, ge=1, le=20, description="Times that a step is tried again.")
    interval_seconds: int = Field(60, ge=1, le=86400, description="Seconds before the first time.")
    backoff: float = Field(2, ge=1, le=10, description="What the wait is multiplied by each time.")


class TrainingPipelineSettings(Settings):
    """What a person chooses of a TrainingPipeline."""

    image: Image = Field(description="Image with the commands preprocess, train and evaluate.")
    gate: GateSettings = Field(description="What a model must reach to be registered.")
    instance: JobInstance = Field(
        default_factory=lambda: JobInstance.model_validate({}), description="The machine of each job."
    )
    max_runtime_hours: int = Field(4, ge=1, le=120, description="Hours after which a job is stopped.")
    environment: Mapping[str, str] = Field(
        default_factory=dict,
        description="Environment of the jobs. Never a secret: everyone who may describe a job reads it.",
    )
    tensorboard: bool = Field(
        False, description="Keep, with each run, what training writes to /opt/ml/output/tensorboard."
    )
    check: bool = Field(False, description="First run the image's command check on the data; the run ends if it fails.")
    explain: bool = Field(False, description="Run the image's command explain on the model; its report is registered.")
    steps: Mapping[StepKey, StepSettings] = Field(
        default_factory=dict, description="What is different in a step: image, machines, hours."
    )
    serve: Image | None = Field(None, description="Image that serves the model; none: the one that trains it.")
    hyperparameters: Mapping[HyperParameter, Scalar] = Field(
        default_factory=dict, description="Hyperparameters of training, the same in each run."
    )
    parameters: Mapping[HyperParameter, Scalar] = Field(
        default_factory=dict, description="Hyperparameters that who starts a run may change, with the usual value."
    )
    tune: TuneSettings | None = Field(None, description="Look for the best hyperparameters; none: one training job.")
    spot: SpotSettings | None = Field(None, description="Train on spare capacity, with checkpoints.")
    distributed: DistributedSettings | None = Field(None, description="Train on instances that share the work.")
    cache_days: int | None = Field(
        None, ge=1, le=365, description="Days in which a step with the same image and input is not run again."
    )
    retries: RetrySettings = Field(
        default_factory=lambda: RetrySettings.model_validate({}), description="What is tried again, and how often."
    )
    max_parallel_steps: int | None = Field(None, ge=1, le=50, description="Steps of a run at a time; none: all.")
    commit: Commit | None = Field(None, description="Commit that the image was built from, which models carry.")
    data_version: Version | None = Field(None, description="Version of the data, unless a run says another.")
    start: StartSettings = Field(
        default_factory=lambda: StartSettings.model_validate({}), description="What starts a run, beside people."
    )

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        self._check_hyperparameters()
        self._check_tuning()
        self._check_distribution()
        if self.cache_days and self.data_version is None and self.start.without_data_version:
            how = self.start.without_data_version
            raise wrong(
                f"needs data_version: a run that start.{how} starts would not see that data is new", "cache_days"
            )
        return self

    def _check_hyperparameters(self) -> None:
        if taken := sorted({"DataUri", "DataVersion", "Commit"} & set(self.parameters)):
            raise wrong("is a parameter that every pipeline has: choose another name", "parameters", taken[0])
        if twice := sorted(set(self.parameters) & set(self.hyperparameters)):
            raise wrong("is in hyperparameters, too: leave it in one of them", "parameters", twice[0])
        if self.tune and (twice := sorted(set(self.tune.ranges) & {*self.parameters, *self.hyperparameters})):
            raise wrong("has a value in hyperparameters or parameters: tuning chooses it", "tune", "ranges", twice[0])

    def _check_tuning(self) -> None:
        if self.tune and self.tensorboard:
            raise wrong("is kept of a training job only: SageMaker's tuning has no place for it", "tensorboard")
        if self.tune and self.distributed and self.distributed.groups:
            raise wrong("are for a training job: SageMaker's tuning takes one type", "distributed", "groups")

    def _check_distribution(self) -> None:
        if not self.distributed:
            return
        machines = self.machine_of("train")
        groups = self.distributed.groups or [InstanceGroup(name="all", type=machines.type, count=machines.count)]
        if sum(group.count for group in groups) < 2:
            raise wrong("needs two instances or more: raise instance.count, or leave it out", "distributed")
        unfit = [group.type for group in groups if group.type not in DATA_PARALLEL]
        if self.distributed.data_parallel and unfit:
            text = f"runs on {', '.join(DATA_PARALLEL)}, not on {unfit[0]}"
            raise wrong(text, "distributed", "data_parallel")

    def machine_of(self, step: StepKey) -> JobInstance:
        """The machines of a step. What is chosen for all says how many of training; the others take one."""
        chosen = self.steps[step].instance if step in self.steps else None
        if chosen:
            return chosen
        return self.instance if step == "train" else self.instance.model_copy(update={"count": 1})

    def hours_of(self, step: StepKey) -> int:
        """Hours after which a step is stopped."""
        return (self.steps[step].max_runtime_hours if step in self.steps else None) or self.max_runtime_hours

    @property
    def tracked(self) -> Sequence[StepKey]:
        """The steps that log runs."""
        return [step for step, chosen in self.steps.items() if chosen.tracked]

    def image_of(self, step: StepKey) -> Image:
        """The image of a step."""
        return (self.steps[step].image if step in self.steps else None) or self.image
