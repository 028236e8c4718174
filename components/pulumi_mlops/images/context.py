"""The context of an image build: the files of a folder, and the tag that follows from what is in them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pulumi

LEFT_OUT = frozenset({".env", ".git", ".pulumi", ".venv", "__pycache__"})
"""Never uploaded, wherever in the folder."""
GENERATED = "Dockerfile.conda"
"""The Dockerfile that is made for an environment file."""
INSTALL: Mapping[str, str] = {
    "micromamba": "micromamba install --yes --name base --file {file} && micromamba clean --all --yes",
    "mamba": "mamba env update --name base --file {file} && mamba clean --all --yes",
    "conda": "conda env update --name base --file {file} && conda clean --all --yes",
}
DOCKERFILE = """\
ARG BASE
FROM ${{BASE}}
COPY {file} /tmp/environment.yml
RUN {install}
COPY --chmod=755 . /opt/ml/code
ENV PATH=/opt/ml/code:$PATH
WORKDIR /opt/ml/code
"""


@dataclass(frozen=True)
class Context:
    """What is sent to the build: files of the folder by their path in it, and texts made here."""

    files: Mapping[str, Path]
    made: Mapping[str, str]

    @property
    def archive(self) -> pulumi.AssetArchive:
        """As the engine uploads it."""
        files: dict[str, pulumi.Asset | pulumi.Archive] = {
            name: pulumi.FileAsset(str(path)) for name, path in self.files.items()
        }
        return pulumi.AssetArchive({**files, **{name: pulumi.StringAsset(text) for name, text in self.made.items()}})

    def tag(self, arguments: Mapping[str, str]) -> str:
        """The first 16 digits of a hash over every name, every byte and the build's arguments."""
        digest = hashlib.sha256()
        parts = {name: path.read_bytes() for name, path in self.files.items()}
        parts |= {name: text.encode() for name, text in self.made.items()}
        parts |= {f"argument {name}": value.encode() for name, value in arguments.items()}
        for name, content in sorted(parts.items()):
            digest.update(f"{len(name.encode())} {name} {len(content)} ".encode() + content)
        return digest.hexdigest()[:16]


def read(folder: str, needed: str) -> Context:
    """The folder's files. `needed` must be among them. Raises RunError, which ends the program with its text."""
    root = Path(folder)
    files = {
        path.relative_to(root).as_posix(): path
        for path in sorted(root.rglob("*"))
        if path.is_file() and not LEFT_OUT & set(path.relative_to(root).parts)
    }
    if needed not in files:
        raise pulumi.RunError(
            f"{root / needed} is not there: the context is a folder, seen from the program's, here {Path.cwd()}"
        )
    return Context(files, {})


def with_environment(context: Context, file: str, tool: str) -> Context:
    """The same with a Dockerfile that installs the environment file into its base."""
    install = INSTALL[tool].format(file="/tmp/environment.yml")  # noqa: S108 - in the image
    return Context(context.files, {GENERATED: DOCKERFILE.format(file=file, install=install)})
