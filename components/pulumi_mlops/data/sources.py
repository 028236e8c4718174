"""Sources: where the data of a data set comes from, and what starts a run."""

from collections.abc import Sequence
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from ..args import Arn, Matching, Settings, wrong
from ..training.starting import ScheduleStart

KEPT = "datasets/"
"""Where data sets keep what is theirs, in whatever bucket."""
FileFormat = Literal["csv", "json", "parquet"]
Prefix = Annotated[
    str, Matching(r"^[^/].*/$", 'must end in "/" and not begin with it, for example incoming/customers/')
]
SecretArn = Annotated[
    str, Matching(r"^arn:aws[a-z-]*:secretsmanager:", "must be the ARN of a secret of Secrets Manager")
]
HttpsUrl = Annotated[
    str, Matching(r"^https://[^@\s?#]+(\?[^@\s#]*)?$", "must begin with https:// and hold no user or password")
]
JdbcUrl = Annotated[
    str,
    Matching(
        r"^jdbc:(mysql|postgresql|redshift|sqlserver):[^\s]+$",
        "must be a JDBC URL, for example jdbc:postgresql://db.example.com:5432/crm",
    ),
]


class ObjectSource(Settings):
    """Objects that somebody puts into a bucket."""

    prefix: Prefix = Field(description="What the objects' keys begin with, for example incoming/customers/.")
    format: FileFormat = Field(
        "csv", description="Format of the files: csv (with a header), json (a row a line), parquet."
    )

    @field_validator("prefix")
    @classmethod
    def _not_our_own(cls, prefix: str) -> str:
        if prefix.startswith(KEPT):
            must = f"must not begin with {KEPT}: a run would read what runs write, and start itself"
            raise PydanticCustomError("form", "{must}", {"must": must})
        return prefix


class JdbcSource(Settings):
    """A table of a database, read over TLS with credentials from a secret."""

    url: JdbcUrl = Field(description="JDBC URL, without user and password.")
    table: str = Field(pattern=r"^\w+(\.\w+)*$", description="Table, with its schema, for example public.customers.")
    secret_arn: SecretArn = Field(description="Secret with username and password.")
    secret_kms_key_arn: Arn | None = Field(None, description="Customer key of the secret, if it is not the data's.")
    security_group_ids: Sequence[str] = Field(
        default=(), description="Security groups that the database lets in, beside that of the jobs."
    )

    @field_validator("url")
    @classmethod
    def _tells_nobody(cls, url: str) -> str:
        if "password" in url.lower() or "@" in url.split("?")[0]:
            raise PydanticCustomError(
                "form", "{must}", {"must": "must hold no user or password: they are in the secret"}
            )
        return url


class HttpSource(Settings):
    """A file that a server gives over HTTPS."""

    url: HttpsUrl = Field(description="Address of the file, https:// only.")
    format: FileFormat = Field(
        "csv", description="Format of the file: csv (with a header), json (a row a line), parquet."
    )
    secret_arn: SecretArn | None = Field(None, description="Secret whose text is sent as the header Authorization.")
    secret_kms_key_arn: Arn | None = Field(None, description="Customer key of the secret, if it is not the data's.")


class Source(Settings):
    """Where data comes from: one of the three."""

    objects: ObjectSource | None = Field(None, description="Objects of a bucket.")
    jdbc: JdbcSource | None = Field(None, description="A table of a database.")
    http: HttpSource | None = Field(None, description="A file over HTTPS.")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(each is not None for each in (self.objects, self.jdbc, self.http)) != 1:
            raise wrong("say one of objects, jdbc and http", "objects")
        return self

    @property
    def remote(self) -> JdbcSource | HttpSource | None:
        """What is outside of S3, where it is."""
        return self.jdbc or self.http


class NewObjectsStart(Settings):
    """Objects that are made below the source's prefix."""

    marker: str | None = Field(
        None,
        pattern=r"^[\w.-]{1,100}$",
        description="Name of the object that is written last, for example _SUCCESS; none: each object starts a run.",
    )


class Start(Settings):
    """What starts a run."""

    schedule: ScheduleStart | None = Field(None, description="By the clock.")
    new_data: NewObjectsStart | None = Field(None, description="When objects are made below the source's prefix.")

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.schedule is None and self.new_data is None:
            raise wrong("or new_data must say what starts a run", "schedule")
        return self
