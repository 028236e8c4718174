"""Jobs around data sets: the machine of a pipeline, who versions data, and Lake Formation at its tables."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from ...args import Arn, Input, KmsKeyArn
from ...component import Account
from ..listings import LOG_DELIVERY, TRACING
from ..placement import Placement
from ..statements import Statement, read_with_key, statement, use_key
from .base import Job, Objects, reading_and_writing


class DataPipeline(Job):
    """A state machine that runs one Glue job, reads its verdict, keeps what failed and tells of it."""

    service: ClassVar[str] = "states.amazonaws.com"

    kind: Literal["data_pipeline"] = Field(default="data_pipeline", description="This kind of job.")
    glue_job_arn: Input[Arn] = Field(description="Glue job that it runs.")
    crawler_arn: Input[Arn] | None = Field(default=None, description="Crawler that it runs.")
    verdicts: Objects = Field(description="Where the job leaves what the quality rules said.")
    queue_arn: Input[Arn] = Field(description="Queue that keeps what failed.")
    topic_arn: Input[Arn] = Field(description="Topic that is told.")
    kms_key_arns: Sequence[Input[KmsKeyArn]] = Field(min_length=1, description="Keys of all these.")

    def statements(self, account: Account) -> list[Statement]:  # noqa: ARG002 - it is given all that it names
        """Run, read, keep, tell; log and trace, which take no resource."""
        crawls = [statement(["glue:GetCrawler", "glue:StartCrawler"], [self.crawler_arn])] if self.crawler_arn else []
        runs = [f"glue:{verb}JobRun" for verb in ("Start", "Get", "BatchStop")]
        return [
            statement([*runs, "glue:GetJobRuns"], [self.glue_job_arn]),
            *crawls,
            self.verdicts.read()[0],
            statement(["sqs:SendMessage"], [self.queue_arn]),
            statement(["sns:Publish"], [self.topic_arn]),
            statement(["kms:Decrypt", "kms:GenerateDataKey"], self.kms_key_arns),
            statement(LOG_DELIVERY, ["*"]),
            statement(TRACING, ["*"]),
        ]


class DataVersions(Job):
    """A notebook or job that keeps versions of a data set's files (DVC) and reads its table."""

    kind: Literal["data_versions"] = Field(default="data_versions", description="This kind of job.")
    versions: Objects = Field(description="Where the versions are kept.")
    table: Objects = Field(description="The table's files.")
    kms_key_arns: Sequence[Input[KmsKeyArn]] = Field(min_length=1, description="Keys of both.")
    network: Placement | None = Field(default=None, description="Where it stands; none: SageMaker's own network.")

    def statements(self, account: Account) -> list[Statement]:
        """Add versions and read them back; read the table. Nothing is deleted: a version is a promise."""
        return [
            *reading_and_writing([self.versions, self.table], [self.versions]),
            *self.versions.find(),
            *self.table.find(),
            *use_key(*self.kms_key_arns),
            *(self.network.join(account) if self.network else ()),
        ]


class DataLake(Job):
    """Lake Formation, handing the files of a table to who was granted it.

    https://docs.aws.amazon.com/lake-formation/latest/dg/registration-role.html
    """

    service: ClassVar[str] = "lakeformation.amazonaws.com"

    kind: Literal["data_lake"] = Field(default="data_lake", description="This kind of job.")
    table: Objects = Field(description="The table's files.")
    kms_key_arns: Sequence[Input[KmsKeyArn]] = Field(min_length=1, description="Keys of these.")

    def statements(self, account: Account) -> list[Statement]:  # noqa: ARG002 - it is given all that it names
        """Read: what is granted is to query, and the table is written by its job alone."""
        return [*self.table.read(), *read_with_key(*self.kms_key_arns)]
