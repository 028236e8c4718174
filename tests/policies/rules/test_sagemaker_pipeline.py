"""What the rules on pipelines read in a definition."""

import json
from typing import Any

import pytest
from mlops_policy.kernel import RULES
from mlops_policy.rules.sagemaker_pipeline import TRACKERS
from mlops_policy.values import UNKNOWN
from pulumi_mlops.tracking.tracking_integration import CLIENTS

from tests.policies.rows import Row, Table, bad, cases, good, judge, other, secret, unknown

PIPELINE = "aws:sagemaker/pipeline:Pipeline"
GROUP = "aws:sagemaker/modelPackageGroup:ModelPackageGroup"
DIGEST = "sha256:" + "0" * 64
KEY = {"Get": "Parameters.Key"}
VPC = {"Subnets": ["subnet-1"], "SecurityGroupIds": ["sg-1"]}
OPEN = {"EnableNetworkIsolation": False, "EnableInterContainerTrafficEncryption": True}
TOLD = {"MLFLOW_TRACKING_URI": "arn:aws:sagemaker:eu-west-1:123456789012:mlflow-tracking-server/runs"}
MACHINES = {"InstanceType": "ml.m5.large", "InstanceCount": 1}


def training(**more: Any) -> dict[str, Any]:
    return {
        "EnableNetworkIsolation": True,
        "EnableInterContainerTrafficEncryption": True,
        "OutputDataConfig": {"S3OutputPath": "s3://b", "KmsKeyId": KEY},
        "ResourceConfig": {"InstanceCount": 2, "InstanceType": "ml.m5.large", "VolumeKmsKeyId": KEY},
        "StoppingCondition": {"MaxRuntimeInSeconds": 3600},
        **more,
    }


def processing(**more: Any) -> dict[str, Any]:
    return {
        "NetworkConfig": {"EnableNetworkIsolation": True, "EnableInterContainerTrafficEncryption": True},
        "ProcessingResources": {"ClusterConfig": {"InstanceCount": 1, "VolumeKmsKeyId": KEY}},
        "ProcessingOutputConfig": {"Outputs": [], "KmsKeyId": KEY},
        "StoppingCondition": {"MaxRuntimeInSeconds": 3600},
        **more,
    }


def transform(**more: Any) -> dict[str, Any]:
    return {
        "TransformOutput": {"S3OutputPath": "s3://b", "KmsKeyId": KEY},
        "TransformResources": {**MACHINES, "VolumeKmsKeyId": KEY},
        **more,
    }


def model(**more: Any) -> dict[str, Any]:
    return {"EnableNetworkIsolation": True, "PrimaryContainer": {"Image": f"a/serve@{DIGEST}"}, **more}


def groups(*types: str) -> dict[str, Any]:
    return {
        "InstanceGroups": [
            {"InstanceGroupName": f"g{place}", "InstanceType": kind, "InstanceCount": 1}
            for place, kind in enumerate(types)
        ]
    }


def trained_in(image: Any, name: str = "Train") -> dict[str, Any]:
    return step("Training", name, **training(AlgorithmSpecification={"TrainingImage": image}))


def step(kind: str, name: str = "Train", **arguments: Any) -> dict[str, Any]:
    return {"Name": name, "Type": kind, "Arguments": arguments}


def gate(*then: dict[str, Any]) -> dict[str, Any]:
    return step("Condition", "Gate", Conditions=[{}], IfSteps=list(then), ElseSteps=[])


def defined(*steps: dict[str, Any]) -> dict[str, Any]:
    return {"pipelineDefinition": json.dumps({"Version": "2020-12-01", "Steps": list(steps)})}


REGISTER = step("RegisterModel", "Register", ModelApprovalStatus="PendingManualApproval")

