"""The account: what the model registry, S3 and ECR tell of a model package, its file and its image."""

import base64
import hashlib
import json
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError
from pulumi_mlops.images.image import Image
from pulumi_mlops.registry.provenance import Provenance

from .manifest import Artifact

CHUNK = 1 << 20


class ReleaseError(Exception):
    """What stands in the way of a release. `problems` holds every reason, each with what to do."""

    def __init__(self, *problems: str) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


@dataclass(frozen=True)
class Package:
    """What the registry tells of a model package."""

    told: Mapping[str, Any]

    @property
    def arn(self) -> str:
        return str(self.told["ModelPackageArn"])

    @property
    def approval(self) -> str:
        """Approved, Rejected or PendingManualApproval."""
        return str(self.told.get("ModelApprovalStatus", "without an approval status"))

    @property
    def approver(self) -> str | None:
        """ARN of who changed it last, which is who approved it."""
        return _person(self.told.get("LastModifiedBy", {}))

    @property
    def maker(self) -> str | None:
        """ARN of who registered it."""
        return _person(self.told.get("CreatedBy", {}))

    @property
    def container(self) -> Mapping[str, Any]:
        """Its first container, the one that serves it."""
        return next(iter(self.told.get("InferenceSpecification", {}).get("Containers", ())), {})

    @property
    def evaluation_uri(self) -> str | None:
        """Where evaluation.json is."""
        return self.told.get("ModelMetrics", {}).get("ModelQuality", {}).get("Statistics", {}).get("S3Uri")

    @property
    def image(self) -> Image | None:
        """Its image by digest, as the registry found it; none: it names a tag or no private registry."""
        name, _, digest = str(self.container.get("Image", "")).partition("@")
        host, _, repository = name.partition("/")
        try:
            return Image(
                registry=host,
                repository=repository.partition(":")[0],
                digest=str(self.container.get("ImageDigest") or digest),
            )
        except ValueError:
            return None

    @property
    def artifact_uri(self) -> str | None:
        """Where the model's file is."""
        source = self.container.get("ModelDataSource", {}).get("S3DataSource", {})
        return self.container.get("ModelDataUrl") or source.get("S3Uri")

    def origin(self, key: Provenance) -> str | None:
        """What it tells of its making."""
        told = self.told.get("CustomerMetadataProperties", {}).get(key.value)
        metadata = self.told.get("MetadataProperties", {})
        if key is Provenance.COMMIT:
            return told or metadata.get("CommitId")
        if key is Provenance.PIPELINE_EXECUTION:
            return told or metadata.get("GeneratedBy")
        return told


def _person(user: Mapping[str, Any]) -> str | None:
    return user.get("IamIdentity", {}).get("Arn") or user.get("UserProfileArn")


@dataclass(frozen=True)
class Account:
    """Reads with the credentials that boto3 finds: those of `pulumi up`."""

    region: str | None = None
    profile: str | None = None

    @cached_property
    def _session(self) -> boto3.Session:
        return boto3.Session(region_name=self.region, profile_name=self.profile)

    def client(self, service: str, region: str | None = None) -> Any:
        """A client of the service. boto3's own type hints know no name that is computed."""
        return self._session.client(service, region_name=region)  # pyright: ignore[reportCallIssue, reportArgumentType, reportUnknownVariableType]

    @property
    def here(self) -> str:
        """`arn:<partition>:sagemaker:<region>:<account>:` of the credentials."""
        with telling("who the credentials are"):
            told = self.client("sts").get_caller_identity()
        return f"arn:{told['Arn'].split(':')[1]}:sagemaker:{self._session.region_name}:{told['Account']}:"

    def package(self, arn: str) -> Package:
        """The package of that ARN."""
        with telling(f"model package {arn}"):
            return Package(self.client("sagemaker", arn.split(":")[3]).describe_model_package(ModelPackageName=arn))

    def versions(self, group_arn: str) -> list[int]:
        """The versions in a group."""
        pages = self.client("sagemaker", group_arn.split(":")[3]).get_paginator("list_model_packages")
        with telling(f"model package group {group_arn}"):
            found = [
                each["ModelPackageVersion"]
                for page in pages.paginate(ModelPackageGroupName=group_arn)
                for each in page["ModelPackageSummaryList"]
            ]
        return sorted(found)

    def metrics(self, uri: str) -> Mapping[str, float]:
        """The metrics of an evaluation.json in the form of SageMaker's model quality reports."""
        bucket, key = split(uri)
        with telling(f"the evaluation {uri}"):
            read = json.loads(self.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read())
        groups = [read["metrics"]] if "metrics" in read else [each for each in read.values() if isinstance(each, dict)]
        return {
            name: float(told["value"])
            for group in groups
            for name, told in group.items()
            if isinstance(told, dict) and isinstance(told.get("value"), int | float)
        }

    def artifact(self, uri: str, known: Artifact | None = None) -> Artifact:
        """The file as it is now. `known`: how it was; where the bucket tells its version, nothing else is read."""
        bucket, key = split(uri)
        s3, place = self.client("s3"), {"Bucket": bucket, "Key": key}
        with telling(f"the artifact {uri}"):
            head = s3.head_object(**place)
            version = head.get("VersionId") if head.get("VersionId") != "null" else None
            same = known is not None and version is not None and version == known.version_id
            sha256 = known.sha256 if known and same else _sha256(s3, place)
        return Artifact(bucket=bucket, key=key, version_id=version, sha256=sha256, kms_key_arn=head.get("SSEKMSKeyId"))

    def etag(self, uri: str) -> str:
        """The file's ETag, without its quotes."""
        bucket, key = split(uri)
        with telling(f"the artifact {uri}"):
            return str(self.client("s3").head_object(Bucket=bucket, Key=key)["ETag"]).strip('"')

    def has(self, image: Image) -> bool:
        """Whether the image's repository has that digest."""
        host = str(image.registry).split(".")
        try:
            self.client("ecr", host[3]).describe_images(
                registryId=host[0], repositoryName=image.repository, imageIds=[{"imageDigest": image.digest}]
            )
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in ("ImageNotFoundException", "RepositoryNotFoundException"):
                return False
            raise _failure(f"image {image.repository} of registry {image.registry}", error) from None
        return True


def _sha256(s3: Any, place: Mapping[str, str]) -> str:
    """The checksum of the whole object, as S3 keeps it; else by reading it."""
    checksum = str(s3.head_object(**place, ChecksumMode="ENABLED").get("ChecksumSHA256", ""))
    if checksum and "-" not in checksum:
        return base64.b64decode(checksum).hex()
    content = hashlib.sha256()
    for chunk in s3.get_object(**place)["Body"].iter_chunks(CHUNK):
        content.update(chunk)
    return content.hexdigest()


@contextmanager
def telling(what: str) -> Generator[None]:
    """Raises ReleaseError where AWS refuses: what could not be read, why, and what to look at."""
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise _failure(what, error) from None


def _failure(what: str, error: Exception) -> ReleaseError:
    return ReleaseError(
        f"{what} cannot be read: {error}; check that it is there, and that these credentials may read it"
        " (across accounts: deploy the stack that owns it first, with `promotion` in its spec)"
    )


def split(uri: str) -> tuple[str, str]:
    """Bucket and key of `s3://bucket/key`."""
    bucket, _, key = uri.removeprefix("s3://").partition("/")
    return bucket, key
