"""Training pipelines as the tests make them: args, and the definition that they become."""

import json
from typing import Any

import pulumi_mlops as mlops
from pulumi_mlops.testing import MockEngine

KEY = "arn:aws:kms:eu-west-1:123456789012:key/k-1"
DIGEST = "sha256:" + "0" * 64
LINKS: dict[str, Any] = {
    "kms_key_arn": KEY,
    "data_bucket": "curated",
    "data_bucket_arn": "arn:aws:s3:::curated",
    "artifact_bucket": "store",
    "artifact_bucket_arn": "arn:aws:s3:::store",
    "package_group": "churn-local-models",
    "package_group_arn": "arn:aws:sagemaker:eu-west-1:123456789012:model-package-group/churn-local-models",
}
SMALL: dict[str, Any] = {
    "image": {"repository": "train", "digest": DIGEST},
    "gate": {"metric": "auc", "at_least": 0.8},
}
NETWORK: dict[str, Any] = {"subnet_ids": ["subnet-1", "subnet-2"], "security_group_ids": ["sg-1"]}
CARD: dict[str, Any] = {"intended_uses": {"purpose_of_model": "Who is about to leave?", "risk_rating": "Low"}}
CHOSEN: dict[str, dict[str, Any]] = {
    "small": {},
    "checked": {"check": True, "explain": True, "tensorboard": True, "model_card": CARD, "feature_groups": ["usage"]},
    "tuned": {
        "tune": {
            "objective": "validation:auc",
            "ranges": {
                "depth": {"min": 2, "max": 8},
                "eta": {"min": 0.01, "max": 0.5, "scale": "Logarithmic"},
                "booster": ["gbtree", "dart"],
            },
            "max_jobs": 12,
            "parallel_jobs": 3,
        },
        "hyperparameters": {"rounds": 200, "verbose": False},
        "spot": {"max_wait_hours": 2},
        **NETWORK,
    },
    "spread": {
        "distributed": {"groups": [{"name": "gpu", "type": "ml.g5.xlarge", "count": 2}]},
        "parameters": {"rounds": 200, "eta": 0.1, "booster": "gbtree", "fast": True},
        "steps": {
            "process": {"instance": {"type": "ml.m5.large", "count": 3}, "max_runtime_hours": 1},
            "evaluate": {"image": {"repository": "evaluate", "digest": DIGEST}},
        },
        "serve": {"repository": "serve", "digest": DIGEST},
        "gate": {"metric": "rmse", "at_most": 3.5},
        "cache_days": 30,
        "commit": "0123abc",
        "data_version": "v12",
        "retries": {"attempts": 5, "interval_seconds": 30, "backoff": 1.5},
        "spot": {},
        **NETWORK,
    },
}
"""What the golden definitions are made of: between them they use every option that a definition shows."""


def args(**given: Any) -> mlops.TrainingPipelineArgs:
    """Args of a small pipeline, with what is given."""
    return mlops.TrainingPipelineArgs.model_validate({**SMALL, **LINKS, **given})


def definition(engine: MockEngine, **given: Any) -> dict[str, Any]:
    """The definition of a pipeline with these args."""
    engine.registered.clear()
    engine.build(lambda: mlops.TrainingPipeline("training", args(**given)))
    return json.loads(engine.one("aws:sagemaker/pipeline:Pipeline")["pipelineDefinition"])
