"""Backends: name, find and watch the moto backends, where the local cloud's whole state lives.

moto keeps one backend a service, account and region, made when it is first asked for. Everything that reaches one goes
through `AccountSpecificBackend.__getitem__`, so watching that one place is complete for every service.
"""

import importlib
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, cast

from moto.core.base_backend import AccountSpecificBackend, BackendDict, BaseBackend
from moto.core.common_models import BaseModel

from local.cloud.patching import replace


class Key(NamedTuple):
    """Names one backend: the class by module and name, then account and region (`aws` for global services)."""

    module: str
    kind: str
    account: str
    region: str

    @property
    def service(self) -> str:
        """The service as moto's folder names it: `sagemaker`, `applicationautoscaling`."""
        return self.module.split(".")[1]

    @property
    def is_global(self) -> bool:
        """Whether the service has no regions, so that moto keeps one backend a partition."""
        return self.region.startswith("aws")


def key_of(backend: BaseBackend) -> Key:
    """The name of a backend."""
    return Key(type(backend).__module__, type(backend).__qualname__, backend.account_id, backend.region_name)


def find(key: Key) -> BaseBackend:
    """The backend of that name, made by moto if need be."""
    return cast(BaseBackend, _shelf(key)[key.region])


def shell(key: Key) -> BaseBackend:
    """A backend of that name with nothing in it yet, not even what its constructor puts there."""
    shelf = _shelf(key)
    backend = cast(BaseBackend, object.__new__(shelf.backend))
    backend.account_id, backend.region_name = key.account, key.region
    dict.__setitem__(shelf, key.region, backend)  # pyright: ignore[reportUnknownArgumentType]
    return backend


def drop_all() -> None:
    """Forget every backend; moto makes fresh ones when they are asked for."""
    for services in _used():
        services.clear()


def live() -> Iterator[BaseBackend]:
    """Every backend that was used so far."""
    for services in _used():
        for _, _, backend in services.iter_backends():
            yield backend


def forget_instances() -> None:
    """Stop moto from keeping every object ever made, the deleted ones too, for a dashboard that nobody looks at."""

    def new(kind: type[BaseModel], *_: Any, **__: Any) -> Any:
        return super(BaseModel, kind).__new__(kind)

    replace(BaseModel, __new__=staticmethod(new))


def watch(touched: Callable[[Key], None], born: Callable[[Key, BaseBackend], None]) -> None:
    """Call `touched` for each backend that is looked up, and `born` before the first use of a fresh one."""
    moto_getitem = AccountSpecificBackend.__getitem__

    def getitem(shelf: AccountSpecificBackend[BaseBackend], region: str) -> BaseBackend:
        existed = ("aws" if region == "global" else region) in shelf.keys()  # noqa: SIM118 - as in find()
        backend = moto_getitem(shelf, region)
        key = key_of(backend)
        if not existed:
            born(key, backend)
        touched(key)
        return backend

    replace(AccountSpecificBackend, __getitem__=getitem)


def _shelf(key: Key) -> AccountSpecificBackend[Any]:
    for value in vars(importlib.import_module(key.module)).values():
        if isinstance(value, BackendDict) and value.backend.__qualname__ == key.kind:
            return cast(AccountSpecificBackend[Any], value[key.account])
    raise LookupError(f"moto has no backend {key.kind} in {key.module}")


def _used() -> list[BackendDict[Any]]:
    return cast(Any, BackendDict)._instances  # moto's own register
