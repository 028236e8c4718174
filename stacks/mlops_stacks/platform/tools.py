"""Tools: the images that products run, Studio, and where experiments are tracked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import pulumi
import pulumi_mlops as mlops
from pulumi_mlops.access.jobs import Objects
from pulumi_mlops.args import wrong
from pulumi_mlops.images.image_build import ImageBuildSettings
from pulumi_mlops.images.image_repository import ImageRepositorySettings
from pulumi_mlops.studio.settings import StudioSettings
from pulumi_mlops.tracking.experiment_tracking import PREFIX, ExperimentTrackingSettings
from pulumi_mlops.tracking.tracking_integration import TrackingIntegrationSettings
from pydantic import Field, model_validator

from ..contract import OWN_TRACKER
from ..model import Accounts, PartName, Spec, each_once, part
from .access import Runs


class ImageSpec(ImageRepositorySettings):
    """One image: where its versions are kept, and how they are built."""

    build: ImageBuildSettings | None = Field(None, description="How it is built; none: it is pushed from elsewhere.")


class ToolsSpec(Spec):
    """The part of a platform's spec that says with what people work."""

    images: Mapping[PartName, ImageSpec] = Field(default_factory=dict, description="Container images, by name.")
    studio: StudioSettings | None = Field(None, description="Studio, for personas of `access`; none: no notebooks.")
    tracking: ExperimentTrackingSettings | None = Field(None, description="MLflow; none: experiments are not tracked.")
    trackers: Mapping[PartName, TrackingIntegrationSettings] = Field(
        default_factory=dict, description="Trackers that run elsewhere, for example Weights & Biases."
    )

    @model_validator(mode="after")
    def _trackers_are_told_apart(self) -> Self:
        if self.tracking and OWN_TRACKER in self.trackers:
            raise wrong("is the name of what `tracking` makes: choose another", "trackers", OWN_TRACKER)
        return self


@dataclass(frozen=True)
class Links:
    """What the tools are tied to. `kept` is what all that holds data has in common; the bucket is of artifacts."""

    key_arn: pulumi.Output[str]
    bucket: pulumi.Output[str]
    bucket_arn: pulumi.Output[str]
    network: mlops.Network | mlops.ExistingNetwork
    boundary: mlops.PermissionsBoundary
    kept: Mapping[str, Any]
    readers: Accounts
    """Other accounts that pull every image, beside those that an image names."""


def tracking(spec: ToolsSpec, links: Links) -> Runs | None:
    """MLflow, where it is asked for. Its files are in the platform's artifacts."""
    if spec.tracking is None:
        return None
    made = mlops.ExperimentTracking(
        "tracking",
        mlops.ExperimentTrackingArgs.of(
            spec.tracking,
            artifact_bucket=links.bucket,
            artifact_bucket_arn=links.bucket_arn,
            disposable=links.kept["disposable"],
            **_shared(links),
        ),
    )
    files = Objects(bucket_arn=links.bucket_arn, prefix=PREFIX)
    return Runs(tracking_uri=made.tracking_uri, files=files, kms_key_arn=links.key_arn)


def tools(spec: ToolsSpec, roles: Mapping[str, pulumi.Output[str]], links: Links) -> dict[str, Any]:
    """All the others; the stack's outputs of those that are there."""
    shared = _shared(links)
    made: dict[str, Any] = {}
    if spec.images:
        made["images"] = {name: _image(part(name), chosen, links, shared) for name, chosen in spec.images.items()}
    if spec.trackers:
        made["trackers"] = {name: _tracker(part(name), chosen, links) for name, chosen in spec.trackers.items()}
    if spec.studio:
        made["studio_url"] = mlops.Studio(
            "studio",
            mlops.StudioArgs.of(
                spec.studio,
                vpc_id=links.network.vpc_id,
                subnet_ids=links.network.subnet_ids,
                security_group_ids=[links.network.security_group_id],
                persona_role_arns=roles,
                bucket=links.bucket,
                disposable=links.kept["disposable"],
                **shared,
            ),
        ).url
    return made


def promised(runs: Runs | None, made: Mapping[str, Any]) -> dict[str, Any]:
    """The trackers, as products are told of them."""
    found: dict[str, Any] = dict(made.get("trackers", {}))
    if runs:
        found[OWN_TRACKER] = {
            "environment": {"MLFLOW_TRACKING_URI": runs.tracking_uri},
            "arn": runs.tracking_uri,
            "bucket_arn": runs.files.bucket_arn,
            "prefix": runs.files.prefix,
            "kms_key_arn": runs.kms_key_arn,
        }
    return found


def _shared(links: Links) -> dict[str, Any]:
    return {
        "tags": links.kept["tags"],
        "kms_key_arn": links.key_arn,
        "permissions_boundary": links.boundary.arn,
    }


def _image(name: str, spec: ImageSpec, links: Links, shared: dict[str, Any]) -> dict[str, Any]:
    """A repository, and the build that pushes to it."""
    pull = each_once(spec.pull_accounts, links.readers)
    repository = mlops.ImageRepository(
        f"{name}-image",
        mlops.ImageRepositoryArgs.of(spec, kms_key_arn=links.key_arn, pull_accounts=pull, **links.kept),
    )
    if spec.build is None:
        return {"repository": repository.repository}
    build = mlops.ImageBuild(
        f"{name}-build",
        mlops.ImageBuildArgs.of(
            spec.build,
            repository=repository.repository,
            repository_arn=repository.arn,
            repository_url=repository.url,
            bucket=links.bucket,
            bucket_arn=links.bucket_arn,
            vpc_id=links.network.vpc_id,
            subnet_ids=links.network.subnet_ids,
            security_group_ids=[links.network.security_group_id],
            **shared,
        ),
    )
    return {"repository": repository.repository, "build": build.project, "tag": build.tag, "digest": build.digest}


def _tracker(name: str, spec: TrackingIntegrationSettings, links: Links) -> dict[str, Any]:
    """What a job needs to reach it."""
    tracker = mlops.TrackingIntegration(
        f"{name}-tracker",
        mlops.TrackingIntegrationArgs.of(spec, kms_key_arn=links.key_arn, vpc_id=links.network.vpc_id, **links.kept),
    )
    return {
        "secret_arn": tracker.secret_arn,
        "kms_key_arn": links.key_arn,
        "environment": tracker.environment,
        "security_group_id": tracker.security_group_id,
    }
