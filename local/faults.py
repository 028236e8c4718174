"""Faults: put a fault plan into the running local cloud, and take it out again (`make up FAULTS=plan.yaml`)."""

import json
import urllib.error
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from local.cloud.lifecycle import CloudError

_http = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def put(url: str, file: Path) -> None:
    """Replace the plan by that of a file. CloudError says every mistake, with its line."""
    try:
        text = file.read_bytes()
    except OSError as error:
        raise CloudError(f"the fault plan {file} cannot be read: {error.strerror}") from error
    said = _ask(url, "PUT", text)
    if "problems" in said:
        raise CloudError("\n".join(f"{file}:{problem.removeprefix('line ')}" for problem in said["problems"]))


@contextmanager
def during(url: str, file: Path | None) -> Generator[None]:
    """Have a plan, if one is given, until this ends; a local cloud that ended meanwhile has it no longer."""
    if file is None:
        yield
        return
    put(url, file)
    try:
        yield
    finally:
        with suppress(OSError):
            _ask(url, "DELETE", b"")


def _ask(url: str, method: str, body: bytes) -> dict[str, Any]:
    asked = urllib.request.Request(f"{url}/_local/faults", body, method=method)  # noqa: S310 - the local cloud's address
    try:
        with _http.open(asked) as answer:
            return json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return json.loads(error.read())
