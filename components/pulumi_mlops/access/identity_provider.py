"""IdentityProvider: GitHub or GitLab as an issuer of tokens that roles of this account may be taken by."""

import pulumi
import pulumi_aws as aws
from pydantic import Field

from ..args import Args, Settings
from ..component import Component
from .trust import Host


class IdentityProviderSettings(Settings):
    """What a person chooses of an IdentityProvider."""

    issuer: Host = Field(
        description="Issuer of the tokens: token.actions.githubusercontent.com, gitlab.com, or a host."
    )
    audience: str = Field(description="Audience of the tokens: sts.amazonaws.com for GitHub, https://gitlab.com.")


class IdentityProviderArgs(IdentityProviderSettings, Args):
    """What an IdentityProvider is made of."""


class IdentityProvider(Component, token="mlops:access:IdentityProvider"):
    """An OIDC issuer that this account believes. An account has one of each: leave it out where it is there already."""

    arn: pulumi.Output[str]

    def __init__(self, name: str, args: IdentityProviderArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        provider = aws.iam.OpenIdConnectProvider(
            f"{name}-provider",
            url=f"https://{args.issuer}",
            client_id_lists=[args.audience],
            tags=self.tags,
            opts=self.child,
        )
        self.publish(arn=provider.arn)
