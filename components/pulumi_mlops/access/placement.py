"""Placement: where in a VPC the machines of jobs and endpoints stand."""

from collections.abc import Sequence
from typing import Annotated, Self

import pulumi
from annotated_types import MinLen
from pydantic import Field, model_validator

from ..args import Args, Input, Settings, wrong
from ..component import Account
from .statements import Statement, join_network

Some = Annotated[Sequence[Input[str]], MinLen(1)]


class Placement(Settings):
    """Subnets and security groups."""

    subnet_ids: Input[Some] = Field(description="Private subnets.")
    security_group_ids: Input[Some] = Field(description="Security groups.")

    def join(self, account: Account) -> list[Statement]:
        """Put network interfaces there."""
        return join_network(account.arn("ec2"), self.subnet_ids, self.security_group_ids)


class PlacedArgs(Args):
    """Args of a component whose machines may stand in a VPC."""

    subnet_ids: Input[Sequence[Input[str]]] = Field(
        default=(), description="Private subnets; none: SageMaker's own network."
    )
    security_group_ids: Input[Sequence[Input[str]]] = Field(default=(), description="Security groups, with subnet_ids.")

    @model_validator(mode="after")
    def _whole_network(self) -> Self:
        if _given(self.subnet_ids) != _given(self.security_group_ids):
            raise wrong("must be given together with security_group_ids", "subnet_ids")
        return self

    @property
    def placement(self) -> Placement | None:
        """Both together; none: SageMaker's own network."""
        if not _given(self.subnet_ids):
            return None
        return Placement(subnet_ids=self.subnet_ids, security_group_ids=self.security_group_ids)


def _given(ids: Input[Sequence[Input[str]]]) -> bool:
    return isinstance(ids, pulumi.Output) or bool(ids)
