"""The flat program's training pipeline, written by hand: process, train, evaluate, gate, register."""

from collections.abc import Sequence
from typing import Any

from pulumi import Output

Json = dict[str, Any]


def definition(
    image: Output[str], role: Output[str], key: Output[str], bucket: Output[str], group: Output[str]
) -> Json:
    """The definition, with Outputs in it."""
    execution = {"Get": "Execution.PipelineExecutionId"}
    model = {"Get": "Steps.Train.ModelArtifacts.S3ModelArtifacts"}
    arn = {"Get": "Execution.PipelineExecutionArn"}
    version, commit = {"Get": "Parameters.DataVersion"}, {"Get": "Parameters.Commit"}
    runs = Output.concat("s3://", bucket, "/training")
    cluster = {"InstanceType": "ml.m5.xlarge", "InstanceCount": 1, "VolumeSizeInGB": 30, "VolumeKmsKeyId": key}
    isolated = {"EnableNetworkIsolation": True, "EnableInterContainerTrafficEncryption": True}
    stopping = {"MaxRuntimeInSeconds": 4 * 3600}

    faults = ("SERVICE_FAULT", "THROTTLING")
    ends = ("JOB_INTERNAL_ERROR", "CAPACITY_ERROR", "RESOURCE_LIMIT")
    again = {
        "ExceptionType": [*(f"Step.{one}" for one in faults), *(f"SageMaker.{one}" for one in ends)],
        "IntervalSeconds": 60,
        "BackoffRate": 2,
        "MaxAttempts": 3,
    }

    def out(step: str, name: str) -> Json:
        return {"Get": f"Steps.{step}.ProcessingOutputConfig.Outputs['{name}'].S3Output.S3Uri"}

    def join(*values: Any) -> Json:
        return {"Std:Join": {"On": "", "Values": list(values)}}

    def channel(name: str) -> Json:
        source = {"S3DataType": "S3Prefix", "S3Uri": out("Process", name), "S3DataDistributionType": "FullyReplicated"}
        return {"ChannelName": name, "DataSource": {"S3DataSource": source}}

    def processing(step: str, command: str, inputs: dict[str, Json], outputs: Sequence[str], **more: Any) -> Json:
        work, file = "/opt/ml/processing", {"S3DataType": "S3Prefix", "S3InputMode": "File"}
        file["S3DataDistributionType"] = "FullyReplicated"
        read = {name: {"S3Uri": uri, "LocalPath": f"{work}/input/{name}", **file} for name, uri in inputs.items()}
        written = {
            name: {
                "S3Uri": join(runs, "/runs/", execution, f"/{name}"),
                "LocalPath": f"{work}/output/{name}",
                "S3UploadMode": "EndOfJob",
            }
            for name in outputs
        }
        arguments = {
            "AppSpecification": {"ImageUri": image, "ContainerEntrypoint": [command]},
            "RoleArn": role,
            "ProcessingInputs": [{"InputName": n, "AppManaged": False, "S3Input": made} for n, made in read.items()],
            "ProcessingOutputConfig": {
                "KmsKeyId": key,
                "Outputs": [{"OutputName": n, "AppManaged": False, "S3Output": made} for n, made in written.items()],
            },
            "ProcessingResources": {"ClusterConfig": cluster},
            "StoppingCondition": stopping,
            "NetworkConfig": isolated,
            "Environment": {"DATA_VERSION": version} if command == "preprocess" else {},
        }
        return {"Name": step, "Type": "Processing", "Arguments": arguments, "RetryPolicies": [again], **more}

    train = {
        "AlgorithmSpecification": {"TrainingImage": image, "TrainingInputMode": "File"},
        "HyperParameters": {},
        "RoleArn": role,
        "InputDataConfig": [channel("train"), channel("validation")],
        "OutputDataConfig": {"S3OutputPath": join(runs, "/runs/", execution, "/model"), "KmsKeyId": key},
        "ResourceConfig": cluster,
        "StoppingCondition": stopping,
        **isolated,
        "Environment": {},
    }
    report = {"PropertyFileName": "Evaluation", "OutputName": "evaluation", "FilePath": "evaluation.json"}
    metric = {"PropertyFile": {"Get": "Steps.Evaluate.PropertyFiles.Evaluation"}, "Path": "metrics.auc.value"}
    reached = {"Type": "GreaterThanOrEqualTo", "LeftValue": {"Std:JsonGet": metric}, "RightValue": 0.8}
    quality = {"ContentType": "application/json", "S3Uri": join(out("Evaluate", "evaluation"), "/evaluation.json")}
    register = {
        "ModelPackageGroupName": group,
        "ModelApprovalStatus": "PendingManualApproval",
        "ModelMetrics": {"ModelQuality": {"Statistics": quality}},
        "MetadataProperties": {"CommitId": commit, "GeneratedBy": arn},
        "CustomerMetadataProperties": {
            "commit": commit,
            "data_version": version,
            "pipeline_execution": arn,
            "training_image": image,
            "training_job": {"Get": "Steps.Train.TrainingJobName"},
            **{f"{step}_image": image for step in ("process", "evaluate", "serve")},
        },
        "InferenceSpecification": {
            "Containers": [{"Image": image, "ModelDataUrl": model}],
            "SupportedContentTypes": ["text/csv", "application/json"],
            "SupportedResponseMIMETypes": ["application/json"],
        },
    }
    refuse = {"ErrorMessage": "The model's auc is under the gate of 0.8."}
    gate = {
        "Conditions": [reached],
        "IfSteps": [{"Name": "Register", "Type": "RegisterModel", "Arguments": register}],
        "ElseSteps": [{"Name": "Refuse", "Type": "Fail", "Arguments": refuse}],
    }
    sets = ("train", "validation", "test")
    test = {"model": model, "test": out("Process", "test")}
    return {
        "Version": "2020-12-01",
        "Metadata": {},
        "Parameters": [
            {"Name": "DataUri", "Type": "String", "DefaultValue": Output.concat("s3://", bucket)},
            *({"Name": name, "Type": "String", "DefaultValue": "unknown"} for name in ("DataVersion", "Commit")),
        ],
        "PipelineExperimentConfig": {"ExperimentName": {"Get": "Execution.PipelineName"}, "TrialName": execution},
        "Steps": [
            processing("Process", "preprocess", {"raw": {"Get": "Parameters.DataUri"}}, sets),
            {"Name": "Train", "Type": "Training", "Arguments": train, "RetryPolicies": [again]},
            processing("Evaluate", "evaluate", test, ["evaluation"], PropertyFiles=[report]),
            {"Name": "Gate", "Type": "Condition", "Arguments": gate},
        ],
    }