TABLE: Table = {
    "pipeline-steps": [
        bad(
            PIPELINE,
            defined(
                step(
                    "Training", OutputDataConfig={}, ResourceConfig={"InstanceCount": 2, "InstanceType": "ml.m5.large"}
                )
            ),
            "step Train: EnableNetworkIsolation is not true.",
            "step Train: EnableInterContainerTrafficEncryption is not true.",
            "step Train: ResourceConfig.VolumeKmsKeyId is not set.",
            "step Train: StoppingCondition.MaxRuntimeInSeconds is not set.",
        ),
        bad(
            PIPELINE,
            defined(step("Training", **training(OutputDataConfig={"S3OutputPath": "s3://b"}))),
            "step Train: OutputDataConfig.KmsKeyId is not set.",
        ),
        bad(
            PIPELINE,
            defined(step("Training", **training(EnableNetworkIsolation={"Get": "Parameters.Isolated"}))),
            "step Train: EnableNetworkIsolation is not true.",
        ),
        bad(
            PIPELINE,
            defined(
                gate(
                    step(
                        "Processing",
                        "Clean",
                        ProcessingResources={"ClusterConfig": {"InstanceCount": KEY}},
                        ProcessingOutputConfig={"Outputs": []},
                    )
                )
            ),
            "step Clean: NetworkConfig.EnableNetworkIsolation is not true.",
            "step Clean: NetworkConfig.EnableInterContainerTrafficEncryption is not true.",
            "step Clean: ProcessingResources.ClusterConfig.VolumeKmsKeyId is not set.",
            "step Clean: ProcessingOutputConfig.KmsKeyId is not set.",
            "step Clean: StoppingCondition.MaxRuntimeInSeconds is not set.",
        ),
        bad(
            PIPELINE,
            defined(
                step("Tuning", "One", TrainingJobDefinition=training(EnableNetworkIsolation=False)),
                step("Tuning", "Many", TrainingJobDefinitions=[training(), training(StoppingCondition={})]),
            ),
            "step One: EnableNetworkIsolation is not true.",
            "step Many: StoppingCondition.MaxRuntimeInSeconds is not set.",
        ),
        bad(PIPELINE, {"pipelineDefinition": "{"}, "pipelineDefinition is not valid JSON."),
        bad(
            PIPELINE,
            {"pipelineDefinitionS3Location": {"bucket": "b", "objectKey": "k"}},
            "pipelineDefinitionS3Location puts the definition where no rule can read it; pass pipelineDefinition.",
        ),
        bad(
            PIPELINE,
            {
                "pipelineDefinition": secret(
                    defined(step("Training", **training(StoppingCondition={})))["pipelineDefinition"]
                )
            },
            "step [secret]: StoppingCondition.MaxRuntimeInSeconds is not set.",
        ),
        good(PIPELINE, defined(step("Training", **training()), step("Processing", **processing()))),
        good(
            PIPELINE,
            defined(
                step(
                    "Training",
                    **training(
                        EnableInterContainerTrafficEncryption=False,
                        ResourceConfig={"InstanceCount": 1, "InstanceType": "ml.g5.xlarge"},
                    ),
                )
            ),
        ),
        bad(
            PIPELINE,
            defined(
                step("Training", **training(ResourceConfig=groups("ml.m5.large", "ml.g5.xlarge"))),
                step("QualityCheck", "Look", **processing(StoppingCondition={})),
            ),
            "step Train: ResourceConfig.VolumeKmsKeyId is not set.",
            "step Look: StoppingCondition.MaxRuntimeInSeconds is not set.",
        ),
        bad(
            PIPELINE,
            defined(
                step(
                    "Training",
                    **training(
                        EnableInterContainerTrafficEncryption=False,
                        ResourceConfig=groups("ml.g5.xlarge", "ml.g5.xlarge"),
                    ),
                )
            ),
            "step Train: EnableInterContainerTrafficEncryption is not true.",
        ),
        good(PIPELINE, defined(step("Training", **training(ResourceConfig=groups("ml.g5.xlarge", "ml.g6.xlarge"))))),
        good(
            PIPELINE,
            defined(
                step("Training", **training(EnableNetworkIsolation=False, VpcConfig=VPC, Environment=TOLD)),
                step("Processing", "Look", **processing(NetworkConfig=OPEN | {"VpcConfig": VPC}, Environment=TOLD)),
            ),
        ),
        bad(
            PIPELINE,
            defined(
                step("Training", "Bare", **training(EnableNetworkIsolation=False, Environment=TOLD)),
                step("Training", "Untold", **training(EnableNetworkIsolation=False, VpcConfig=VPC)),
                step(
                    "Training", "Else", **training(EnableNetworkIsolation=False, VpcConfig=VPC, Environment={"A": ""})
                ),
                step("Processing", "Look", **processing(NetworkConfig=OPEN, Environment=TOLD)),
            ),
            "step Bare: EnableNetworkIsolation is not true.",
            "step Untold: EnableNetworkIsolation is not true.",
            "step Else: EnableNetworkIsolation is not true.",
            "step Look: NetworkConfig.EnableNetworkIsolation is not true.",
        ),
        bad(
            PIPELINE,
            defined(
                step("Transform", "Score", TransformOutput={"S3OutputPath": "s3://b"}, TransformResources=MACHINES),
                step("Model", "Make", PrimaryContainer={}),
            ),
            "step Make: EnableNetworkIsolation is not true.",
            "step Score: TransformResources.VolumeKmsKeyId is not set.",
            "step Score: TransformOutput.KmsKeyId is not set.",
        ),
        good(PIPELINE, defined(step("Transform", "Score", **transform()), step("Model", "Make", **model()))),
        good(
            PIPELINE,
            defined(
                step("Transform", **transform(TransformResources={"InstanceType": "ml.g5.xlarge", "InstanceCount": 2}))
            ),
        ),
        unknown(PIPELINE, {"pipelineDefinition": UNKNOWN}, "pipelineDefinition"),
        other(PIPELINE, defined(step("Fail", "Refuse", ErrorMessage="no"), step("Lambda", "Call"))),
    ],
    "pipeline-vpc": [
        bad(
            PIPELINE,
            defined(
                step("Training", **training()),
                gate(step("Processing", "Clean", **processing())),
                step("Tuning", "Tune", TrainingJobDefinition=training(VpcConfig={"Subnets": ["a"]})),
                step("Model", "Make", **model(VpcConfig={"Subnets": [], "SecurityGroupIds": ["sg"]})),
            ),
            "step Train: VpcConfig.Subnets is not set.",
            "step Train: VpcConfig.SecurityGroupIds is not set.",
            "step Clean: NetworkConfig.VpcConfig.Subnets is not set.",
            "step Clean: NetworkConfig.VpcConfig.SecurityGroupIds is not set.",
            "step Tune: VpcConfig.SecurityGroupIds is not set.",
            "step Make: VpcConfig.Subnets is not set.",
        ),
        good(
            PIPELINE,
            defined(
                step("Training", **training(VpcConfig=VPC)),
                step("Processing", "Clean", **processing(NetworkConfig={"VpcConfig": VPC})),
                step("Model", "Make", **model(VpcConfig=VPC)),
                step("Transform", "Score", **transform()),
            ),
        ),
        unknown(PIPELINE, {"pipelineDefinition": UNKNOWN}, "pipelineDefinition"),
        other(PIPELINE, defined(step("Transform", "Score", **transform()))),
    ],
    "pipeline-approval": [
        bad(
            PIPELINE,
            defined(gate(step("RegisterModel", "Register", ModelApprovalStatus="Approved"))),
            "step Register: ModelApprovalStatus is not PendingManualApproval.",
        ),
        bad(
            PIPELINE,
            defined(gate(step("RegisterModel", "Register", ModelApprovalStatus={"Get": "Parameters.Status"}))),
            "step Register: ModelApprovalStatus is not PendingManualApproval.",
        ),
        good(PIPELINE, defined(gate(REGISTER))),
        unknown(PIPELINE, {"pipelineDefinition": UNKNOWN}, "pipelineDefinition"),
        other(PIPELINE, defined(step("Training", **training()))),
    ],
    "pipeline-gate": [
        bad(
            PIPELINE,
            defined(REGISTER),
            "step Register: it registers whatever was trained, behind no Condition step.",
        ),
        good(PIPELINE, defined(gate(REGISTER))),
        good(PIPELINE, defined(gate(gate(REGISTER)))),
        unknown(PIPELINE, {"pipelineDefinition": UNKNOWN}, "pipelineDefinition"),
        other(GROUP, {}),
    ],
    "pipeline-image-pinned": [
        bad(
            PIPELINE,
            defined(
                trained_in("a/train:latest"),
                trained_in({"Get": "Parameters.Image"}, "Chosen"),
                trained_in({"Std:Join": {"On": "/", "Values": [{"Get": "Parameters.Registry"}, "train:1"]}}, "Joined"),
                step("Processing", "Clean", **processing(AppSpecification={"ImageUri": "a/clean"})),
                step("Tuning", "Tune", TrainingJobDefinition={"AlgorithmSpecification": {"TrainingImage": "a/t:1"}}),
                gate(
                    step("RegisterModel", "Register", InferenceSpecification={"Containers": [{"Image": "a/serve:1"}]})
                ),
                step("Model", "Make", PrimaryContainer={"Image": "a/serve:1"}),
            ),
            "step Train: AlgorithmSpecification.TrainingImage has no sha256 digest.",
            "step Chosen: AlgorithmSpecification.TrainingImage is no text that names a digest.",
            "step Joined: AlgorithmSpecification.TrainingImage has no sha256 digest.",
            "step Clean: AppSpecification.ImageUri has no sha256 digest.",
            "step Tune: AlgorithmSpecification.TrainingImage has no sha256 digest.",
            "step Register: Image has no sha256 digest.",
            "step Make: PrimaryContainer.Image has no sha256 digest.",
        ),
        good(
            PIPELINE,
            defined(
                trained_in(f"a/train@{DIGEST}"),
                trained_in(
                    {"Std:Join": {"On": "/", "Values": [{"Get": "Parameters.Registry"}, f"t@{DIGEST}"]}}, "Joined"
                ),
            ),
        ),
        unknown(PIPELINE, {"pipelineDefinition": UNKNOWN}, "pipelineDefinition"),
        other(PIPELINE, defined(step("Fail", "Refuse", ErrorMessage="no"))),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said


def test_a_pack_may_ask_isolation_of_jobs_that_log_runs_too():
    reaching = defined(step("Training", **training(EnableNetworkIsolation=False, VpcConfig=VPC, Environment=TOLD)))
    check = RULES["pipeline-steps"].check
    assert list(check(reaching, trackers=["WANDB_BASE_URL"])) == ["step Train: EnableNetworkIsolation is not true."]
    assert list(check(reaching, trackers=["MLFLOW_TRACKING_URI"])) == []


def test_the_rule_knows_the_variables_that_our_trackers_are_told_by():
    assert set(TRACKERS) == {client.address for client in CLIENTS.values()}
