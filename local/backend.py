"""Backend: where the state of the local stacks lies, in a folder or in a bucket of the local cloud."""

import os
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.layout import Layout
from local.providers.aws.clients import AwsError, Clients

CHOICE = "MLOPS_STATE"
BUCKET = "pulumi-mlops-state"


class BackendError(Exception):
    """The backend that was asked for cannot be used."""


class Backend(ABC):
    """The files of one of Pulumi's own backends, by their path from its root."""

    @property
    @abstractmethod
    def url(self) -> str:
        """What `pulumi login` takes."""

    @abstractmethod
    def prepare(self) -> None:
        """Make the place if it is not there."""

    @abstractmethod
    def names(self, folder: str) -> list[str]:
        """The files below a folder, sorted."""

    @abstractmethod
    def read(self, name: str) -> str | None:
        """What a file holds, None where there is none."""

    @abstractmethod
    def write(self, name: str, text: str) -> None:
        """Replace a file, all of it or nothing."""

    @abstractmethod
    def delete(self, name: str) -> None:
        """Take a file away; it may be gone already."""

    def holds(self, arn: str) -> bool:
        """Whether an object of the local cloud is the backend's own."""
        del arn
        return False


@dataclass(frozen=True)
class Folder(Backend):
    """`file://`: a folder of the checkout."""

    path: Path

    @property
    def url(self) -> str:
        return f"file://{self.path}"

    def prepare(self) -> None:
        self.path.mkdir(parents=True, exist_ok=True)

    def names(self, folder: str) -> list[str]:
        found = (self.path / folder).rglob("*")
        return sorted(str(file.relative_to(self.path)) for file in found if file.is_file())

    def read(self, name: str) -> str | None:
        try:
            return (self.path / name).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None

    def write(self, name: str, text: str) -> None:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f"{file.name}.draft")
        draft.write_text(text, encoding="utf-8")
        draft.replace(file)

    def delete(self, name: str) -> None:
        (self.path / name).unlink(missing_ok=True)


@dataclass(frozen=True)
class Bucket(Backend):
    """`s3://`: a bucket of the local cloud, versioned and closed as one on an account should be.

    The address of the cloud is no part of the URL: the engine takes it from AWS_ENDPOINT_URL.
    """

    clients: Clients

    @property
    def url(self) -> str:
        return f"s3://{BUCKET}?region={self.clients.region}&use_path_style=true"

    def prepare(self) -> None:
        try:
            self._call("HeadBucket")
        except AwsError as error:
            if not error.is_missing:
                raise
            where = {} if self.clients.region == "us-east-1" else {"LocationConstraint": self.clients.region}
            self._call("CreateBucket", **({"CreateBucketConfiguration": where} if where else {}))
        closed = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
        self._call("PutPublicAccessBlock", PublicAccessBlockConfiguration=dict.fromkeys(closed, True))
        self._call("PutBucketVersioning", VersioningConfiguration={"Status": "Enabled"})

    def names(self, folder: str) -> list[str]:
        found = self.clients.pages("s3", "ListObjectsV2", {"Bucket": BUCKET, "Prefix": f"{folder}/"})
        return sorted(entry["Key"] for entry in found.get("Contents", []))

    def read(self, name: str) -> str | None:
        try:
            return self._call("GetObject", Key=name)["Body"].read().decode()
        except AwsError as error:
            if error.is_missing:
                return None
            raise

    def write(self, name: str, text: str) -> None:
        self._call("PutObject", Key=name, Body=text.encode())

    def delete(self, name: str) -> None:
        self._call("DeleteObject", Key=name)

    def holds(self, arn: str) -> bool:
        return arn.split(":")[2] == "s3" and BUCKET in arn

    def _call(self, operation: str, **request: object) -> dict[str, Any]:
        return self.clients.call("s3", operation, {"Bucket": BUCKET, **request})


def chosen(layout: Layout, cloud_url: str, region: str) -> Backend:
    """The backend that `MLOPS_STATE` names: `file` (also when it is not set) or `s3`."""
    name = os.environ.get(CHOICE) or "file"
    if name == "file":
        return Folder(layout.state)
    if name == "s3":
        return Bucket(Clients(lambda _: cloud_url, region))
    raise BackendError(
        f"{CHOICE} is {name!r}; it takes file (a folder of the checkout) or s3 (a bucket of the local cloud)"
    )
