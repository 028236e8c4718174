"""Enforcement: whether the local cloud asks IAM, and the stage of a request that does. Off until somebody turns it on.

What the decisions need is loaded when they are first needed: a cloud that does not ask IAM starts no slower.
"""

import json
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from local.cloud.errors import Answer
from local.cloud.request import Request

if TYPE_CHECKING:
    from local.cloud.iam.authorizer import Authorizer

_switch = {"on": False}


def is_on() -> bool:
    """Whether the local cloud of this process asks IAM."""
    return _switch["on"]


class Enforcement:
    """The switch, kept beside the state so that it outlives the server."""

    def __init__(self, folder: Path, ask: Callable[[Request], Answer]) -> None:
        self._file = folder / "iam.json"
        self._ask = ask
        _switch["on"] = self._file.exists() and bool(json.loads(self._file.read_text())["enforced"])

    def turn(self, on: bool) -> None:
        """Turn it on or off."""
        new = self._file.with_suffix(".new")
        new.write_text(json.dumps({"enforced": on}))
        new.replace(self._file)
        _switch["on"] = on
        self.forget_all()

    @property
    def is_on(self) -> bool:
        """Whether it is on."""
        return is_on()

    @cached_property
    def authorizer(self) -> "Authorizer":
        """What decides."""
        from local.cloud.iam.authorizer import Authorizer

        return Authorizer(self._ask)

    def refusal(self, request: Request) -> Answer | None:
        """The answer to a request that may not go on."""
        return self.authorizer.authorize(request) if self.is_on else None

    def forget(self, request: Request) -> None:
        """The request may have changed what decisions depend on."""
        if not self.is_on or request.only_reads or _is_about_an_object(request):
            return
        if request.service == "unsigned":  # moto's own endpoints too
            self.forget_all()
        else:
            self.authorizer.lookups.forget(request.service)

    def forget_all(self) -> None:
        """Everything may have changed."""
        self.__dict__.pop("authorizer", None)


def _is_about_an_object(request: Request) -> bool:
    """An object of S3 changes no setting of its bucket, and settings are all that is remembered of S3."""
    return request.service == "s3" and "/" in request.path.strip("/")
