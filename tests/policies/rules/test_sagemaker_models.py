"""What the rules on a model's network and origin, and on how an endpoint changes, say."""

from typing import Any

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import ELSEWHERE, Row, Table, bad, cases, good, judge, other, put, unknown

MODEL, NATIVE = "aws:sagemaker/model:Model", "aws-native:sagemaker:Model"
CONFIG = "aws:sagemaker/endpointConfiguration:EndpointConfiguration"
ENDPOINT, VERSION = "aws:sagemaker/endpoint:Endpoint", "aws:sagemaker/imageVersion:ImageVersion"
ECR = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/churn"
OWN = "registry.example.com/churn"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/k"
DEV = {"tags": {"environment": "dev"}}
TOPIC = "asyncInferenceConfig.outputConfig.notificationConfig.errorTopic"
ROUTING = "deploymentConfig.blueGreenUpdatePolicy.trafficRoutingConfiguration.type"


def container(**more: Any) -> dict[str, Any]:
    return {"primaryContainer": {"image": ECR, **more}}


def variants(*listed: Any, **more: Any) -> dict[str, Any]:
    return {"productionVariants": list(listed), **more}


TABLE: Table = {
    "model-vpc": [
        bad(MODEL, {}, "vpcConfig.subnets is not set."),
        bad(
            NATIVE,
            {"vpcConfig": {"subnets": ["a"]}},
            "vpcConfig.subnets has fewer than 2.",
            "vpcConfig.securityGroupIds is not set.",
        ),
        good(MODEL, {"vpcConfig": {"subnets": ["a", "b"], "securityGroupIds": ["sg-1"]}}),
        good(MODEL, {"vpcConfig": {"subnets": [UNKNOWN, UNKNOWN], "securityGroupIds": ["sg-1"]}}),
        bad(
            MODEL,
            {"vpcConfig": {"subnets": [UNKNOWN], "securityGroupIds": ["sg-1"]}},
            "vpcConfig.subnets has fewer than 2.",
        ),
        unknown(MODEL, {"vpcConfig": UNKNOWN}, "vpcConfig.subnets"),
        other(ELSEWHERE, {}),
    ],
    "model-private-registry": [
        bad(MODEL, container(image=OWN), "primaryContainer.imageConfig.repositoryAccessMode is not Vpc."),
        bad(
            NATIVE,
            {"containers": [{"image": ECR}, {"image": OWN, "imageConfig": {"repositoryAccessMode": "Platform"}}]},
            "containers[1].imageConfig.repositoryAccessMode is not Vpc.",
        ),
        good(MODEL, container(image=OWN, imageConfig={"repositoryAccessMode": "Vpc"})),
        good(MODEL, container()),
        unknown(MODEL, container(image=UNKNOWN), "primaryContainer.image"),
        other(MODEL, {"primaryContainer": {"modelPackageName": "churn/3"}}),
    ],
    "model-registry-allowlist": [
        bad(MODEL, container(image=OWN), "primaryContainer.image is from none of *.dkr.ecr.*.amazonaws.com*."),
        good(MODEL, container()),
        unknown(MODEL, container(image=UNKNOWN), "primaryContainer.image"),
        other(MODEL, {"primaryContainer": {"modelPackageName": "churn/3"}}),
    ],
    "model-data-bucket-allowlist": [
        bad(MODEL, container(modelDataUrl="https://example.com/m"), "primaryContainer.modelDataUrl is in none of *."),
        good(MODEL, container(modelDataUrl="s3://churn/model.tar.gz")),
        unknown(MODEL, container(modelDataUrl=UNKNOWN), "primaryContainer.modelDataUrl"),
        other(MODEL, container()),
    ],
    "image-version-pinned": [
        bad(VERSION, {"baseImage": f"{ECR}:1"}, "baseImage has no sha256 digest."),
        good(VERSION, {"baseImage": f"{ECR}@sha256:{'a' * 64}"}),
        unknown(VERSION, {"baseImage": UNKNOWN}, "baseImage"),
        other(VERSION, {}),
    ],
    "epc-no-ssm": [
        bad(CONFIG, variants({"enableSsmAccess": True}), "productionVariants[0].enableSsmAccess is true."),
        bad(
            CONFIG,
            {"shadowProductionVariants": [{"enableSsmAccess": True}]},
            "shadowProductionVariants[0].enableSsmAccess is true.",
        ),
        good(CONFIG, variants({"enableSsmAccess": False})),
        unknown(CONFIG, variants(UNKNOWN), "productionVariants[0].enableSsmAccess"),
        other(CONFIG, variants({})),
    ],
    "epc-coredump-kms": [
        bad(
            CONFIG,
            variants({"coreDumpConfig": {"destinationS3Uri": "s3://b"}}),
            "productionVariants[0].coreDumpConfig.kmsKeyId is not set.",
        ),
        good(CONFIG, variants({"coreDumpConfig": {"kmsKeyId": KEY}})),
        unknown(CONFIG, variants({"coreDumpConfig": UNKNOWN}), "productionVariants[0].coreDumpConfig"),
        other(CONFIG, variants({})),
    ],
    "epc-async-kms": [
        bad(
            CONFIG,
            {"asyncInferenceConfig": {"outputConfig": {"s3OutputPath": "s3://b"}}},
            "asyncInferenceConfig.outputConfig.kmsKeyId is not set.",
        ),
        good(CONFIG, {"asyncInferenceConfig": {"outputConfig": {"kmsKeyId": KEY}}}),
        unknown(CONFIG, {"asyncInferenceConfig": UNKNOWN}, "asyncInferenceConfig"),
        other(CONFIG, variants({})),
    ],
    "epc-async-notify": [
        bad(CONFIG, {"asyncInferenceConfig": {"outputConfig": {"kmsKeyId": KEY}}}, f"{TOPIC} is not set."),
        good(CONFIG, put({}, TOPIC, "arn:topic")),
        unknown(CONFIG, {"asyncInferenceConfig": UNKNOWN}, "asyncInferenceConfig"),
        other(CONFIG, variants({})),
    ],
    "epc-instance-allowlist": [
        bad(
            CONFIG,
            variants({"instanceType": "ml.m5.large", "initialInstanceCount": 21}),
            "productionVariants[0].initialInstanceCount is more than 20.",
        ),
        good(CONFIG, variants({"instanceType": "ml.m5.large", "initialInstanceCount": 20})),
        unknown(CONFIG, variants({"instanceType": UNKNOWN}), "productionVariants[0].instanceType"),
        other(CONFIG, variants({"serverlessConfig": {"maxConcurrency": 5}})),
    ],
    "epc-no-gpu-in-dev": [
        bad(
            CONFIG,
            variants({"instanceType": "ml.g5.xlarge"}, **DEV),
            "productionVariants[0].instanceType has an accelerator, in an environment for development.",
        ),
        good(CONFIG, variants({"instanceType": "ml.m5.large"}, **DEV)),
        unknown(CONFIG, variants({"instanceType": UNKNOWN}, **DEV), "productionVariants[0].instanceType"),
        other(CONFIG, variants({"instanceType": "ml.g5.xlarge"})),
    ],
    "ep-rollback": [
        bad(ENDPOINT, {}, "deploymentConfig.autoRollbackConfiguration.alarms is not set."),
        bad(
            ENDPOINT,
            {"deploymentConfig": {"autoRollbackConfiguration": {"alarms": []}}},
            "deploymentConfig.autoRollbackConfiguration.alarms is not set.",
        ),
        good(ENDPOINT, {"deploymentConfig": {"autoRollbackConfiguration": {"alarms": [{"alarmName": "5xx"}]}}}),
        unknown(ENDPOINT, {"deploymentConfig": UNKNOWN}, "deploymentConfig"),
        unknown(ENDPOINT, {"tags": UNKNOWN}, "tags.environment"),
        other(ENDPOINT, DEV),
    ],
    "ep-gradual": [
        bad(ENDPOINT, put({}, ROUTING, "ALL_AT_ONCE"), "deploymentConfig moves all traffic at once."),
        good(ENDPOINT, put({}, ROUTING, "CANARY")),
        unknown(ENDPOINT, {"deploymentConfig": UNKNOWN}, ROUTING),
        other(ENDPOINT, {**DEV, **put({}, ROUTING, "ALL_AT_ONCE")}),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
