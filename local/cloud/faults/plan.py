"""Plan: which calls of the local cloud fail, when, and how. All mistakes of its YAML or JSON are told at once."""

from typing import Annotated, Any, ClassVar, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, PositiveInt, ValidationError, model_validator

_ROOT = "the plan"


class PlanError(Exception):
    """The plan cannot be used. The text has a line for each mistake."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Fault(_Model):
    service: str = Field("*", description="The service as a signature names it, or as boto3 does; `*` is any text.")
    operation: str = Field("*", description="The operation's name; `*` is any text: `Create*`.")
    name: str = Field("*", description="Fits calls in which some name, ARN, path or value is this; `*` is any text.")
    rate: float | None = Field(None, gt=0, le=1, description="Which part of the calls, drawn with the plan's seed.")
    calls: list[PositiveInt] | None = Field(None, min_length=1, description="Which calls that fit, counted from 1.")
    first: PositiveInt | None = Field(None, description="The first so many calls that fit.")

    @model_validator(mode="after")
    def _one_time(self) -> "_Fault":
        given = [name for name in ("rate", "calls", "first") if getattr(self, name) is not None]
        if len(given) > 1:
            raise ValueError(f"give one of {' and '.join(given)}")
        return self


class _Answering(_Fault):
    after: bool = Field(False, description="Whether the operation takes effect before its answer is lost.")


class Throttle(_Fault):
    """Refuse the call as the service does when it is called too often: its own code and status."""

    do: Literal["throttle"]


class Error(_Answering):
    """Answer with an error, by default that the service failed."""

    do: Literal["error"]
    status: int = Field(500, ge=400, le=599, description="The HTTP status; 503 is that the service is unavailable.")
    code: str = Field("", description="The error's code; the service's own for that status where it is left out.")
    message: str = Field("A fault plan asked for this error.", description="The error's message.")


class Timeout(_Answering):
    """Give no answer: hold the call, then close the connection."""

    do: Literal["timeout"]
    seconds: float = Field(60, gt=0, le=3600, description="How long the call is held.")


class Reset(_Answering):
    """Close the connection at once, with a TCP reset."""

    do: Literal["reset"]


class Fail(_Fault):
    """Let what the call creates end in its failed status."""

    do: Literal["fail"]
    reason: str = Field("A fault plan asked for this failure.", description="What the object gives as the reason.")


class Stale(_Fault):
    """Let others not see yet what the call changed: later calls are answered from how the service was before it."""

    do: Literal["stale"]
    reads: PositiveInt | None = Field(None, description="How many later calls are answered so; 1 by default.")
    ms: PositiveInt | None = Field(None, description="Or for how many milliseconds.")
    uses: PositiveInt | None = Field(None, description="Or how many services that are handed a new role refuse it.")
    stale_services: ClassVar[tuple[str, ...]] = ("iam", "s3")

    @model_validator(mode="after")
    def _one_length(self) -> "Stale":
        if self.service not in self.stale_services:
            raise ValueError(f"a stale fault needs its service: {' or '.join(self.stale_services)}")
        if self.uses and self.service != "iam":
            raise ValueError("uses is of roles: it needs service: iam")
        if len([one for one in (self.reads, self.ms, self.uses) if one]) > 1:
            raise ValueError("give one of reads, ms and uses")
        return self


Fault = Annotated[Throttle | Error | Timeout | Reset | Fail | Stale, Field(discriminator="do")]


class Plan(_Model):
    """What fails. The first fault that is due answers a call."""

    seed: int = Field(default=0, description="Draws the calls of faults that have a rate.")
    keep: bool = Field(default=False, description="Whether the plan outlives the server; its counters start anew.")
    faults: list[Fault] = Field(default_factory=list, description="The faults, the most important first.")


def parse(text: str) -> Plan:
    """The plan that a text describes. Raises PlanError."""
    try:
        root = yaml.compose(text, yaml.SafeLoader)
        value = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PlanError(f"line {line}: {error.problem}") from error
    try:
        return Plan.model_validate({} if value is None else value)
    except ValidationError as error:
        told = [(_line(root, detail["loc"]), _said(detail)) for detail in error.errors()]
        raise PlanError("\n".join(f"line {line}: {said}" for line, said in sorted(told))) from error


def _said(detail: Any) -> str:
    """One mistake: where and what. pydantic puts the kind of a fault into the path."""
    kinds = ("throttle", "error", "timeout", "reset", "fail", "stale")
    path = "".join(
        f"[{part}]" if isinstance(part, int) else f".{part}"
        for place, part in enumerate(detail["loc"])
        if not (part in kinds and place == 2)
    )
    return f"{path.lstrip('.') or _ROOT}: {detail['msg'].removeprefix('Value error, ')}"


def _line(node: yaml.Node | None, path: tuple[str | int, ...]) -> int:
    """The line of what lies at a path, or of the last thing on the way that is there."""
    line = 1
    for part in (None, *path):
        if part is not None:
            found = _child(node, part)
            if found is None:
                continue  # the kind of a fault, or what is missing
            node = found
        if node is not None:
            line = node.start_mark.line + 1
    return line


def _child(node: yaml.Node | None, part: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
        return node.value[part]
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == part), None)
    return None
