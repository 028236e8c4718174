"""Endpoint: gathers what the page shows and answers it as `/_local/page`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from moto.s3.models import s3_backends

from local.backend import BUCKET
from local.cloud.errors import Answer
from local.cloud.faults import INJECTOR
from local.cloud.request import Request
from local.inside.page import HEADERS, html
from local.inside.stacks import stacks

if TYPE_CHECKING:
    from local.cloud.app import App

_FOLDER = ".pulumi/stacks"


def page(app: App, request: Request, objects: Sequence[str], words: str) -> Answer:
    """The page; `words` narrows it."""
    with app.lock:
        files = [*_in_folder(app.stacks), *_in_bucket()]
    held = [arn for arn in objects if BUCKET not in arn]
    facts = {
        "address": f"http://{request.environ['HTTP_HOST']}",
        "process": str(os.getpid()),
        "data": str(app.state.folder),
        "objects": str(len(held)),
        "IAM": "enforced" if app.iam.is_on else "not enforced",
        "fault plan": f"{len(INJECTOR.shown()['faults'])} faults" if INJECTOR.shown().get("faults") else "none",
        **({"notices": "; ".join(app.state.notices)} if app.state.notices else {}),
    }
    body = html(stacks(files), held, app.calls.latest(5000), facts, words).encode()
    headers = [*HEADERS.items(), ("Content-Length", str(len(body)))]
    return Answer(f"{HTTPStatus.OK.value} {HTTPStatus.OK.phrase}", headers, body)


def _in_folder(state: Path | None) -> Iterator[tuple[str, str]]:
    for file in sorted((state / _FOLDER).rglob("*.json")) if state else ():
        yield file.stem, file.read_text(encoding="utf-8", errors="replace")


def _in_bucket() -> Iterator[tuple[str, str]]:
    """The state that lies in the cloud itself, read without a call: the page must not fill the list of calls."""
    for accounts in s3_backends.values():
        for backend in accounts.values():
            bucket = backend.buckets.get(BUCKET)
            for name, key in list(bucket.keys.items()) if bucket else ():
                if name.startswith(_FOLDER) and name.endswith(".json"):
                    yield Path(name).stem, key.value.decode(errors="replace")
