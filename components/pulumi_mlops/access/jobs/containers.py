"""Jobs in SageMaker's containers: processing, training, tuning, monitoring, serving."""

from collections.abc import Sequence
from typing import Literal

import pulumi
from pydantic import Field

from ...args import Arn, Input, KmsKeyArn
from ...component import Account
from ..placement import Placement
from ..statements import Statement, log_runs, pull_image, put_metrics, statement, use_key, write_logs
from .base import Job, Objects, reading_and_writing

PROCESSING, TRAINING = "/aws/sagemaker/ProcessingJobs", "/aws/sagemaker/TrainingJobs"
"""Where SageMaker keeps its jobs' logs, and metrics: the log groups and the namespaces have the same names."""
ENDPOINTS = "/aws/sagemaker/Endpoints"
"""Where endpoints' metrics are, and below it a log group for each endpoint."""


class Container(Job):
    """What a container of SageMaker is given."""

    reads: Sequence[Objects] = Field(default=(), description="What it reads.")
    writes: Sequence[Objects] = Field(default=(), description="What it writes.")
    kms_key_arns: Sequence[Input[KmsKeyArn]] = Field(min_length=1, description="Keys of what it reads and writes.")
    repository_arns: Sequence[Input[Arn]] = Field(min_length=1, description="ECR repositories of its images.")
    tracking_arn: Input[Arn] | None = Field(default=None, description="MLflow app or server that it logs runs to.")
    network: Placement | None = Field(
        default=None, description="Where its machines stand; none: SageMaker's own network."
    )

    def contained(
        self, account: Account, log_groups: Sequence[Input[str]], namespaces: Sequence[str]
    ) -> list[Statement]:
        """Read, write, decrypt, pull the image, log, measure, join the network."""
        return [
            *reading_and_writing(self.reads, self.writes),
            *use_key(*self.kms_key_arns),
            *pull_image(*self.repository_arns),
            *write_logs(*(account.arn("logs", "log-group:", group) for group in log_groups)),
            *put_metrics(*namespaces),
            *(log_runs(self.tracking_arn) if self.tracking_arn is not None else ()),
            *(self.network.join(account) if self.network else ()),
        ]


class Processing(Container):
    """A processing job."""

    kind: Literal["processing"] = Field(default="processing", description="This kind of job.")

    def statements(self, account: Account) -> list[Statement]:
        """What a container may, in the place of processing jobs."""
        return self.contained(account, [PROCESSING], [PROCESSING])


class Training(Container):
    """A training job, and the processing jobs before and after it where `processes` says so."""

    kind: Literal["training"] = Field(default="training", description="This kind of job.")
    processes: bool = Field(
        default=False, description="The role runs processing jobs too, as those of a training pipeline."
    )

    def statements(self, account: Account) -> list[Statement]:
        """What a container may, in the place of training jobs."""
        places = (PROCESSING, TRAINING) if self.processes else (TRAINING,)
        return self.contained(account, places, places)


class Tuning(Container):
    """The training jobs that a tuning job starts. They may start none themselves."""

    kind: Literal["tuning"] = Field(default="tuning", description="This kind of job.")

    def statements(self, account: Account) -> list[Statement]:
        """What a training job may."""
        return self.contained(account, [TRAINING], [TRAINING])


class Monitor(Container):
    """A scheduled processing job that holds what an endpoint captured against a baseline, and measures the drift."""

    kind: Literal["monitor"] = Field(default="monitor", description="This kind of job.")
    endpoint_arn: Input[Arn] = Field(description="ARN of the endpoint that it watches.")
    namespace: str = Field(min_length=1, description="Namespace of the metrics that it puts, for example churn/drift.")

    def statements(self, account: Account) -> list[Statement]:
        """What a processing job may, its own metrics, and a look at the endpoint."""
        return [
            *self.contained(account, [PROCESSING], [PROCESSING, self.namespace]),
            statement(["sagemaker:DescribeEndpoint"], [self.endpoint_arn]),
        ]


class Endpoint(Container):
    """The container behind an endpoint: it fetches the model, and what it is asked and answers is captured."""

    kind: Literal["endpoint"] = Field(default="endpoint", description="This kind of job.")
    endpoint_name: Input[str] = Field(description="Name of the endpoint, which its log group is named after.")

    def statements(self, account: Account) -> list[Statement]:
        """What a container may, in the endpoint's own log group."""
        return self.contained(account, [pulumi.Output.concat(ENDPOINTS, "/", self.endpoint_name)], [ENDPOINTS])
