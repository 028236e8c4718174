"""The guard: a stack is deployed to its own account and region, or nothing is."""

import pulumi
import pulumi_aws as aws

from .model import LOCAL_ACCOUNT, Deployment, Environment, Spec


def stay_home(deployment: Deployment[Spec]) -> None:
    """Raises pulumi.RunError if the credentials are of another account, or the provider of another region.

    `local` is the local cloud's account: a laptop's stack finds no way to a real one.
    """
    spec, environment = deployment.spec, deployment.environment
    account = spec.account or (LOCAL_ACCOUNT if environment is Environment.LOCAL else None)
    wrong = [
        f"{what} is {here}, and environments.{environment}.{what} says {home}"
        for what, home, here in (
            ("account", account, aws.get_caller_identity().account_id),
            ("region", spec.region, aws.get_region().region),
        )
        if home not in (None, here)
    ]
    if wrong:
        raise pulumi.RunError(
            f"stack {pulumi.get_stack()} is not at home; nothing was changed\n"
            + "\n".join(f"this {line}" for line in wrong)
            + "\nUse the credentials (AWS_PROFILE) and the region (pulumi config set aws:region) of the environment,"
            " or correct the spec."
        )
