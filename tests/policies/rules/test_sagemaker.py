"""What the rules on models, endpoints, feature groups, notebooks and domains say."""

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import Row, Table, bad, cases, good, judge, other, secret, unknown

MODEL = "aws:sagemaker/model:Model"
CONFIG = "aws:sagemaker/endpointConfiguration:EndpointConfiguration"
GROUP = "aws:sagemaker/featureGroup:FeatureGroup"
NOTEBOOK = "aws:sagemaker/notebookInstance:NotebookInstance"
DOMAIN = "aws:sagemaker/domain:Domain"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/k"
PINNED = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/churn@sha256:" + "a" * 64
TAGGED = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/churn:latest"


def variant(instance: object = "ml.m5.large", **more: object) -> dict[str, object]:
    return {"instanceType": instance, "initialInstanceCount": 2, **more}


SERVERLESS = {"serverlessConfig": {"maxConcurrency": 5, "memorySizeInMb": 2048}}


def config(*variants: object, **more: object) -> dict[str, object]:
    return {"productionVariants": list(variants) or [variant()], **more}


def capture(**more: object) -> dict[str, object]:
    return {"enableCapture": True, "initialSamplingPercentage": 20, "kmsKeyId": KEY, **more}


def environment(**variables: object) -> dict[str, object]:
    return {"primaryContainer": {"image": PINNED, "environment": variables}}


