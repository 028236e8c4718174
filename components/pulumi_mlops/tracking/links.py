"""TrackingLinks: a tracker as jobs meet it, SageMaker's own or one elsewhere."""

from collections.abc import Mapping

from pydantic import Field

from ..access.jobs.base import Objects
from ..access.statements import Statement, log_runs, read_secret, read_with_key, use_key
from ..args import Arn, Input, KmsKeyArn, Settings


class TrackingLinks(Settings):
    """Where jobs log their runs, and what their role and their network need for it."""

    environment: Input[Mapping[str, Input[str]]] = Field(description="What a job is told. It holds no secret.")
    tracking_arn: Input[Arn] | None = Field(default=None, description="MLflow of SageMaker; none: it runs elsewhere.")
    files: Objects | None = Field(default=None, description="Where the runs' files are, which a job puts there itself.")
    files_kms_key_arn: Input[KmsKeyArn] | None = Field(default=None, description="Key of these files.")
    secret_arn: Input[Arn] | None = Field(default=None, description="Secret with the token of a tracker elsewhere.")
    secret_kms_key_arn: Input[KmsKeyArn] | None = Field(default=None, description="Key of that secret.")
    security_group_id: Input[str] | None = Field(default=None, description="Group that lets a job through to it.")

    def statements(self) -> list[Statement]:
        """What a job's role may do there: log, keep files, read the token. Nothing is deleted."""
        return [
            *(log_runs(self.tracking_arn) if self.tracking_arn is not None else ()),
            *([*self.files.read(), *self.files.write()] if self.files else ()),
            *(use_key(self.files_kms_key_arn) if self.files_kms_key_arn is not None else ()),
            *(read_secret(self.secret_arn) if self.secret_arn is not None else ()),
            *(read_with_key(self.secret_kms_key_arn) if self.secret_kms_key_arn is not None else ()),
        ]
