"""Access: who works with the platform's products, and as what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_mlops as mlops
from pulumi_mlops.access import jobs
from pulumi_mlops.access.boundary import PermissionsBoundarySettings
from pulumi_mlops.access.identity_provider import IdentityProviderSettings
from pulumi_mlops.access.persona_role import PersonaRoleSettings
from pulumi_mlops.access.personas import Persona
from pulumi_mlops.access.placement import Placement
from pulumi_mlops.access.workplace import Workplace
from pulumi_mlops.args import ProductName, Settings
from pulumi_mlops.component import Account
from pulumi_mlops.storage.private_bucket import bucket_arn_of
from pydantic import Field

from ..model import Deployment, PartName, Spec, part


class PersonaSpec(PersonaRoleSettings):
    """A persona, the products it works with, and who it is."""

    products: Sequence[ProductName] = Field(min_length=1, description="Products that it works with.")
    data: Sequence[PartName] = Field(
        (), description="Data buckets of these products that it reads, for example curated."
    )


class AccessSpec(Settings):
    """Who works with the products, and the most that any role may do."""

    boundary: PermissionsBoundarySettings = Field(
        default_factory=lambda: PermissionsBoundarySettings.model_validate({}),
        description="What bounds every role of the platform and its products.",
    )
    identity_providers: Mapping[PartName, IdentityProviderSettings] = Field(
        default_factory=dict, description="Issuers of CI's tokens, where the account does not believe them yet."
    )
    personas: Mapping[Persona, PersonaSpec] = Field(
        default_factory=dict, description="Roles of people and of CI; none: everybody comes with roles of their own."
    )


@dataclass(frozen=True)
class Runs:
    """MLflow, and where the files of its runs are."""

    tracking_uri: pulumi.Output[str]
    files: jobs.Objects
    kms_key_arn: pulumi.Output[str]


@dataclass(frozen=True)
class Links:
    """What the personas' roles are tied to."""

    boundary: mlops.PermissionsBoundary
    network: Placement
    tags: Mapping[str, str]
    runs: Runs | None


def personas(deployment: Deployment[Spec], spec: AccessSpec, links: Links) -> dict[str, pulumi.Output[str]]:
    """The personas' roles; their ARNs by persona."""
    providers = [
        mlops.IdentityProvider(part(name), mlops.IdentityProviderArgs.of(chosen, tags=links.tags))
        for name, chosen in spec.identity_providers.items()
    ]
    # A trust names its issuer, which must be there first.
    after = pulumi.ResourceOptions(depends_on=providers)
    return {
        persona.value: mlops.PersonaRole(
            part(persona.value),
            mlops.PersonaRoleArgs.of(
                chosen,
                persona=persona,
                workplace=_workplace(deployment, persona, chosen, links),
                permissions_boundary=links.boundary.arn,
                tags=links.tags,
            ),
            after,
        ).arn
        for persona, chosen in spec.personas.items()
    }


RESULTS = "artifacts"
"""The bucket of a product that its jobs write to."""
READ: Mapping[Persona, Sequence[str]] = {
    Persona.DATA_SCIENTIST: ("experiments/", "training/"),
    Persona.ML_ENGINEER: ("experiments/", "models/", "training/"),
    Persona.REVIEWER: ("training/",),
    Persona.CI: ("models/", "training/"),
}
"""What each reads of the results, by prefix."""
WRITTEN: Mapping[Persona, Sequence[str]] = {
    Persona.DATA_SCIENTIST: ("experiments/",),
    Persona.ML_ENGINEER: ("experiments/", "models/"),
}


def _workplace(deployment: Deployment[Spec], persona: Persona, chosen: PersonaSpec, links: Links) -> Workplace:
    """Products are other stacks. Their names follow from the product's, so nothing of them need be there yet."""
    account = links.boundary.account
    stacks = [f"{product}-{deployment.environment}" for product in chosen.products]

    # Models that come from an earlier environment are described there, and CI looks at their files there.
    origin = _origin(deployment, account)
    registered = [f"{product}-{deployment.home.environment}" for product in chosen.products] if deployment.home else []
    deploys = persona is Persona.CI
    buckets = [bucket_arn_of(account, stack, RESULTS) for stack in stacks]
    if deploys:
        buckets += [bucket_arn_of(origin, stack, RESULTS) for stack in registered]

    def results(prefixes: Sequence[str]) -> list[jobs.Objects]:
        return [jobs.Objects(bucket_arn=bucket, prefix=prefix) for bucket in buckets for prefix in prefixes]

    data = [
        jobs.Objects(bucket_arn=bucket_arn_of(account, stack, part(name))) for stack in stacks for name in chosen.data
    ]
    runs = links.runs if persona in WRITTEN else None
    files = [runs.files] if runs else []
    return Workplace(
        stacks=stacks,
        reads=[*data, *results(READ.get(persona, ())), *files],
        writes=[*results(WRITTEN.get(persona, ())), *files],
        kms_key_arns=[runs.kms_key_arn] if runs else [],
        tracking_arn=runs.tracking_uri if runs else None,
        job_role_arns=[account.global_arn("iam", f"role/mlops/{stack}-*-job") for stack in stacks],
        package_arns=[origin.arn("sagemaker", f"model-package/{stack}-*") for stack in registered],
        repository_arns=[origin.arn("ecr", "repository/*")] if registered and deploys else [],
        network=links.network,
    )


def _origin(deployment: Deployment[Spec], here: Account) -> Account:
    """The account in which the models are registered that are deployed here."""
    home = deployment.home
    if home is None:
        return here
    given = pulumi.Output.from_input
    return Account(
        id=given(home.account) if home.account else here.id,
        region=given(home.region) if home.region else here.region,
        partition=here.partition,
    )
