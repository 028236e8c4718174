"""A training pipeline's definition: process, train, evaluate, gate, register.

The format is SageMaker's pipeline definition schema, version 2020-12-01:
https://aws-sagemaker-mlops.github.io/sagemaker-model-building-pipeline-definition-JSON-schema/
Within a step, `Arguments` are the request of the API call that the step makes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mlops_policy.instances import has_local_storage

from ..access.placement import Placement

Json = dict[str, Any]
WORK = "/opt/ml/processing"
"""Where SageMaker mounts a processing job's inputs and outputs."""
TENSORBOARD = "/opt/ml/output/tensorboard"
"""Where a training job leaves what TensorBoard shows."""


@dataclass(frozen=True)
class Job:
    """What every job of the pipeline has in common. Each field may be an Output."""

    image: Any
    role_arn: Any
    kms_key_arn: Any
    instance_type: str
    instance_count: int
    volume_gb: int
    max_runtime_hours: int
    environment: Mapping[str, str]
    tensorboard: bool
    network: Placement | None
    """Where its machines stand; none: SageMaker's own network."""

    @property
    def max_runtime_seconds(self) -> int:
        """SageMaker counts a job's time in seconds."""
        return self.max_runtime_hours * 3600


@dataclass(frozen=True)
class Gate:
    """The least value of one evaluation metric with which a model is registered."""

    metric: str
    at_least: float


def definition(job: Job, gate: Gate, data_uri: Any, artifacts_uri: Any, package_group: Any) -> Json:
    """The whole definition. `data_uri` and `artifacts_uri`: `s3://bucket/prefix`, no slash at the end."""
    runs = _join(artifacts_uri, "/runs/", {"Get": "Execution.PipelineExecutionId"})
    return {
        "Version": "2020-12-01",
        "Metadata": {},
        "Parameters": [{"Name": "DataUri", "Type": "String", "DefaultValue": data_uri}],
        "PipelineExperimentConfig": {
            "ExperimentName": {"Get": "Execution.PipelineName"},
            "TrialName": {"Get": "Execution.PipelineExecutionId"},
        },
        "Steps": [
            process(job, runs),
            train(job, runs),
            evaluate(job, runs),
            gated(gate, register(job, package_group)),
        ],
    }


def process(job: Job, runs: Json) -> Json:
    """Raw data in; training, validation and test sets out. The image's `preprocess` does it."""
    return _processing(
        job,
        "Process",
        command="preprocess",
        inputs=[_input("raw", {"Get": "Parameters.DataUri"})],
        outputs=[_output(name, _join(runs, f"/{name}")) for name in ("train", "validation", "test")],
    )


def train(job: Job, runs: Json) -> Json:
    """The image's `train`, as every SageMaker training image has it, on the training and validation sets."""
    events = {"LocalPath": TENSORBOARD, "S3OutputPath": _join(runs, "/tensorboard")}
    return {
        "Name": "Train",
        "Type": "Training",
        "Arguments": {
            "AlgorithmSpecification": {"TrainingImage": job.image, "TrainingInputMode": "File"},
            "RoleArn": job.role_arn,
            "InputDataConfig": [_channel("train"), _channel("validation")],
            "OutputDataConfig": {"S3OutputPath": _join(runs, "/model"), "KmsKeyId": job.kms_key_arn},
            "ResourceConfig": _cluster(job, job.instance_count),
            "StoppingCondition": {"MaxRuntimeInSeconds": job.max_runtime_seconds},
            **_placed(job),
            "EnableNetworkIsolation": True,
            "EnableInterContainerTrafficEncryption": True,
            "Environment": dict(job.environment),
            **({"TensorBoardOutputConfig": events} if job.tensorboard else {}),
        },
    }


def evaluate(job: Job, runs: Json) -> Json:
    """The image's `evaluate` on the test set. It writes evaluation.json, which the gate reads."""
    step = _processing(
        job,
        "Evaluate",
        command="evaluate",
        inputs=[
            _input("model", {"Get": "Steps.Train.ModelArtifacts.S3ModelArtifacts"}),
            _input("test", _output_of("Process", "test")),
        ],
        outputs=[_output("evaluation", _join(runs, "/evaluation"))],
    )
    step["PropertyFiles"] = [
        {"PropertyFileName": "Evaluation", "OutputName": "evaluation", "FilePath": "evaluation.json"}
    ]
    return step


