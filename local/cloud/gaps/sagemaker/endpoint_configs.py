"""Endpoint configurations: their models must be there, and their instance types be known to AWS."""

from typing import Any, cast

from moto.core.utils import get_service_model
from moto.sagemaker.exceptions import ValidationError
from moto.sagemaker.models import FakeEndpointConfig, SageMakerModelBackend

from local.cloud.gaps.filling import Answer, Call
from local.cloud.gaps.sagemaker import kinds
from local.cloud.patching import replace


@kinds.before_create("EndpointConfig")
def check(call: Call) -> None:
    for variant in _variants(call.params):
        if "ModelName" in variant:  # none where inference components bring the models
            kinds.find(call, "Model", variant["ModelName"])


@kinds.after_create("EndpointConfig")
def complete(_: Call, config: Any) -> None:
    for variant in _variants(config.asked):
        variant.setdefault("InitialVariantWeight", 1.0)
    config.production_variants = config.asked["ProductionVariants"]


def _variants(asked: Answer) -> list[dict[str, Any]]:
    return [*asked.get("ProductionVariants", []), *asked.get("ShadowProductionVariants", [])]


def _validate_instance_type(_: FakeEndpointConfig, instance_type: str) -> None:
    known: list[str] = cast(Any, get_service_model("sagemaker").shape_for("ProductionVariantInstanceType")).enum
    if instance_type not in known:
        raise ValidationError(
            f"1 validation error detected: Value '{instance_type}' at 'productionVariants.1.member.instanceType' "
            f"failed to satisfy constraint: Member must satisfy enum value set: {known}"
        )


def _validate_nothing(*_: Any, **__: Any) -> None:
    pass


replace(FakeEndpointConfig, validate_instance_type=_validate_instance_type)  # moto's list ends in 2020
replace(SageMakerModelBackend, validate_production_variants=_validate_nothing)  # checked before, in AWS's words
