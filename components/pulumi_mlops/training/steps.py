"""Steps that run a container: check, process, train or tune, evaluate, explain. Each encrypted, bounded and isolated.

Within a step, `Arguments` are the request of the API call that the step makes.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from mlops_policy.instances import has_local_storage

from .expressions import Json, join, output_of, parameter
from .plan import NAMES, Plan
from .settings import JobInstance, Range, StepKey, TuneSettings

WORK = "/opt/ml/processing"
"""Where SageMaker mounts a processing job's inputs and outputs."""
TENSORBOARD = "/opt/ml/output/tensorboard"
"""Where a training job leaves what TensorBoard shows."""
CHECKPOINTS = "/opt/ml/checkpoints"
"""Where a training job leaves checkpoints, and finds those of the job that was interrupted."""
TRIED_AGAIN = [
    "Step.SERVICE_FAULT",
    "Step.THROTTLING",
    "SageMaker.JOB_INTERNAL_ERROR",
    "SageMaker.CAPACITY_ERROR",
    "SageMaker.RESOURCE_LIMIT",
]
"""https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-retry-policy.html"""


def check(plan: Plan) -> Json:
    """Raw data in, a report out. A job that fails ends the run before anything is spent on training."""
    return _processing(plan, "check", "check", inputs={"raw": parameter("DataUri")}, outputs=["check"], of_data=True)


def process(plan: Plan) -> Json:
    """Raw data in; training, validation and test sets out. The image's `preprocess` does it."""
    sets = ["train", "validation", "test"]
    step = _processing(plan, "process", "preprocess", inputs={"raw": parameter("DataUri")}, outputs=sets, of_data=True)
    return {**step, "DependsOn": ["Check"]} if plan.chosen.check else step


def train(plan: Plan) -> Json:
    """The image's `train`, as every SageMaker training image has it, on the training and validation sets."""
    tensorboard = {"LocalPath": TENSORBOARD, "S3OutputPath": join(plan.runs, "/tensorboard")}
    arguments = {
        "AlgorithmSpecification": {"TrainingImage": plan.images["train"], "TrainingInputMode": "File"},
        "HyperParameters": _hyperparameters(plan),
        **_training(plan),
        **({"TensorBoardOutputConfig": tensorboard} if plan.chosen.tensorboard else {}),
    }
    return _step(plan, "Train", "Training", arguments)


def tune(plan: Plan, how: TuneSettings) -> Json:
    """Training jobs with hyperparameters that SageMaker chooses, to find the model with the best objective."""
    pattern = how.pattern or rf"{how.objective}: ([-+0-9.eE]+)"
    job = {
        "AlgorithmSpecification": {
            "TrainingImage": plan.images["train"],
            "TrainingInputMode": "File",
            "MetricDefinitions": [{"Name": how.objective, "Regex": pattern}],
        },
        "StaticHyperParameters": _hyperparameters(plan),
        **_training(plan),
    }
    config = {
        "Strategy": how.strategy,
        "HyperParameterTuningJobObjective": {"Type": how.direction, "MetricName": how.objective},
        "ResourceLimits": {
            "MaxNumberOfTrainingJobs": how.max_jobs,
            "MaxParallelTrainingJobs": how.parallel_jobs,
        },
        "ParameterRanges": _ranges(how.ranges),
        # Hyperband stops jobs by itself.
        "TrainingJobEarlyStoppingType": "Off" if how.strategy == "Hyperband" else "Auto",
    }
    arguments = {"HyperParameterTuningJobConfig": config, "TrainingJobDefinition": job}
    return _step(plan, "Tune", "Tuning", arguments)


def evaluate(plan: Plan) -> Json:
    """The image's `evaluate` on the test set. It writes evaluation.json, which the gate reads."""
    step = _of_model(plan, "evaluate", "evaluate", "evaluation")
    read = {"PropertyFileName": "Evaluation", "OutputName": "evaluation", "FilePath": "evaluation.json"}
    return {**step, "PropertyFiles": [read]}


def explain(plan: Plan) -> Json:
    """The image's `explain`: what the model looks at. Its report is registered with the model."""
    return _of_model(plan, "explain", "explain", "explanation")


def _of_model(plan: Plan, key: StepKey, command: str, output: str) -> Json:
    return _processing(
        plan, key, command, inputs={"model": plan.model, "test": output_of("Process", "test")}, outputs=[output]
    )


def _step(plan: Plan, name: str, kind: str, arguments: Json) -> Json:
    """A step that is tried again, and where so chosen not run again while nothing is new."""
    again, days = plan.chosen.retries, plan.chosen.cache_days
    return {
        "Name": name,
        "Type": kind,
        "Arguments": arguments,
        "RetryPolicies": [
            {
                "ExceptionType": TRIED_AGAIN,
                "IntervalSeconds": again.interval_seconds,
                "BackoffRate": again.backoff,
                "MaxAttempts": again.attempts,
            }
        ],
        **({"CacheConfig": {"Enabled": True, "ExpireAfter": f"{days}d"}} if days else {}),
    }


