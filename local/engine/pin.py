"""Pin: the version of the engine, read from `go.mod`, its one home."""

import hashlib
import platform
import re
from pathlib import Path

MODULE = Path(__file__).resolve().parent

Version = tuple[int, int, int]


def parse(text: str) -> Version:
    """The version in `text`, for example `v3.245.0` or `3.246.0-alpha.1`; ValueError where there is none."""
    found = re.match(r"v?(\d+)\.(\d+)\.(\d+)(?=$|[-+])", text.strip())
    if not found:
        raise ValueError(f"{text.strip()[:80]!r} is not a version")
    major, minor, patch = found.groups()
    return int(major), int(minor), int(patch)


def text(version: Version) -> str:
    """`3.245.0`."""
    return ".".join(map(str, version))


def _go_mod(module: Path, pattern: str) -> str:
    found = re.search(pattern, (module / "go.mod").read_text(), re.MULTILINE)
    if not found:
        raise ValueError(f"{module / 'go.mod'}: no line matches {pattern!r}")
    return found.group(1)


def pinned(module: Path = MODULE) -> Version:
    """The version we build, and the lowest that we take from elsewhere."""
    return parse(_go_mod(module, r"^require github\.com/pulumi/pulumi/pkg/v3 (\S+)$"))


def lowest_go(module: Path = MODULE) -> str:
    """The lowest Go that builds it."""
    return _go_mod(module, r"^go (\S+)$")


def key(module: Path = MODULE) -> str:
    """Names one build: two checkouts share it exactly where they pin the same modules for the same kind of machine."""
    digest = hashlib.sha256()
    for name in ("go.mod", "go.sum"):
        digest.update((module / name).read_bytes())
    machine = f"{platform.system()}-{platform.machine()}".lower()
    return f"{text(pinned(module))}-{machine}-{digest.hexdigest()[:12]}"