TABLE: Table = {
    "model-isolation": [
        bad(MODEL, {}, "enableNetworkIsolation is not true."),
        bad(MODEL, {"enableNetworkIsolation": False}, "enableNetworkIsolation is not true."),
        bad(MODEL, {"enableNetworkIsolation": "true"}, "enableNetworkIsolation is not true."),
        bad(MODEL, {"enableNetworkIsolation": 1}, "enableNetworkIsolation is not true."),
        good(MODEL, {"enableNetworkIsolation": True}),
        unknown(MODEL, {"enableNetworkIsolation": UNKNOWN}, "enableNetworkIsolation"),
        other(CONFIG, {"enableNetworkIsolation": False}),
    ],
    "model-image-pinned": [
        bad(MODEL, {"primaryContainer": {"image": TAGGED}}, "primaryContainer.image has no sha256 digest."),
        bad(
            MODEL,
            {"containers": [{"image": PINNED}, {"image": TAGGED}, {"image": f"{PINNED}0"}]},
            "containers[1].image has no sha256 digest.",
            "containers[2].image has no sha256 digest.",
        ),
        good(MODEL, {"primaryContainer": {"image": PINNED}}),
        unknown(MODEL, {"primaryContainer": {"image": UNKNOWN}}, "primaryContainer.image"),
        unknown(MODEL, {"containers": UNKNOWN}, "containers[0].image"),
        other(MODEL, {"primaryContainer": {"modelPackageName": "churn/3"}}),
    ],
    "model-no-env-secrets": [
        bad(
            MODEL,
            environment(DB_PASSWORD="hunter2"),
            "primaryContainer.environment.DB_PASSWORD is named like a secret and is no reference to a secret store.",
        ),
        bad(
            MODEL,
            environment(LOG="AKIA" + "A" * 16),
            "primaryContainer.environment.LOG holds what looks like a credential.",
        ),
        bad(MODEL, environment(ANY=secret("x")), "primaryContainer.environment.ANY holds a Pulumi secret."),
        good(MODEL, environment(MAX_TOKENS="512", TOKENIZER="bert", LOG_LEVEL="info")),
        good(MODEL, environment(DB_PASSWORD="arn:aws:secretsmanager:eu-west-1:123456789012:secret:db")),
        unknown(MODEL, {"primaryContainer": {"environment": UNKNOWN}}, "primaryContainer.environment"),
        other(MODEL, {"primaryContainer": {"image": PINNED}}),
    ],
    "epc-cmk": [
        bad(CONFIG, config(), "kmsKeyArn is not set."),
        bad(CONFIG, config(kmsKeyArn=""), "kmsKeyArn is not set."),
        bad(CONFIG, config(variant("ml.c6i.xlarge"), kmsKeyArn=None), "kmsKeyArn is not set."),
        good(CONFIG, config(kmsKeyArn=KEY)),
        unknown(CONFIG, config(kmsKeyArn=UNKNOWN)),
        unknown(CONFIG, config(variant(UNKNOWN)), "productionVariants.instanceType"),
        unknown(CONFIG, {"productionVariants": UNKNOWN}, "productionVariants.instanceType"),
        *(
            other(CONFIG, config(variant(f"ml.{family}.xlarge")))
            for family in ("g5", "g4dn", "m5d", "c6gd", "m6id", "p4d", "p4de", "p5en", "trn1", "i3en", "m5dn")
        ),
        other(CONFIG, config(SERVERLESS)),
    ],
    "epc-min-2": [
        bad(
            CONFIG,
            config(variant(initialInstanceCount=1)),
            "productionVariants[0].initialInstanceCount is less than 2.",
        ),
        bad(
            CONFIG,
            config(variant(initialInstanceCount=1), tags={"environment": "prod"}),
            "productionVariants[0].initialInstanceCount is less than 2.",
        ),
        bad(
            CONFIG,
            config({"instanceType": "ml.m5.large"}, tags={"environment": "staging"}),
            "productionVariants[0].initialInstanceCount is less than 2.",
        ),
        good(CONFIG, config(variant(initialInstanceCount=2))),
        unknown(CONFIG, config(variant(initialInstanceCount=UNKNOWN)), "productionVariants[0].initialInstanceCount"),
        unknown(CONFIG, config(variant(initialInstanceCount=1), tags=UNKNOWN), "tags.environment"),
        other(CONFIG, config(variant(initialInstanceCount=1), tags={"environment": "dev"})),
        other(CONFIG, config(variant(initialInstanceCount=1), tagsAll={"environment": "local"})),
        other(CONFIG, config(SERVERLESS)),
        other(CONFIG, config(variant(), shadowProductionVariants=[variant(initialInstanceCount=1)])),
    ],
    "epc-data-capture": [
        bad(CONFIG, config(), "dataCaptureConfig is not set."),
        bad(
            CONFIG,
            config(dataCaptureConfig=capture(enableCapture=False, initialSamplingPercentage=0, kmsKeyId="")),
            "dataCaptureConfig.enableCapture is not true.",
            "dataCaptureConfig.initialSamplingPercentage is less than 1.",
            "dataCaptureConfig.kmsKeyId is not set.",
        ),
        good(CONFIG, config(dataCaptureConfig=capture(initialSamplingPercentage=1))),
        unknown(CONFIG, config(dataCaptureConfig=capture(kmsKeyId=UNKNOWN))),
        unknown(
            CONFIG,
            config(dataCaptureConfig=UNKNOWN),
            "dataCaptureConfig.enableCapture",
            "dataCaptureConfig.initialSamplingPercentage",
        ),
        unknown(CONFIG, {"productionVariants": UNKNOWN}, "productionVariants"),
        other(CONFIG, config(SERVERLESS)),
    ],
    "fg-offline-kms": [
        bad(
            GROUP,
            {"offlineStoreConfig": {"s3StorageConfig": {"s3Uri": "s3://b"}}},
            "offlineStoreConfig.s3StorageConfig.kmsKeyId is not set.",
        ),
        good(GROUP, {"offlineStoreConfig": {"s3StorageConfig": {"s3Uri": "s3://b", "kmsKeyId": KEY}}}),
        unknown(GROUP, {"offlineStoreConfig": {"s3StorageConfig": {"kmsKeyId": UNKNOWN}}}),
        unknown(GROUP, {"offlineStoreConfig": UNKNOWN}, "offlineStoreConfig"),
        other(GROUP, {"onlineStoreConfig": {"enableOnlineStore": True}}),
    ],
    "fg-online-kms": [
        bad(
            GROUP,
            {"onlineStoreConfig": {"enableOnlineStore": True}},
            "onlineStoreConfig.securityConfig.kmsKeyId is not set.",
        ),
        good(GROUP, {"onlineStoreConfig": {"enableOnlineStore": True, "securityConfig": {"kmsKeyId": KEY}}}),
        unknown(GROUP, {"onlineStoreConfig": {"enableOnlineStore": True, "securityConfig": UNKNOWN}}),
        unknown(GROUP, {"onlineStoreConfig": UNKNOWN}, "onlineStoreConfig.enableOnlineStore"),
        other(GROUP, {"onlineStoreConfig": {"enableOnlineStore": False}}),
        other(GROUP, {"onlineStoreConfig": {"enableOnlineStore": True, "storageType": "InMemory"}}),
        other(GROUP, {}),
    ],
    "nb-no-internet": [
        bad(NOTEBOOK, {}, "directInternetAccess is not Disabled."),
        bad(NOTEBOOK, {"directInternetAccess": "Enabled"}, "directInternetAccess is not Disabled."),
        good(NOTEBOOK, {"directInternetAccess": "Disabled"}),
        unknown(NOTEBOOK, {"directInternetAccess": UNKNOWN}, "directInternetAccess"),
        other(DOMAIN, {}),
    ],
    "nb-no-root": [
        bad(NOTEBOOK, {"rootAccess": "Enabled"}, "rootAccess is not Disabled."),
        good(NOTEBOOK, {"rootAccess": "Disabled"}),
        unknown(NOTEBOOK, {"rootAccess": UNKNOWN}, "rootAccess"),
        other(DOMAIN, {}),
    ],
    "nb-cmk": [
        bad(NOTEBOOK, {}, "kmsKeyId is not set."),
        good(NOTEBOOK, {"kmsKeyId": KEY}),
        unknown(NOTEBOOK, {"kmsKeyId": UNKNOWN}),
        other(DOMAIN, {}),
    ],
    "domain-vpc-only": [
        bad(DOMAIN, {}, "appNetworkAccessType is not VpcOnly."),
        good(DOMAIN, {"appNetworkAccessType": "VpcOnly"}),
        unknown(DOMAIN, {"appNetworkAccessType": UNKNOWN}, "appNetworkAccessType"),
        other(NOTEBOOK, {}),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
