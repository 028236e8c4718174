"""What every role may (+) and may not (-) do: a table in files by area.

A line is an action, a resource, and what else the request says. A block begins with its role: `training` is one of the
factory (`roles.py`), in stack churn-local; a name that begins with its stack is a role that a component makes.
Resources are short: `curated/x` is an object of a bucket of the role's stack, `role/x` a role of ours, `key` the
stack's key, and all else is an ARN after the account.
"""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import NamedTuple

import roles

from . import data, jobs, people, platform, product, starters

KEY = "arn:aws:kms:eu-west-1:123456789012:key/k-1"
SAID: Mapping[str, Mapping[str, str]] = {
    "ENCRYPTED": {
        "sagemaker:VolumeKmsKey": KEY,
        "sagemaker:OutputKmsKey": KEY,
        "sagemaker:InstanceTypes": "ml.m5.large",
    },
    "INSIDE": {"sagemaker:VpcSubnets": "subnet-1", "sagemaker:VpcSecurityGroupIds": "sg-1"},
    "ELSEWHERE": {"sagemaker:VpcSubnets": "subnet-9", "sagemaker:VpcSecurityGroupIds": "sg-1"},
    "BOUNDED": {"iam:PermissionsBoundary": "arn:aws:iam::123456789012:policy/mlops/churn-local-boundary"},
    "STUDIOS": {"ec2:Vpc": "arn:aws:ec2:eu-west-1:123456789012:vpc/network-vpc-id"},
}
"""What a request says, by a word."""
IN_THE_CLEAR = {"sagemaker:InstanceTypes": "ml.m5.large"}
AS: Mapping[str, str] = {
    **{f"platform-local-{one}": one for one in ("auditor", "ci", "data-scientist", "ml-engineer", "reviewer")},
    "platform-local-churn-env-build": "image-build",
    "platform-local-churn-train-build": "image-build",
    "platform-local-data-artifacts-replication": "platform-local-data-raw-replication",
    "churn-local-customer-embedding-store": "feature-store",
    "churn-local-customer-usage-store": "feature-store",
    "churn-local-customer-usage-v2-store": "feature-store",
    "churn-local-customers-event": "event-rule",
    "churn-local-customers-lake": "data-lake",
    "churn-local-visits-crawler": "glue",
    **{
        f"churn-local-{data_set}-{of}": like
        for data_set in ("contracts", "customers", "visits")
        for of, like in {
            "clock": "schedule",
            "ingest": "glue",
            "machine": "data-pipeline",
            "versions": "data-versions",
        }.items()
    },
    "churn-local-endpoint-serving": "endpoint",
    "churn-local-scoring-job": "training",
    "churn-local-scoring-schedule": "schedule",
    "churn-local-scoring-starter": "pipeline",
    "churn-local-training-events": "event-rule",
    "churn-local-training-schedule": "schedule",
    "churn-local-training-starter": "pipeline",
}
"""Roles that components make by the statements of a role of the table. They may do no action that it may not."""


class Row(NamedTuple):
    """A line of the table."""

    role: str
    sign: str
    line: str

    @property
    def allowed(self) -> bool:
        """Whether it must be."""
        return self.sign == "+"

    @property
    def stack(self) -> str:
        """Whose role it is."""
        return next((one for one in ("platform-local", roles.STACK) if self.role.startswith(one)), roles.STACK)

    @property
    def arn(self) -> str:
        """The role's."""
        name = self.role if self.role.startswith(self.stack) else f"{self.stack}-{self.role}"
        return f"arn:aws:iam::{roles.ACCOUNT}:role/mlops/{name}"

    @property
    def action(self) -> str:
        """What is asked for."""
        return self.line.split()[0]

    @property
    def said(self) -> dict[str, str]:
        """The condition keys of the request."""
        words = self.line.split()[2:]
        return dict(chain.from_iterable(SAID[one].items() if one in SAID else [one.split("=")] for one in words))

    def resource(self, key: str) -> str:
        """The ARN of the resource. `key`: that of the key that the factory's roles are given."""
        service, short = self.action.split(":")[0], self.line.split()[1]
        if short == "key":
            return KEY if self.role.startswith(self.stack) else key
        if short == "*" or short.startswith("arn:"):
            return short
        if service == "s3":
            name, _, path = short.partition("/")
            return f"arn:aws:s3:::{roles.bucket(name, self.stack)}" + (f"/{path}" if path else "")
        if short.startswith(("role/", "policy/")):
            kind, name = short.split("/")
            return f"arn:aws:iam::{roles.ACCOUNT}:{kind}/mlops/{self.stack}-{name}"
        if service == "iam":
            return f"arn:aws:iam::{roles.ACCOUNT}:{short}"
        return roles.arn(service.removesuffix("-mlflow"), short)


def _rows() -> Iterator[Row]:
    for area in (jobs, data, starters, people, platform, product):
        for block in area.CALLS.strip().split("\n\n"):
            role, *lines = block.splitlines()
            yield from (Row(role, line[0], line[2:]) for line in lines)


ROWS = tuple(_rows())
