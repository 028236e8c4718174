"""Deploying: the model that a stack's manifest names, held against the account before anything is registered."""

from typing import Any

import pulumi
from pulumi_mlops.args import Settings
from pulumi_mlops.registry.model_card import ServedVersion
from pulumi_mlops.serving.endpoint import ServedModel

from ..model import Deployment
from ..yaml_lines import SpecError
from . import manifest
from .account import Account, ReleaseError
from .checking import differences
from .manifest import Release


class Promoted(Settings):
    """A release that was found as its manifest says."""

    release: Release
    model: ServedModel

    @property
    def version(self) -> ServedVersion:
        """What the model's card tells of it."""
        told, image = self.release, self.release.image
        return ServedVersion(
            package_arn=told.package,
            version=told.version,
            image_uri=f"{image.registry}/{image.repository}@{image.digest}",
            artifact_uri=told.artifact.uri,
            metrics=told.metrics,
            commit=told.commit,
            data_version=told.data_version,
            approved_by=told.approved.by,
        )


def promoted(deployment: Deployment[Any], account: Account | None = None) -> Promoted:
    """What the environment serves. Raises RunError, at preview too, where the account is not as the manifest says."""
    try:
        release = _true_release(deployment, account or _account())
    except (ReleaseError, SpecError) as error:
        raise pulumi.RunError(f"the release cannot be deployed; nothing was changed\n{error}") from None
    artifact = release.artifact
    elsewhere = not artifact.bucket.startswith(f"{deployment.spec.name}-{deployment.environment}-")
    model = ServedModel(
        image=release.image,
        artifact=artifact.key,
        bucket=artifact.bucket if elsewhere else None,
        kms_key_arn=artifact.kms_key_arn if elsewhere else None,
    )
    return Promoted(release=release, model=model)


def _true_release(deployment: Deployment[Any], account: Account) -> Release:
    product, environment = deployment.spec.name, deployment.environment
    file = manifest.place(deployment.folder, product, environment)
    known = manifest.load(file)
    if known is None:
        missing = f"endpoint.model is promoted, and {file} is not there"
        raise ReleaseError(f"{missing}: mlops promote {product} --env {environment} --version N")
    if (known.product, known.environment) != (product, environment):
        raise ReleaseError(f"{file} is of {known.product}-{known.environment}: promote, do not copy")
    if wrong := differences(known.served, account):
        raise ReleaseError(*(f"{file}: {each}" for each in wrong))
    return known.served


def _account() -> Account:
    """The account of the stack: the profile of its configuration, or of the environment."""
    settings = pulumi.Config("aws")
    return Account(region=settings.get("region"), profile=settings.get("profile"))
