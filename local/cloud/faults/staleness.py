"""Staleness: eventual consistency. A call that comes too early is answered by the service as it was before a change.

The backends of the service are copied before the change, as they would be kept on disk. A later read of what was
changed runs on that copy. A write to S3 is tried on the copy first: if it fails there (no such bucket), that is the
answer.
"""

import re
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qsl

from moto.backends import get_backend
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.s3.models import s3_backends

from local.cloud import backends, pickling
from local.cloud.errors import Answer
from local.cloud.faults import uses
from local.cloud.faults.plan import Stale
from local.cloud.request import Request

# Of a call of IAM, what names something. A policy is named by its ARN or by its name.
_NAMES = re.compile(r"(Role|User|Group|Policy|InstanceProfile)(Name|Arn)")
_ASSUMABLE = frozenset({"CreateRole", "UpdateAssumeRolePolicy"})


@dataclass
class _Past:
    """How a service was before a change that not all can see yet."""

    service: str
    names: frozenset[str]
    is_trust: bool
    by_others: bool
    """IAM itself shows the change at once: only the services that are handed the role do not see it."""
    reads: int
    until: float
    content: dict[backends.Key, bytes] = field(repr=False)
    buckets: dict[str, tuple[str, str]] = field(repr=False)
    """moto's index of all buckets, which lies outside of the backends."""

    @property
    def is_over(self) -> bool:
        return self.reads <= 0 or time.monotonic() > self.until


class Staleness:
    """The changes that some calls do not see yet. One call at a time."""

    def __init__(self, bodies: Path) -> None:
        self._bodies = bodies
        self._pasts: list[_Past] = []

    def answer(self, request: Request, below: Callable[[], Answer], fault: Stale | None) -> Answer:
        """Answer a call from the past that it still sees, else from now. A `fault` makes a past of what is now."""
        self._pasts = [past for past in self._pasts if not past.is_over]
        past = next((past for past in self._pasts if self._sees(request, past)), None)
        if past and (found := self._early(request, below, past)):
            past.reads -= 1
            return found
        if fault is None:
            return below()
        content, buckets = self._copy(fault.service), dict(s3_backends.bucket_accounts)
        found = below()
        if found.status < "4":
            self._pasts.append(
                _Past(
                    fault.service,
                    names(request),
                    request.operation in _ASSUMABLE,
                    by_others=fault.uses is not None,
                    reads=(fault.reads or fault.uses or 1) if fault.ms is None else 1_000_000_000,
                    until=time.monotonic() + fault.ms / 1000 if fault.ms else float("inf"),
                    content=content,
                    buckets=buckets,
                )
            )
        return found

    def _sees(self, request: Request, past: _Past) -> bool:
        if request.service == past.service and names(request) & past.names:
            return not past.by_others and (request.only_reads or request.service == "s3")
        return past.is_trust and not request.only_reads and _role_in(request, past.names) is not None

    def _early(self, request: Request, below: Callable[[], Answer], past: _Past) -> Answer | None:
        """The answer from the past; None where the past does not matter."""
        if request.service != past.service or (not request.only_reads and past.is_trust):
            arn = _role_in(request, past.names)
            return uses.refusal(request, arn) if arn else None
        with self._as_it_was(past):
            found = below()
        request.rewind()
        return found if request.only_reads or found.status >= "4" else None

    def _copy(self, service: str) -> dict[backends.Key, bytes]:
        get_backend(cast(Any, service))[DEFAULT_ACCOUNT_ID]["aws"]  # moto makes it at the service's first call
        now = [backend for backend in list(backends.live()) if backends.key_of(backend).service == service]
        return {backends.key_of(backend): pickling.dump_whole(backend, self._bodies) for backend in now}

    @contextmanager
    def _as_it_was(self, past: _Past) -> Generator[None]:
        now = {key: dict(vars(backends.find(key))) for key in past.content}
        buckets = s3_backends.bucket_accounts
        try:
            s3_backends.bucket_accounts = dict(past.buckets)
            for key, data in past.content.items():
                _fill(key, pickling.load_whole(data, self._bodies))
            yield
        finally:
            s3_backends.bucket_accounts = buckets
            for key, content in now.items():
                _fill(key, content)


def names(request: Request) -> frozenset[str]:
    """What a call of S3 or IAM is about."""
    if request.service == "s3":
        return frozenset({request.path.strip("/").split("/")[0]} - {""})
    fields = parse_qsl(request.body.decode("latin-1"))
    return frozenset(value.rsplit("/", 1)[-1] for name, value in fields if _NAMES.fullmatch(name))


def _role_in(request: Request, roles: frozenset[str]) -> str | None:
    """The ARN of one of the roles, if the call gives it."""
    text = request.body.decode("latin-1").replace("%3A", ":").replace("%2F", "/")
    for found in re.finditer(r"arn:[\w-]+:iam::\d+:role/([\w+=,.@/-]+)", text):
        if found[1].rsplit("/", 1)[-1] in roles:
            return found[0]
    return None


def _fill(key: backends.Key, content: dict[str, object]) -> None:
    held = vars(backends.find(key))
    held.clear()
    held.update(content)
