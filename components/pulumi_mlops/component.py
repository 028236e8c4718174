"""Component: the base of every component resource of this package."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

import pulumi
import pulumi_aws as aws
from pulumi.runtime.settings import get_monitor

from .args import Args, Input


@dataclass(frozen=True)
class Account:
    """Where a component's provider works. Each is known at preview."""

    id: pulumi.Output[str]
    region: pulumi.Output[str]
    partition: pulumi.Output[str]

    def arn(self, service: str, *resource: Input[str]) -> pulumi.Output[str]:
        """The ARN of a resource of this account and region: `arn("sns", "alarms")`. The parts are joined."""
        return pulumi.Output.concat("arn:", self.partition, f":{service}:", self.region, ":", self.id, ":", *resource)

    def global_arn(self, service: str, *resource: Input[str]) -> pulumi.Output[str]:
        """The ARN of a resource of this account that is in no region: `global_arn("iam", "role/mlops/x")`."""
        return pulumi.Output.concat("arn:", self.partition, f":{service}::", self.id, ":", *resource)

    def bucket_arn(self, *name: Input[str]) -> pulumi.Output[str]:
        """The ARN of a bucket, or with a path of its objects. It names no account: bucket names are everybody's."""
        return pulumi.Output.concat("arn:", self.partition, ":s3:::", *name)

    def repository_arn(self, registry: Input[str], region: Input[str], name: Input[str]) -> pulumi.Output[str]:
        """The ARN of an ECR repository of any account and region: `registry` is the account's ID."""
        return pulumi.Output.concat("arn:", self.partition, ":ecr:", region, ":", registry, ":repository/", name)

    def root_of(self, account_id: Input[str]) -> pulumi.Output[str]:
        """The principal that stands for an account: its own IAM policies say who of it."""
        return pulumi.Output.concat("arn:", self.partition, ":iam::", account_id, ":root")


_accounts: WeakKeyDictionary[Any, dict[pulumi.ProviderResource | None, Account]] = WeakKeyDictionary()
"""What was looked up, by the run (its monitor) and the provider: three calls a run, not three a component."""


class Component(pulumi.ComponentResource):
    """A component resource: a fixed type token, children below it, outputs published once.

    A subclass names its token: `class Endpoint(Component, token="mlops:serving:Endpoint")`. A token never changes
    without an alias, since the engine takes a new token for a new resource.
    """

    token: ClassVar[str]

    def __init_subclass__(cls, token: str, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.token = token

    def __init__(self, name: str, args: Args, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(self.token, name, None, opts)
        self.tags = dict(args.tags)

    @cached_property
    def child(self) -> pulumi.ResourceOptions:
        """Options of a child. Never merged with the component's own, whose `protect` and `aliases` would leak."""
        return pulumi.ResourceOptions(parent=self)

    def child_with(self, **options: Any) -> pulumi.ResourceOptions:
        """Options of a child that needs more than a parent, for example `depends_on`."""
        return pulumi.ResourceOptions(parent=self, **options)

    @property
    def account(self) -> Account:
        """The account, region and partition that this component's provider works in."""
        known = _accounts.setdefault(get_monitor(), {})
        provider = self.get_provider("aws:index:Provider")
        if provider not in known:
            lookup = pulumi.InvokeOutputOptions(provider=provider)
            known[provider] = Account(
                id=aws.get_caller_identity_output(opts=lookup).account_id,
                region=aws.get_region_output(opts=lookup).region,
                partition=aws.get_partition_output(opts=lookup).partition,
            )
        return known[provider]

    def publish(self, **outputs: Any) -> None:
        """Set the outputs as attributes and register them, so that the two never differ."""
        for key, value in outputs.items():
            setattr(self, key, value)
        self.register_outputs(outputs)
