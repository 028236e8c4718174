"""Kinds: the resources that moto keeps, by what AWS calls them, and how one is found."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from moto.sagemaker.models import SageMakerModelBackend, sagemaker_backends

from local.cloud.gaps.filling import Answer, Call

INVALID = "ValidationException"


@dataclass(frozen=True)
class Kind:
    """A kind of resource: the ARN's type, its operations' noun, where moto keeps it, and AWS's words for errors."""

    arn: str
    noun: str
    store: str
    missing: tuple[str, str]
    taken: tuple[str, str]

    @property
    def name(self) -> str:
        return f"{self.noun}Name"


KINDS = [
    Kind(
        "model",
        "Model",
        "_models",
        (INVALID, 'Could not find model "{arn}".'),
        (INVALID, 'Cannot create already existing model "{arn}".'),
    ),
    Kind(
        "endpoint-config",
        "EndpointConfig",
        "endpoint_configs",
        (INVALID, 'Could not find endpoint configuration "{arn}".'),
        (INVALID, 'Cannot create already existing endpoint configuration "{arn}".'),
    ),
    Kind(
        "endpoint",
        "Endpoint",
        "endpoints",
        (INVALID, 'Could not find endpoint "{arn}".'),
        (INVALID, 'Cannot create already existing endpoint "{arn}".'),
    ),
]
BY_NOUN = {kind.noun: kind for kind in KINDS}

Check = TypeVar("Check", bound=Callable[[Call], None])
Complete = TypeVar("Complete", bound=Callable[[Call, Any], None])
Settle = TypeVar("Settle", bound=Callable[[Call, dict[str, Any], str], None])
CHECKS: dict[str, Callable[[Call], None]] = {}
COMPLETIONS: dict[str, Callable[[Call, Any], None]] = {}
SETTLERS: dict[str, Callable[[Call, dict[str, Any], str], None]] = {}


def before_create(noun: str) -> Callable[[Check], Check]:
    """Let the function look at each request to create that kind, and refuse it."""
    return _into(CHECKS, noun)


def after_create(noun: str) -> Callable[[Complete], Complete]:
    """Let the function complete each new object of that kind."""
    return _into(COMPLETIONS, noun)


def before_look(noun: str) -> Callable[[Settle], Settle]:
    """Let the function bring an object of that kind, by store and key, up to the time, whenever it is looked at."""
    return _into(SETTLERS, noun)


def _into(register: dict[str, Any], noun: str) -> Callable[[Any], Any]:
    def keep(function: Any) -> Any:
        register[noun] = function
        return function

    return keep


def backend(call: Call) -> SageMakerModelBackend:
    return sagemaker_backends[call.account][call.region]


def arn(call: Call, kind: Kind, name: str) -> str:
    return f"arn:{backend(call).partition}:sagemaker:{call.region}:{call.account}:{kind.arn}/{name}"


def place(call: Call, kind: Kind, name: str) -> tuple[dict[str, Any], str]:
    """The store of that kind, and the key in it of the resource that a name or an ARN means."""
    store, key = getattr(backend(call), kind.store), name.rpartition("/")[2]
    if key in store and (settle := SETTLERS.get(kind.noun)):
        settle(call, store, key)
    return store, key


def find(call: Call, noun: str, name: str | None = None) -> Any:
    """The resource of that kind that the call names; refused in AWS's words where there is none."""
    kind = BY_NOUN[noun]
    name = name or str(call.params[kind.name])
    store, key = place(call, kind, name)
    if key not in store:
        code, message = kind.missing
        raise call.refuse(code, message.format(arn=arn(call, kind, name), name=name))
    return store[key]


def every(call: Call, noun: str) -> list[Any]:
    """Every resource of that kind."""
    kind = BY_NOUN[noun]
    store: dict[str, Any] = getattr(backend(call), kind.store)
    for key in list(store):
        place(call, kind, key)
    return list(store.values())


def merged(base: Answer, over: Answer) -> Answer:
    """Both, `over` wins; dictionaries in both are merged in turn."""
    both = {name: merged(base[name], over[name]) for name in base if isinstance(base[name], dict) and name in over}
    return {**base, **over, **both}
