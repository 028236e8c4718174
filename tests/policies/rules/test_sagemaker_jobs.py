"""What the rules on training, tuning and processing jobs say."""

from typing import Any

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import ELSEWHERE, Row, Table, bad, cases, fixed, good, judge, other, put, secret, unknown

TRAINING = "aws:sagemaker/trainingJob:TrainingJob"
TUNING = "aws:sagemaker/hyperParameterTuningJob:HyperParameterTuningJob"
PROCESSING = "aws-native:sagemaker:ProcessingJob"
PINNED = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/churn@sha256:" + "a" * 64
CLUSTER = "processingResources.clusterConfig"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/k"


def processing(path: str = "x", value: Any = None) -> dict[str, Any]:
    return put({"processingResources": {"clusterConfig": {"instanceType": "ml.m5.large"}}}, path, value)


def tuning(one: Any, *more: Any) -> dict[str, Any]:
    return {"trainingJobDefinition": one, "trainingJobDefinitions": list(more)}


def at(path: str, value: Any) -> dict[str, Any]:
    return put({}, path, value)


ISOLATION, TRANSIT = "enableNetworkIsolation", "enableInterContainerTrafficEncryption"
DEBUG, RUNTIME = "remoteDebugConfig.enableRemoteDebug", "stoppingCondition.maxRuntimeInSeconds"
IMAGE = "algorithmSpecification.trainingImage"

TABLE: Table = {
    "job-isolation": [
        bad(TRAINING, {}, f"{ISOLATION} is not true."),
        bad(PROCESSING, processing(), f"networkConfig.{ISOLATION} is not true."),
        bad(
            TUNING,
            tuning({"x": 1}, {ISOLATION: True}, {}),
            f"trainingJobDefinition.{ISOLATION} is not true.",
            f"trainingJobDefinitions[1].{ISOLATION} is not true.",
        ),
        good(TRAINING, {ISOLATION: True}),
        good(PROCESSING, processing(f"networkConfig.{ISOLATION}", True)),
        unknown(TUNING, tuning(UNKNOWN), f"trainingJobDefinition.{ISOLATION}"),
        other(ELSEWHERE, {}),
    ],
    "job-vpc": [
        bad(TRAINING, {}, "vpcConfig.subnets is not set."),
        bad(PROCESSING, processing(), "networkConfig.vpcConfig.subnets is not set."),
        good(TRAINING, at("vpcConfig.subnets", ["subnet-1"])),
        unknown(TRAINING, at("vpcConfig", UNKNOWN)),
        other(ELSEWHERE, {}),
    ],
    "job-transit": [
        bad(TRAINING, at("resourceConfig.instanceCount", 2), f"{TRANSIT} is not true."),
        bad(PROCESSING, processing(f"{CLUSTER}.instanceCount", 2), f"networkConfig.{TRANSIT} is not true."),
        fixed(good(TRAINING, {TRANSIT: True})),
        good(TRAINING, at("resourceConfig.instanceCount", 1)),
        unknown(TRAINING, {TRANSIT: UNKNOWN}, TRANSIT),
        other(ELSEWHERE, {}),
    ],
    "job-volume-kms": [
        bad(TRAINING, at("resourceConfig.instanceType", "ml.m5.large"), "resourceConfig.volumeKmsKeyId is not set."),
        bad(PROCESSING, processing(), f"{CLUSTER}.volumeKmsKeyId is not set."),
        good(TRAINING, at("resourceConfig.volumeKmsKeyId", KEY)),
        good(TRAINING, at("resourceConfig.instanceType", "ml.g5.xlarge")),
        unknown(TRAINING, at("resourceConfig.instanceType", UNKNOWN), "resourceConfig.instanceType"),
        unknown(TRAINING, at("resourceConfig.volumeKmsKeyId", UNKNOWN)),
        other(ELSEWHERE, {}),
    ],
    "job-output-kms": [
        bad(TRAINING, at("outputDataConfig.s3OutputPath", "s3://b"), "outputDataConfig.kmsKeyId is not set."),
        bad(PROCESSING, processing("processingOutputConfig.a", 1), "processingOutputConfig.kmsKeyId is not set."),
        good(TRAINING, at("outputDataConfig.kmsKeyId", KEY)),
        unknown(TRAINING, at("outputDataConfig", UNKNOWN)),
        other(PROCESSING, processing()),
    ],
    "job-max-runtime": [
        bad(TRAINING, {}, f"{RUNTIME} is not set."),
        bad(TUNING, tuning({"x": 1}), f"trainingJobDefinition.{RUNTIME} is not set."),
        good(TRAINING, at(RUNTIME, 3600)),
        unknown(TRAINING, at("stoppingCondition", UNKNOWN)),
        other(ELSEWHERE, {}),
    ],
    "job-no-remote-debug": [
        bad(TRAINING, at(DEBUG, True), f"{DEBUG} is true."),
        good(TRAINING, at(DEBUG, False)),
        unknown(TRAINING, at(DEBUG, UNKNOWN), DEBUG),
        other(TRAINING, {}),
    ],
    "job-no-env-secrets": [
        bad(
            TRAINING,
            {"environment": {"DB_PASSWORD": "hunter2"}, "hyperParameters": {"k": "AKIA" + "A" * 16}},
            "environment.DB_PASSWORD is named like a secret and is no reference to a secret store.",
            "hyperParameters.k holds what looks like a credential.",
        ),
        bad(PROCESSING, processing("environment", {"A": secret("x")}), "environment.A holds a Pulumi secret."),
        good(TRAINING, {"environment": {"DB_PASSWORD": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db"}}),
        unknown(TRAINING, {"environment": UNKNOWN}, "environment"),
        other(TRAINING, {}),
    ],
    "job-image-pinned": [
        bad(TRAINING, at(IMAGE, "churn:latest"), f"{IMAGE} has no sha256 digest."),
        bad(
            PROCESSING,
            processing("appSpecification.imageUri", "churn:latest"),
            "appSpecification.imageUri has no sha256 digest.",
        ),
        good(TRAINING, at(IMAGE, PINNED)),
        unknown(TRAINING, at(IMAGE, UNKNOWN), IMAGE),
        other(TRAINING, at("algorithmSpecification.algorithmName", "mine")),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
