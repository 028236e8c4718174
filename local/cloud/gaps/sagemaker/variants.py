"""Variants: what an endpoint says of those that serve it, as wanted and as they are."""

from typing import Any

from moto.core.utils import utcnow

from local.cloud.gaps.filling import Call
from local.cloud.gaps.sagemaker import kinds

Variant = dict[str, Any]
_WANTED = {
    "InitialInstanceCount": "InstanceCount",
    "InitialVariantWeight": "Weight",
    "ServerlessConfig": "ServerlessConfig",
}
_SAME = ("ManagedInstanceScaling", "RoutingConfig")


def summaries(call: Call, configured: list[Variant]) -> list[Variant]:
    """What Describe tells of the variants of a configuration that is in service."""
    return [_summary(call, variant) for variant in configured]


def _summary(call: Call, variant: Variant) -> Variant:
    told: Variant = {"VariantName": variant["VariantName"]}
    for member, what in _WANTED.items():
        if member in variant:
            told |= {f"Current{what}": variant[member], f"Desired{what}": variant[member]}
    told |= {member: variant[member] for member in _SAME if member in variant}
    if images := _images(call, variant.get("ModelName")):
        told["DeployedImages"] = images
    return told


def _images(call: Call, model_name: str | None) -> list[Variant]:
    models: dict[str, Any] = getattr(kinds.backend(call), kinds.BY_NOUN["Model"].store)
    if (model := models.get(model_name or "")) is None:
        return []
    containers = [model.asked.get("PrimaryContainer"), *model.asked.get("Containers", [])]
    images = [container["Image"] for container in containers if container and "Image" in container]
    return [{"SpecifiedImage": image, "ResolvedImage": image, "ResolutionTime": utcnow()} for image in images]


def desire(variant: Variant, wanted: Variant) -> None:
    """Ask for another weight or capacity; what is not given stays."""
    members = ("DesiredWeight", "DesiredInstanceCount")
    variant.update({member: wanted[member] for member in members if member in wanted})


def arrive(variants: list[Variant]) -> None:
    """Let the weights and capacities be as wanted."""
    for variant in variants:
        for what in ("Weight", "InstanceCount"):
            if f"Desired{what}" in variant:
                variant[f"Current{what}"] = variant[f"Desired{what}"]


def retain(variants: list[Variant], before: list[Variant], excluded: set[str]) -> None:
    """Give variants the weight and capacity that those of the same name had before."""
    old = {variant["VariantName"]: variant for variant in before}
    for variant in variants:
        had = old.get(variant["VariantName"], {})
        for what in ("Weight", "InstanceCount"):
            if f"Desired{what}" not in excluded:
                variant.update({name: had[name] for name in (f"Desired{what}", f"Current{what}") if name in had})
