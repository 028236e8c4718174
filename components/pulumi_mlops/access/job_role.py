"""JobRole: the role of one job, its statements derived from what the job is given."""

import pulumi
from pydantic import Field

from ..args import Args, Arn, Input
from ..component import Component
from .jobs import AnyJob
from .role import ExecutionRole


class JobRoleArgs(Args):
    """What a JobRole is made of."""

    job: AnyJob = Field(description="The job, by its kind, with the resources it is given.")
    permissions_boundary: Input[Arn] | None = Field(default=None, description="Policy that bounds the role.")


class JobRole(ExecutionRole, token="mlops:access:JobRole"):
    """The role of one job, of whatever kind: which service takes it and what it may do follow from what it is given."""

    def __init__(self, name: str, args: JobRoleArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        Component.__init__(self, name, args, opts)
        self.make(name, args.job.service, args.job.statements(self.account), args.permissions_boundary)
