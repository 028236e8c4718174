"""The manifest: `releases/<product>-<environment>.yaml`, the releases of an environment and the one that it serves."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Self

import yaml
from pulumi_mlops.args import Arn, KmsKeyArn, Matching, ObjectKey, ProductName, Settings, wrong
from pulumi_mlops.images.image import Image
from pydantic import Field, ValidationError, model_validator

from ..model import Environment
from ..yaml_lines import Problem, SpecError, read

FOLDER = "releases"
"""Beside the specs."""
KEPT = 5
"""Releases that a manifest keeps; git keeps the rest."""
HEAD = """\
# Written by `mlops promote` and `mlops rollback`; a change of `serving` is a release, and is reviewed as one.
"""
Sha256 = Annotated[str, Matching(r"^[0-9a-f]{64}$", "must be a SHA-256: 64 hexadecimal digits")]


class Artifact(Settings):
    """The file with the model, as it was when it was promoted."""

    bucket: str = Field(min_length=3, description="Bucket that holds it.")
    key: ObjectKey = Field(description="Its key.")
    version_id: str | None = Field(None, description="The object's version; none: the bucket keeps none.")
    sha256: Sha256 = Field(description="SHA-256 of its content.")
    kms_key_arn: KmsKeyArn | None = Field(None, description="Key that it is encrypted with.")

    @property
    def uri(self) -> str:
        """As SageMaker names it."""
        return f"s3://{self.bucket}/{self.key}"


class Approval(Settings):
    """Who said that the model may be served."""

    by: Arn = Field(description="Whose approval the registry has.")
    at: str = Field(description="When, in UTC.")
    why: str | None = Field(None, description="The reviewer's words.")


class Facts(Settings):
    """One approved version of the model: what is served, and why it may be."""

    version: int = Field(ge=1, description="Version in the model package group.")
    package: Arn = Field(description="ARN of the model package.")
    image: Image = Field(description="Image that serves it.")
    artifact: Artifact = Field(description="The model's file.")
    metrics: Mapping[str, float] = Field(description="What its evaluation measured.")
    approved: Approval = Field(description="Who approved it.")
    commit: str = Field(min_length=1, description="Commit of the code that trained it.")
    data_version: str = Field(min_length=1, description="Version of the data it was trained on.")

    @property
    def seal(self) -> str:
        """The SHA-256 of all of them."""
        facts = self.model_dump(mode="json", include=set(Facts.model_fields), exclude_none=True)
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


class Release(Facts):
    """Facts under their digest: what was reviewed is what is deployed."""

    digest: Sha256 = Field(description="SHA-256 of all of the above.")

    @classmethod
    def of(cls, facts: Facts) -> Self:
        """The release of these facts."""
        return cls.model_validate({**dict(facts), "digest": facts.seal})

    @model_validator(mode="after")
    def _untouched(self) -> Self:
        if self.digest != self.seal:
            said = f"does not match: version {self.version} was changed by hand; run mlops promote again"
            raise wrong(said, "digest")
        return self


class Manifest(Settings):
    """The releases of an environment, the oldest first, and the one that it serves."""

    product: ProductName = Field(description="The product.")
    environment: Environment = Field(description="The environment.")
    serving: int = Field(description="Version that the endpoint serves.")
    releases: Sequence[Release] = Field(min_length=1, max_length=KEPT, description="The last releases.")

    @model_validator(mode="after")
    def _serves_one(self) -> Self:
        versions = [each.version for each in self.releases]
        if self.serving not in versions:
            raise wrong(f"{self.serving} must be one of the releases: {', '.join(map(str, versions))}", "serving")
        if len(set(versions)) < len(versions):
            raise wrong("names a version twice", "releases")
        return self

    @property
    def position(self) -> int:
        """Where the served release stands."""
        return [each.version for each in self.releases].index(self.serving)

    @property
    def served(self) -> Release:
        """The release that the endpoint serves."""
        return self.releases[self.position]

    def with_release(self, release: Release) -> "Manifest":
        """The manifest that serves this release; the one served until now comes before it."""
        before = [each for each in self.releases[: self.position + 1] if each.version != release.version]
        kept = [*before, release][-KEPT:]
        return self.model_copy(update={"serving": release.version, "releases": kept})

    def rolled_back(self) -> "Manifest | None":
        """The manifest that serves the release before; none: there is none before."""
        if not self.position:
            return None
        return self.model_copy(update={"serving": self.releases[self.position - 1].version})


def place(folder: Path, product: str, environment: Environment) -> Path:
    """Where the manifest of a product's environment is. `folder`: that of the specs."""
    return folder / FOLDER / f"{product}-{environment}.yaml"


def load(file: Path) -> Manifest | None:
    """The manifest; none if there is no file. Raises SpecError with every problem and its line."""
    if not file.exists():
        return None
    document = read(file)
    try:
        return Manifest.model_validate_json(json.dumps(document.value, default=str), strict=True)
    except ValidationError as error:
        problems = list(document.problems)
        for detail in error.errors():
            path = (*detail["loc"], *detail.get("ctx", {}).get("path", ()))
            written = next(path[:end] for end in range(len(path), -1, -1) if path[:end] in document.lines)
            text = detail.get("ctx", {}).get("text") or detail["msg"]
            problems.append(Problem(file, document.lines[written], path, text))
        raise SpecError(problems) from None


def write(file: Path, manifest: Manifest) -> None:
    """Write the whole file or nothing of it."""
    file.parent.mkdir(exist_ok=True)
    text = HEAD + yaml.safe_dump(
        manifest.model_dump(mode="json", exclude_none=True), sort_keys=False, allow_unicode=True, width=120
    )
    made = file.with_name(f".{file.name}.new")
    made.write_text(text, encoding="utf-8")
    made.replace(file)
