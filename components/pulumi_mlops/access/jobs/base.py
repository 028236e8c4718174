"""What the jobs have in common: the service that runs them, and what most are given."""

from collections.abc import Sequence
from typing import ClassVar

import pulumi
from pydantic import Field

from ...args import Arn, Input, Settings
from ...component import Account
from ..statements import Statement, beginning, below, read_objects, statement, write_objects


class Objects(Settings):
    """Objects of a bucket: all of them, or those below a prefix."""

    bucket_arn: Input[Arn] = Field(description="ARN of the bucket.")
    prefix: Input[str] = Field(
        default="", description="What the objects' keys begin with, for example training/; empty: all."
    )

    def read(self) -> list[Statement]:
        """Read and list them."""
        return read_objects(self._bucket, self.prefix)

    def find(self) -> list[Statement]:
        """Be told that one is missing, which a table's writer asks at first. S3 asks for s3:ListBucket then and says no
        prefix, so that names can be listed without one.

        https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
        """
        listed = {"StringLikeIfExists": {"s3:prefix": [beginning(self.prefix)]}}
        return [statement(["s3:ListBucket"], [self.bucket_arn], when=listed)]

    def write(self) -> list[Statement]:
        """Put them."""
        return write_objects(self._bucket, self.prefix)

    @property
    def _bucket(self) -> pulumi.Output[str]:
        """The very Output that was given, so that two statements of one bucket are seen to be that."""
        given = self.bucket_arn
        return given if isinstance(given, pulumi.Output) else pulumi.Output.from_input(given)

    def delete(self) -> list[Statement]:
        """Delete them; in a versioned bucket they can be brought back."""
        return [statement(["s3:DeleteObject"], [below(self._bucket, self.prefix)])]


class Job(Settings):
    """A kind of job. `statements` is all that its role may do."""

    service: ClassVar[str] = "sagemaker.amazonaws.com"
    """Who takes the role."""

    def statements(self, account: Account) -> list[Statement]:
        """What the job may do with what it is given."""
        raise NotImplementedError


def reading_and_writing(reads: Sequence[Objects], writes: Sequence[Objects]) -> list[Statement]:
    """Read the ones, write the others."""
    return [made for one in reads for made in one.read()] + [made for one in writes for made in one.write()]
