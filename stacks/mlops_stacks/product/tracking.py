"""Tracking: the platform's tracker, as those jobs of a product meet it that log runs."""

from typing import Any

import pulumi
from pulumi_mlops.access.jobs.base import Objects
from pulumi_mlops.tracking.links import TrackingLinks

from ..contract import OWN_TRACKER, Contract
from .model import ProductSpec


def tracking_links(spec: ProductSpec, contract: pulumi.Output[Contract] | None) -> TrackingLinks | None:
    """What jobs need to log runs; none: no job does."""
    name = spec.tracker
    if contract is None or name is None or not any(spec.tracked):
        return None
    tracker = contract.apply(lambda known: known.tracker(name))

    def promised(field: str) -> Any:
        return tracker.apply(lambda known: getattr(known, field) or _not_promised(name, field))

    told: pulumi.Output[dict[str, str]] = promised("environment")
    if name == OWN_TRACKER:
        # Of one MLflow for all products, each has its own experiment.
        return TrackingLinks(
            environment=told.apply(lambda known: {"MLFLOW_EXPERIMENT_NAME": pulumi.get_stack(), **known}),
            tracking_arn=promised("arn"),
            files=Objects(bucket_arn=promised("bucket_arn"), prefix=promised("prefix")),
            files_kms_key_arn=promised("kms_key_arn"),
        )
    return TrackingLinks(
        environment=told,
        secret_arn=promised("secret_arn"),
        secret_kms_key_arn=promised("kms_key_arn"),
        security_group_id=promised("security_group_id"),
    )


def _not_promised(name: str, field: str) -> None:
    raise pulumi.RunError(f'tracker: the platform does not say {field} of "{name}": deploy the platform anew')