def gated(gate: Gate, step: Json) -> Json:
    """The step, if the metric in evaluation.json reaches the gate; else the run fails and says so."""
    reached = {
        "Type": "GreaterThanOrEqualTo",
        "LeftValue": {
            "Std:JsonGet": {
                "PropertyFile": {"Get": "Steps.Evaluate.PropertyFiles.Evaluation"},
                "Path": f"metrics.{gate.metric}.value",
            }
        },
        "RightValue": gate.at_least,
    }
    failed = {
        "Name": "Refuse",
        "Type": "Fail",
        "Arguments": {"ErrorMessage": f"The model's {gate.metric} is under the gate of {gate.at_least}."},
    }
    return {
        "Name": "Gate",
        "Type": "Condition",
        "Arguments": {"Conditions": [reached], "IfSteps": [step], "ElseSteps": [failed]},
    }


def register(job: Job, package_group: Any) -> Json:
    """A new version in the model package group, which a person approves."""
    return {
        "Name": "Register",
        "Type": "RegisterModel",
        "Arguments": {
            "ModelPackageGroupName": package_group,
            "ModelApprovalStatus": "PendingManualApproval",
            "ModelMetrics": {
                "ModelQuality": {
                    "Statistics": {
                        "ContentType": "application/json",
                        "S3Uri": _join(_output_of("Evaluate", "evaluation"), "/evaluation.json"),
                    }
                }
            },
            "InferenceSpecification": {
                "Containers": [
                    {"Image": job.image, "ModelDataUrl": {"Get": "Steps.Train.ModelArtifacts.S3ModelArtifacts"}}
                ],
                "SupportedContentTypes": ["text/csv", "application/json"],
                "SupportedResponseMIMETypes": ["application/json"],
            },
        },
    }


def _processing(job: Job, name: str, *, command: str, inputs: Sequence[Json], outputs: Sequence[Json]) -> Json:
    return {
        "Name": name,
        "Type": "Processing",
        "Arguments": {
            "AppSpecification": {"ImageUri": job.image, "ContainerEntrypoint": [command]},
            "RoleArn": job.role_arn,
            "ProcessingInputs": list(inputs),
            "ProcessingOutputConfig": {"KmsKeyId": job.kms_key_arn, "Outputs": list(outputs)},
            "ProcessingResources": {"ClusterConfig": _cluster(job, 1)},
            "StoppingCondition": {"MaxRuntimeInSeconds": job.max_runtime_seconds},
            "NetworkConfig": {
                **_placed(job),
                "EnableNetworkIsolation": True,
                "EnableInterContainerTrafficEncryption": True,
            },
            "Environment": dict(job.environment),
        },
    }


def _placed(job: Job) -> Json:
    if job.network is None:
        return {}
    return {"VpcConfig": {"Subnets": job.network.subnet_ids, "SecurityGroupIds": job.network.security_group_ids}}


def _cluster(job: Job, count: int) -> Json:
    made = {"InstanceType": job.instance_type, "InstanceCount": count, "VolumeSizeInGB": job.volume_gb}
    return made if has_local_storage(job.instance_type) else {**made, "VolumeKmsKeyId": job.kms_key_arn}


def _input(name: str, uri: Any) -> Json:
    return {
        "InputName": name,
        "AppManaged": False,
        "S3Input": {
            "S3Uri": uri,
            "LocalPath": f"{WORK}/input/{name}",
            "S3DataType": "S3Prefix",
            "S3InputMode": "File",
        },
    }


def _output(name: str, uri: Any) -> Json:
    return {
        "OutputName": name,
        "AppManaged": False,
        "S3Output": {"S3Uri": uri, "LocalPath": f"{WORK}/output/{name}", "S3UploadMode": "EndOfJob"},
    }


def _output_of(step: str, output: str) -> Json:
    return {"Get": f"Steps.{step}.ProcessingOutputConfig.Outputs['{output}'].S3Output.S3Uri"}


def _channel(name: str) -> Json:
    return {
        "ChannelName": name,
        "DataSource": {
            "S3DataSource": {
                "S3DataType": "S3Prefix",
                "S3Uri": _output_of("Process", name),
                "S3DataDistributionType": "FullyReplicated",
            }
        },
    }


def _join(*parts: Any) -> Json:
    """The service's string concatenation, kept flat: a join of joins is one join."""
    values: list[Any] = []
    for part in parts:
        inner = part.get("Std:Join") if isinstance(part, dict) else None
        values += inner["Values"] if inner else [part]
    return {"Std:Join": {"On": "", "Values": values}}
