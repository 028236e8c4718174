"""ModelCard: what people say of a model, and what is known of the version that is served."""

import json

import pulumi_mlops as mlops
import pytest
from pydantic import ValidationError

KEY = "arn:aws:kms:eu-west-1:123456789012:key/k-1"
PACKAGE = "arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn-local-models/3"
SAID = {
    "purpose": "Tell who is about to leave.",
    "intended_uses": "Offers to customers. Never a price.",
    "risk_rating": "medium",
    "risk_explanation": "A wrong answer costs a discount.",
    "description": "Probability of leaving.",
    "owner": "retention-team",
    "kms_key_arn": KEY,
}
SERVED = {
    "package_arn": PACKAGE,
    "version": 3,
    "image_uri": "1.dkr.ecr.eu-west-1.amazonaws.com/serve@sha256:00",
    "artifact_uri": "s3://store/3/model.tar.gz",
    "metrics": {"auc": 0.9},
    "commit": "3f1c2ab",
    "data_version": "v3",
    "approved_by": "arn:aws:iam::123456789012:role/mlops/reviewer",
}


def card(engine, **given):
    engine.build(lambda: mlops.ModelCard("model-card", mlops.ModelCardArgs.model_validate({**SAID, **given})))
    return engine.one("aws:sagemaker/modelCard:ModelCard")


def test_a_card_tells_what_the_model_is_for_and_how_risky_it_is_under_the_key(engine):
    made = card(engine)
    assert json.loads(made.pop("content")) == {
        "model_overview": {"model_description": "Probability of leaving.", "model_owner": "retention-team"},
        "intended_uses": {
            "purpose_of_model": "Tell who is about to leave.",
            "intended_uses": "Offers to customers. Never a price.",
            "risk_rating": "Medium",
            "explanations_for_risk_rating": "A wrong answer costs a discount.",
        },
    }
    assert made == {
        "modelCardName": "churn-local-model-card",
        "modelCardStatus": "Draft",
        "securityConfig": {"kmsKeyId": KEY},
        "tags": {},
    }


def test_the_card_of_a_served_version_tells_its_training_and_its_evaluation(engine):
    content = json.loads(card(engine, served=SERVED, training_observations="Early stop.")["content"])
    assert content["model_overview"]["model_artifact"] == ["s3://store/3/model.tar.gz"]
    assert content["training_details"] == {
        "training_observations": "Early stop.",
        "training_job_details": {"training_datasets": ["v3"]},
    }
    assert content["evaluation_details"] == [
        {
            "name": "evaluation of version 3",
            "metric_groups": [{"name": "metrics", "metric_data": [{"name": "auc", "type": "number", "value": 0.9}]}],
        }
    ]
    assert content["additional_information"]["custom_details"] == {
        "model package": PACKAGE,
        "approved by": "arn:aws:iam::123456789012:role/mlops/reviewer",
        "commit": "3f1c2ab",
        "data version": "v3",
    }


@pytest.mark.parametrize("served", [None, SERVED])
def test_sagemakers_own_sdk_reads_the_card(engine, served):
    shapes = pytest.importorskip("sagemaker.core.shapes.model_card_shapes")
    read = shapes.ModelCardContent.model_validate_json(card(engine, served=served)["content"])
    assert read.intended_uses.risk_rating == "Medium"


def test_a_risk_that_is_not_low_is_explained():
    with pytest.raises(ValidationError, match="is required of a high risk: say what can go wrong"):
        mlops.ModelCardArgs.model_validate({**SAID, "risk_rating": "high", "risk_explanation": None})
    mlops.ModelCardArgs.model_validate({**SAID, "risk_rating": "low", "risk_explanation": None})
