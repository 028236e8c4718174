"""Args: what a component is asked for, as data that is checked before anything is registered."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self, TypeAlias, TypeVar

import pulumi
from pydantic import BaseModel, ConfigDict, Discriminator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, Tag
from pydantic.json_schema import JsonSchemaValue, SkipJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

T = TypeVar("T")


def _kind_of_input(value: object) -> str:
    return "output" if isinstance(value, pulumi.Output) else "value"


Input: TypeAlias = Annotated[
    Annotated[T, Tag("value")] | Annotated[SkipJsonSchema[pulumi.Output[T]], Tag("output")],
    Discriminator(_kind_of_input),
]
"""A value, which is checked, or an Output that another resource fills, which passes."""


@dataclass(frozen=True)
class Matching:
    """Text of one form. `must` finishes the sentence "this value ..." and gives an example."""

    pattern: str
    must: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "pattern": self.pattern}

    def _check(self, value: str) -> str:
        if not re.search(self.pattern, value):
            raise PydanticCustomError("form", "{must}", {"must": self.must})
        return value


AccountId = Annotated[
    str, Matching(r"^\d{12}$", 'must be an AWS account\'s 12 digits, in quotes, for example "123456789012"')
]
Arn = Annotated[str, Matching(r"^arn:aws[a-z-]*:", 'must be an ARN, which starts with "arn:aws"')]
BucketName = Annotated[
    str,
    Matching(r"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", "must be an S3 bucket's name, for example churn-dev-artifacts-1"),
]
Digest = Annotated[
    str, Matching(r"^sha256:[0-9a-f]{64}$", "must be an image digest: sha256: and 64 hexadecimal digits (tags move)")
]
FeatureName = Annotated[
    str,
    Matching(
        r"^[a-zA-Z0-9]([a-zA-Z0-9_-]{0,62}[a-zA-Z0-9])?$",
        "must be 1 to 64 letters, digits, - or _, and start and end with a letter or digit, for example tenure_months",
    ),
]
InstanceType = Annotated[
    str, Matching(r"^ml\.[a-z0-9-]+\.[a-z0-9]+$", 'must start with "ml.", for example ml.m5.large')
]
KmsKeyArn = Annotated[str, Matching(r"^arn:aws[a-z-]*:kms:.+:key/", "must be the ARN of a KMS key")]
LogRetentionDays = Literal[
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653
]
"""https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html"""
LOGS_KEPT: LogRetentionDays = 400
"""Days that log groups keep, unless a spec says otherwise: more than the AI Act's six months (articles 19 and 26)."""
ObjectKey = Annotated[
    str, Matching(r"^[^/].*[^/]$", "must be an object's key in the bucket, for example models/3/model.tar.gz")
]
ProductName = Annotated[
    str,
    Matching(
        r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", "must be lower-case words joined by hyphens, for example churn or credit-risk"
    ),
]
"""What a product, or a platform, is called."""
Region = Annotated[str, Matching(r"^[a-z]{2}(-[a-z]+)+-\d$", "must be an AWS region, for example eu-west-1")]
RegistryHost = Annotated[
    str,
    Matching(
        r"^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$",
        "must be a private ECR registry, for example 123456789012.dkr.ecr.eu-west-1.amazonaws.com",
    ),
]
RepositoryName = Annotated[
    str, Matching(r"^[a-z0-9]+([._/-][a-z0-9]+)*$", "must be an ECR repository name, for example churn-train")
]

StackName = Annotated[
    str, Matching(r"^[a-z][a-z0-9]*(-[a-z0-9]+)+$", "must be <product>-<environment>, for example churn-dev")
]
"""A product, or a platform, in one of its environments."""


def wrong(text: str, *path: str) -> PydanticCustomError:
    """The error of a check over several fields. `path` leads from the checked model to the field to blame."""
    return PydanticCustomError("across", "{field}: {text}", {"field": ".".join(path), "text": text, "path": path})


class Settings(BaseModel):
    """What a person chooses. The spec's keys are these fields, by the same names."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Args(Settings):
    """Settings of one component together with the links to what is already there."""

    tags: Mapping[str, Input[str]] = Field(default_factory=dict, description="Tags on every resource that takes tags.")

    @classmethod
    def of(cls, settings: Settings, **links: Any) -> Self:
        """These Args from the settings that a person chose and the links that the program knows.

        Settings may say more than this component takes, for example which data a pipeline is to read.
        """
        chosen = {field: value for field, value in settings if field in cls.model_fields}
        return cls.model_validate({**chosen, **links})