def _training(plan: Plan) -> Json:
    """What a training job and each of those of tuning have in common."""
    seconds = plan.chosen.hours_of("train") * 3600
    spot = plan.chosen.spot
    stopping = {"MaxRuntimeInSeconds": seconds}
    on_spare: Json = {}
    if spot:
        stopping["MaxWaitTimeInSeconds"] = seconds + spot.max_wait_hours * 3600
        on_spare = {
            "EnableManagedSpotTraining": True,
            "CheckpointConfig": {"S3Uri": join(plan.runs, "/checkpoints"), "LocalPath": CHECKPOINTS},
        }
    return {
        "RoleArn": plan.role_arn,
        "InputDataConfig": [_channel(plan, "train"), _channel(plan, "validation")],
        "OutputDataConfig": {"S3OutputPath": join(plan.runs, "/model"), "KmsKeyId": plan.kms_key_arn},
        "ResourceConfig": _resources(plan),
        "StoppingCondition": stopping,
        **plan.placed("train"),
        **on_spare,
        "Environment": plan.environment("train"),
    }


def _resources(plan: Plan) -> Json:
    """The cluster of a training job."""
    machine = plan.chosen.machine_of("train")
    groups = plan.chosen.distributed.groups if plan.chosen.distributed else ()
    if not groups:
        return _cluster(machine, plan.kms_key_arn)
    made: Json = {
        "InstanceGroups": [
            {"InstanceGroupName": one.name, "InstanceType": one.type, "InstanceCount": one.count} for one in groups
        ],
        "VolumeSizeInGB": machine.volume_gb,
    }
    return made if has_local_storage(groups[0].type) else {**made, "VolumeKmsKeyId": plan.kms_key_arn}


def _channel(plan: Plan, name: str) -> Json:
    """A set of the data. Where instances share the work, each gets its share of the training set."""
    how = plan.chosen.distributed
    shared = how is not None and how.data == "sharded" and name == "train"
    groups = [group.name for group in how.groups] if how else []
    return {
        "ChannelName": name,
        "DataSource": {
            "S3DataSource": {
                "S3DataType": "S3Prefix",
                "S3Uri": output_of("Process", name),
                "S3DataDistributionType": "ShardedByS3Key" if shared else "FullyReplicated",
                **({"InstanceGroupNames": groups} if groups else {}),
            }
        },
    }


def _hyperparameters(plan: Plan) -> Json:
    """All as text, as the service takes them: fixed ones, those that are parameters, and the library's switch."""
    chosen = plan.chosen
    made: Json = {name: _text(value) for name, value in chosen.hyperparameters.items()}
    made |= {name: join(parameter(name)) for name in chosen.parameters}
    if chosen.distributed and chosen.distributed.data_parallel:
        made |= {
            "sagemaker_distributed_dataparallel_enabled": "true",
            "sagemaker_instance_type": chosen.machine_of("train").type,
        }
    return made


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _ranges(ranges: Mapping[str, Range | Sequence[str]]) -> Json:
    made: dict[str, list[Json]] = {}
    for name, values in sorted(ranges.items()):
        if isinstance(values, Range):
            kind = "IntegerParameterRanges" if values.whole else "ContinuousParameterRanges"
            bounds = {"MinValue": str(values.min), "MaxValue": str(values.max), "ScalingType": values.scale}
            made.setdefault(kind, []).append({"Name": name, **bounds})
        else:
            made.setdefault("CategoricalParameterRanges", []).append({"Name": name, "Values": list(values)})
    return made


def _processing(
    plan: Plan, key: StepKey, command: str, *, inputs: Mapping[str, Any], outputs: Sequence[str], of_data: bool = False
) -> Json:
    machine = plan.chosen.machine_of(key)
    how = "ShardedByS3Key" if machine.count > 1 else "FullyReplicated"
    arguments = {
        "AppSpecification": {"ImageUri": plan.images[key], "ContainerEntrypoint": [command]},
        "RoleArn": plan.role_arn,
        "ProcessingInputs": [
            _input(name, uri, "FullyReplicated" if name == "model" else how) for name, uri in inputs.items()
        ],
        "ProcessingOutputConfig": {
            "KmsKeyId": plan.kms_key_arn,
            "Outputs": [_output(name, join(plan.runs, f"/{name}")) for name in outputs],
        },
        "ProcessingResources": {"ClusterConfig": _cluster(machine, plan.kms_key_arn)},
        "StoppingCondition": {"MaxRuntimeInSeconds": plan.chosen.hours_of(key) * 3600},
        "NetworkConfig": plan.placed(key),
        # The version is here so that a step that reads new data under an old name is not taken from the cache.
        "Environment": plan.environment(key, **({"DATA_VERSION": parameter("DataVersion")} if of_data else {})),
    }
    return _step(plan, NAMES[key], "Processing", arguments)


def _cluster(machine: JobInstance, kms_key_arn: Any) -> Json:
    made = {"InstanceType": machine.type, "InstanceCount": machine.count, "VolumeSizeInGB": machine.volume_gb}
    return made if has_local_storage(machine.type) else {**made, "VolumeKmsKeyId": kms_key_arn}


def _input(name: str, uri: Any, distribution: str) -> Json:
    return {
        "InputName": name,
        "AppManaged": False,
        "S3Input": {
            "S3Uri": uri,
            "LocalPath": f"{WORK}/input/{name}",
            "S3DataType": "S3Prefix",
            "S3InputMode": "File",
            "S3DataDistributionType": distribution,
        },
    }


def _output(name: str, uri: Any) -> Json:
    return {
        "OutputName": name,
        "AppManaged": False,
        "S3Output": {"S3Uri": uri, "LocalPath": f"{WORK}/output/{name}", "S3UploadMode": "EndOfJob"},
    }
