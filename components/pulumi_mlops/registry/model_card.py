"""ModelCard: what a model is for, how risky it is, and what its served version was trained on and reached."""

from collections.abc import Mapping
from typing import Any, Literal, Self

import pulumi
from pulumi_aws import sagemaker
from pydantic import Field, model_validator

from ..args import Args, Arn, Input, KmsKeyArn, Settings, wrong
from ..component import Component
from ..documents import as_json
from ..naming import physical_name

RISKS = {"low": "Low", "medium": "Medium", "high": "High"}
"""As SageMaker's schema of model cards writes them: https://docs.aws.amazon.com/sagemaker/latest/dg/model-cards.html"""


class ModelCardSettings(Settings):
    """What a person says of a model."""

    purpose: str = Field(max_length=2048, description="What the model is for.")
    intended_uses: str = Field(max_length=2048, description="Where it may be used, and where not.")
    risk_rating: Literal["low", "medium", "high"] = Field(description="How much harm a wrong answer can do.")
    risk_explanation: str | None = Field(
        None, max_length=2048, description="Why that rating; required of medium and high."
    )
    problem_type: str | None = Field(None, max_length=1024, description="For example binary classification.")
    algorithm: str | None = Field(None, max_length=1024, description="For example gradient boosting.")
    limits: str | None = Field(None, max_length=2048, description="What makes it less good, for example new tariffs.")
    ethical_considerations: str | None = Field(
        None, max_length=2048, description="Whom it may treat unfairly, and how."
    )
    caveats: str | None = Field(None, max_length=2048, description="What who uses it should know or do.")
    training_observations: str | None = Field(None, max_length=1024, description="What was seen in training.")
    status: Literal["Draft", "PendingReview", "Approved", "Archived"] = Field(
        "Draft", description="How far the card itself is reviewed."
    )

    @model_validator(mode="after")
    def _explained(self) -> Self:
        if self.risk_rating != "low" and not self.risk_explanation:
            raise wrong(f"is required of a {self.risk_rating} risk: say what can go wrong", "risk_explanation")
        return self

    def content(self, description: str, owner: str) -> dict[str, Any]:
        """What a person says, in SageMaker's schema. A training pipeline adds to it what a run knows of itself."""
        return _said(
            model_overview={
                "model_description": description,
                "model_owner": owner,
                "problem_type": self.problem_type,
                "algorithm_type": self.algorithm,
            },
            intended_uses={
                "purpose_of_model": self.purpose,
                "intended_uses": self.intended_uses,
                "factors_affecting_model_efficiency": self.limits,
                "risk_rating": RISKS[self.risk_rating],
                "explanations_for_risk_rating": self.risk_explanation,
            },
            training_details={"training_observations": self.training_observations},
            additional_information={
                "ethical_considerations": self.ethical_considerations,
                "caveats_and_recommendations": self.caveats,
            },
        )


class ServedVersion(Settings):
    """The version that is served: what it was trained on, and what its evaluation measured."""

    package_arn: Arn = Field(description="ARN of the model package.")
    version: int = Field(ge=1, description="Its version.")
    image_uri: str = Field(description="Image that serves it, by digest.")
    artifact_uri: str = Field(description="Its file.")
    metrics: Mapping[str, float] = Field(description="What its evaluation measured.")
    commit: str = Field(description="Commit of the code that trained it.")
    data_version: str = Field(description="Version of the data it was trained on.")
    approved_by: Arn = Field(description="Who approved it.")


class ModelCardArgs(ModelCardSettings, Args):
    """What a ModelCard is made of."""

    description: str = Field(max_length=1024, description="What the model does.")
    owner: str = Field(max_length=1024, description="Who answers for it.")
    kms_key_arn: Input[KmsKeyArn] = Field(description="Customer key of the card.")
    served: ServedVersion | None = Field(None, description="The version that is served; none: not yet one.")


class ModelCard(Component, token="mlops:registry:ModelCard"):
    """The card of a model: intended use and risk by people; training and evaluation of the version that is served.

    Every change makes a new version of the card, so that the cards of all releases are kept.
    """

    card_name: pulumi.Output[str]
    arn: pulumi.Output[str]

    def __init__(self, name: str, args: ModelCardArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        content = args.content(args.description, args.owner)
        card = sagemaker.ModelCard(
            f"{name}-card",
            model_card_name=physical_name(name),
            model_card_status=args.status,
            content=as_json(content if args.served is None else with_version(content, args.served), sort_keys=True),
            security_config=sagemaker.ModelCardSecurityConfigArgs(kms_key_id=args.kms_key_arn),
            tags=self.tags,
            opts=self.child,
        )
        self.publish(card_name=card.model_card_name, arn=card.model_card_arn)


def with_version(content: Mapping[str, Any], served: ServedVersion) -> dict[str, Any]:
    """The content with what is known of the served version."""
    more = {
        "model_overview": {
            "model_artifact": [served.artifact_uri],
            "inference_environment": {"container_image": [served.image_uri]},
            "model_version": served.version,
        },
        "additional_information": {
            "custom_details": {
                "model package": served.package_arn,
                "approved by": served.approved_by,
                "commit": served.commit,
                "data version": served.data_version,
            }
        },
    }
    measured = [{"name": name, "type": "number", "value": value} for name, value in sorted(served.metrics.items())]
    return {
        **content,
        **{section: {**content.get(section, {}), **facts} for section, facts in more.items()},
        "training_details": {
            **content.get("training_details", {}),
            "training_job_details": {"training_datasets": [served.data_version]},
        },
        "evaluation_details": [
            {
                "name": f"evaluation of version {served.version}",
                "metric_groups": [{"name": "metrics", "metric_data": measured}],
            }
        ],
    }


def _said(**sections: Mapping[str, str | None]) -> dict[str, Any]:
    """The sections without what nobody said."""
    said = {name: {key: value for key, value in section.items() if value} for name, section in sections.items()}
    return {name: section for name, section in said.items() if section}
