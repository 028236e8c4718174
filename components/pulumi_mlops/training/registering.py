"""Gate and registration: a model that reaches its bar becomes a version in the registry, with all that made it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..registry.provenance import Provenance
from .expressions import RUN, Json, join, output_of, parameter, text_of
from .plan import Plan
from .settings import GateSettings

OVERVIEW = frozenset({"model_artifact", "model_creator"})
"""What the card of a model package has of its section model_overview."""


@dataclass(frozen=True)
class Registration:
    """Where a model is registered, and what it carries beside the pipeline's own facts."""

    package_group: Any
    feature_groups: Sequence[Any]
    """Names of the feature groups that the data is made of. Each may be an Output."""
    model_card: Mapping[str, Any]
    """Content of its model card, as SageMaker's schema has it; empty: no card."""


def gated(gate: GateSettings, step: Json) -> Json:
    """The step, if the metric in evaluation.json reaches the gate; else the run fails and says so."""
    bounds = [("GreaterThanOrEqualTo", gate.at_least), ("LessThanOrEqualTo", gate.at_most)]
    metric = {
        "Std:JsonGet": {
            "PropertyFile": {"Get": "Steps.Evaluate.PropertyFiles.Evaluation"},
            "Path": f"metrics.{gate.metric}.value",
        }
    }
    return {
        "Name": "Gate",
        "Type": "Condition",
        "Arguments": {
            "Conditions": [
                {"Type": how, "LeftValue": metric, "RightValue": bound} for how, bound in bounds if bound is not None
            ],
            "IfSteps": [step],
            "ElseSteps": [{"Name": "Refuse", "Type": "Fail", "Arguments": {"ErrorMessage": _refusal(gate)}}],
        },
    }


def _refusal(gate: GateSettings) -> str:
    if gate.at_most is None:
        return f"The model's {gate.metric} is under the gate of {gate.at_least}."
    if gate.at_least is None:
        return f"The model's {gate.metric} is over the gate of {gate.at_most}."
    return f"The model's {gate.metric} is not within the gate, {gate.at_least} to {gate.at_most}."


def register(plan: Plan, registration: Registration) -> Json:
    """A new version in the model package group, which a person approves."""
    evaluation = join(output_of("Evaluate", "evaluation"), "/evaluation.json")
    explanation = join(output_of("Explain", "explanation"), "/explanation.json")
    report = {"Explainability": {"Report": _json_at(explanation)}} if plan.chosen.explain else {}
    arguments = {
        "ModelPackageGroupName": registration.package_group,
        "ModelApprovalStatus": "PendingManualApproval",
        "ModelMetrics": {"ModelQuality": {"Statistics": _json_at(evaluation)}, **report},
        "MetadataProperties": {"CommitId": parameter("Commit"), "GeneratedBy": RUN},
        "CustomerMetadataProperties": provenance(plan, registration),
        "InferenceSpecification": {
            "Containers": [{"Image": plan.images["serve"], "ModelDataUrl": plan.model}],
            "SupportedContentTypes": ["text/csv", "application/json"],
            "SupportedResponseMIMETypes": ["application/json"],
        },
        **(_card(plan, registration.model_card, evaluation) if registration.model_card else {}),
    }
    return {"Name": "Register", "Type": "RegisterModel", "Arguments": arguments}


def provenance(plan: Plan, registration: Registration) -> Json:
    """What the model package tells of its making: commit, version of the data, run and job, images by digest."""
    groups = [part for name in registration.feature_groups for part in (",", name)][1:]
    others = {f"{step}_image": plan.images[step] for step in ("process", "evaluate", "serve")}
    return {
        Provenance.COMMIT.value: parameter("Commit"),
        Provenance.DATA_VERSION.value: parameter("DataVersion"),
        Provenance.PIPELINE_EXECUTION.value: RUN,
        Provenance.TRAINING_IMAGE.value: plan.images["train"],
        Provenance.TRAINING_JOB.value: plan.training_job,
        **others,
        **({Provenance.FEATURE_GROUPS.value: join(*groups)} if groups else {}),
    }


def _card(plan: Plan, content: Mapping[str, Any], evaluation: Json) -> Json:
    """The model card: what people say of the model, and what this run knows of its training and evaluation."""
    training = {
        "training_job_details": {
            "training_arn": plan.trained_by,
            "training_datasets": [parameter("DataUri")],
            "training_environment": {"container_image": [plan.images["train"]]},
        }
    }
    evaluated = {
        "name": "evaluation",
        "evaluation_job_arn": {"Get": "Steps.Evaluate.ProcessingJobArn"},
        "datasets": [output_of("Process", "test")],
        "evaluation_observation": join("The report: ", evaluation),
    }
    # A package's card has no more of the overview than this; the rest is in the model's own card.
    # https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ModelPackageModelCard.html
    overview = {key: value for key, value in content.get("model_overview", {}).items() if key in OVERVIEW}
    content = {key: value for key, value in content.items() if key != "model_overview"}
    said = {**content, **({"model_overview": overview} if overview else {})}
    said |= {
        "training_details": {**content.get("training_details", {}), **training},
        "evaluation_details": [*content.get("evaluation_details", []), evaluated],
    }
    return {
        "ModelCard": {"ModelCardContent": text_of(said), "ModelCardStatus": "Draft"},
        "SecurityConfig": {"KmsKeyId": plan.kms_key_arn},
    }


def _json_at(uri: Any) -> Json:
    return {"ContentType": "application/json", "S3Uri": uri}
