"""Pickling: turn the content of one row (see rows.py) into bytes and back.

Plain pickle does nearly all of it. What has a row or a backend of its own is kept as a reference. The table at the end
lists the exceptions: what is not data (locks, lambdas, keys of the cryptography library), and what has its own file (S3
bodies).
"""

from __future__ import annotations

import functools
import hashlib
import importlib
import io
import marshal
import pickle
import threading
import types
import weakref
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeAlias, TypeGuard, cast

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from moto.core.base_backend import BackendDict, BaseBackend
from moto.s3.models import FakeKey

from local.cloud import backends, rowed
from local.cloud.bodies import Body
from local.cloud.rowed import Rowed

Reduce: TypeAlias = "Callable[[Any, _Pickler], Any]"


class Keeper(Protocol):
    """Who knows what has a row of its own, if anything has."""

    has_rows: bool

    def refer(self, thing: Any, row: Any) -> int | None: ...
    def refer_backend(self, key: backends.Key) -> None: ...
    def book_of(self, table: Rowed, row: Any) -> int: ...


class Source(Protocol):
    """Who knows what a reference means."""

    def thing(self, row: int) -> Any: ...
    def table(self, book: int, kind: type[Rowed], factory: Any, attributes: dict[str, Any]) -> Rowed: ...
    def body(self, name: str) -> Body: ...


def dump(content: Any, row: Any, keeper: Keeper, bodies: Path) -> bytes:
    """The content of a row as bytes."""
    buffer = io.BytesIO()
    _Pickler(buffer, row, keeper, bodies).dump(content)
    return buffer.getvalue()


def dump_whole(backend: BaseBackend, bodies: Path) -> bytes:
    """All that a backend holds, in one."""
    buffer = io.BytesIO()
    _Pickler(buffer, None, _NoRows(), bodies).dump(vars(backend))
    return buffer.getvalue()


def load_whole(data: bytes, bodies: Path) -> dict[str, Any]:
    """The content of a backend that was dumped whole."""
    return _Unpickler(io.BytesIO(data), _OnlyBodies(bodies)).load()


def load(data: bytes, source: Source) -> Any:
    """The content of a row."""
    return _Unpickler(io.BytesIO(data), source).load()


def digest(data: bytes) -> bytes:
    """What tells one content from another."""
    return hashlib.blake2b(data, digest_size=20).digest()


@functools.cache
def is_plain_object(kind: type) -> bool:
    """Whether an object of that type is its attributes and nothing else: it can be made first and filled later."""
    return (
        kind.__module__.startswith(("moto.", "local."))
        and kind.__dictoffset__ != 0
        and kind.__weakrefoffset__ != 0
        and not issubclass(kind, type | BaseException)
        and all(getattr(kind, name) is getattr(object, name) for name in ("__reduce_ex__", "__reduce__"))
        and getattr(kind, "__getstate__", None) is getattr(object, "__getstate__", None)
        and not any(hasattr(kind, name) for name in ("__setstate__", "__getnewargs__", "__getnewargs_ex__"))
        and kind.__basicsize__ == _PlainObject.__basicsize__  # neither slots nor the data of a built-in type
        and _reducer(kind) is None
        and _is_importable(kind)
    )


def find_kind(name: str) -> type:
    """The class that `kind_name` named."""
    module, _, qualified = name.partition(":")
    return cast(type, functools.reduce(getattr, qualified.split("."), importlib.import_module(module)))


def kind_name(kind: type) -> str:
    return f"{kind.__module__}:{kind.__qualname__}"


def new(kind: Any) -> Any:
    """An object of that type with nothing in it yet."""
    return kind.__new__(kind)


class _PlainObject:
    pass


class _NoRows:
    has_rows = False

    def refer(self, thing: Any, row: Any) -> int | None: ...
    def refer_backend(self, key: backends.Key) -> None: ...
    def book_of(self, table: Rowed, row: Any) -> int:
        raise NotImplementedError


class _OnlyBodies:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def thing(self, row: int) -> Any:
        raise NotImplementedError

    def table(self, book: int, kind: type[Rowed], factory: Any, attributes: dict[str, Any]) -> Rowed:
        raise NotImplementedError

    def body(self, name: str) -> Body:
        return Body.kept(self._folder / name)


def _is_importable(kind: type) -> bool:
    try:
        return find_kind(kind_name(kind)) is kind
    except (ImportError, AttributeError):
        return False


class _Pickler(pickle.Pickler):
    def __init__(self, file: io.BytesIO, row: Any, keeper: Keeper, bodies: Path) -> None:
        super().__init__(file, protocol=5)
        self.row = row
        self.keeper = keeper
        self.bodies = bodies

    def reducer_override(self, obj: Any, /) -> Any:
        kind: type = type(obj)
        if self.keeper.has_rows and is_plain_object(kind):
            row = self.keeper.refer(obj, self.row)
            if row is not None:
                return _thing, (row,)
            rowed.exchange(vars(obj))
            return NotImplemented
        reduce = _reducer(kind)
        return NotImplemented if reduce is None else reduce(obj, self)


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, source: Source) -> None:
        super().__init__(file)
        self._references = {"_thing": source.thing, "_table": source.table, "_body": source.body}

    def find_class(self, module: str, name: str, /) -> Any:
        if module == __name__ and name in self._references:
            return self._references[name]
        return super().find_class(module, name)


def _thing(row: int) -> Any:
    raise NotImplementedError(f"row {row} is read by the unpickler, which knows its source")


def _table(book: int, *_: Any) -> Any:
    raise NotImplementedError(f"book {book} is read by the unpickler, which knows its source")


def _body(name: str) -> Any:
    raise NotImplementedError(f"S3 body {name} is read by the unpickler, which knows its source")


_chosen: dict[type, Reduce | None] = {}


def _reducer(kind: type) -> Reduce | None:
    """How to reduce objects of that type; None where pickle knows. Decided once a type: this runs for every object."""
    if kind not in _chosen:
        _chosen[kind] = next((reduce for base, reduce in _EXCEPTIONS.items() if issubclass(kind, base)), None)
    return _chosen[kind]


def _backend(value: BaseBackend, pickler: _Pickler) -> Any:
    key = backends.key_of(value)
    pickler.keeper.refer_backend(key)
    return backends.find, (key,)


def _backends(value: BackendDict[Any], _: _Pickler) -> Any:
    module = cast(type, value.backend).__module__
    name = next(name for name, member in vars(importlib.import_module(module)).items() if member is value)
    return _member, (module, name)


def _member(module: str, name: str) -> Any:
    return getattr(importlib.import_module(module), name)


def _function(value: types.FunctionType, _: _Pickler) -> Any:
    if "<" not in value.__qualname__:
        return NotImplemented  # an importable function: pickle keeps its name
    cells = [cell.cell_contents for cell in value.__closure__ or ()]
    return _make_function, (value.__module__, marshal.dumps(value.__code__), value.__defaults__, cells)


def _make_function(module: str, code: bytes, defaults: tuple[Any, ...] | None, cells: list[Any]) -> types.FunctionType:
    body = cast(types.CodeType, marshal.loads(code))  # noqa: S302 - our own file, written by this Python (see state.py)
    names = vars(importlib.import_module(module))
    return types.FunctionType(body, names, body.co_name, defaults, tuple(types.CellType(cell) for cell in cells))


def _mapping(value: dict[Any, Any], pickler: _Pickler) -> Any:
    kind = type(value)
    if not kind.__module__.startswith(("moto.", rowed.__name__)):
        return NotImplemented
    factory = value.default_factory if isinstance(value, defaultdict) else None
    attributes = {name: member for name, member in vars(value).items() if name != "book"}
    if pickler.keeper.has_rows and _has_rows(value):
        return _table, (pickler.keeper.book_of(value, pickler.row), kind, factory, attributes)
    # moto's own dicts have constructors with arguments, and items that are not what they hold (the versions of S3).
    return new, (kind,), (list(dict.items(value)), attributes, factory), None, None, _fill_mapping


def _has_rows(value: dict[Any, Any]) -> TypeGuard[Rowed]:
    if isinstance(value, Rowed) and value.book is not None:
        return True
    return rowed.is_large(value) and (isinstance(value, Rowed) or rowed.adopt(type(value)))


def _fill_mapping(value: dict[Any, Any], state: tuple[list[tuple[Any, Any]], dict[str, Any], Any]) -> None:
    items, attributes, factory = state
    for name, entry in items:
        dict.__setitem__(value, name, entry)
    vars(value).update(attributes)
    if isinstance(value, defaultdict):
        value.default_factory = factory


def _s3_key(value: FakeKey, _: _Pickler) -> Any:
    # moto's own __getstate__ would put the object's bytes into the state.
    state = {name: member for name, member in vars(value).items() if name != "lock"}
    return new, (FakeKey,), state, None, None, _fill_s3_key


def _fill_s3_key(key: FakeKey, state: dict[str, Any]) -> None:
    vars(key).update(state, lock=threading.Lock())


def _private_key(value: rsa.RSAPrivateKey, _: _Pickler) -> Any:
    plain = serialization.NoEncryption()
    data = value.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, plain)
    return _read_private_key, (data,)


def _read_private_key(data: bytes) -> Any:
    return serialization.load_der_private_key(data, None)


def _certificate(value: x509.Certificate, _: _Pickler) -> Any:
    return _read_certificate, (value.public_bytes(serialization.Encoding.DER),)


def _read_certificate(data: bytes) -> x509.Certificate:
    return x509.load_der_x509_certificate(data)


_EXCEPTIONS: dict[type, Reduce] = {
    BaseBackend: _backend,
    BackendDict: _backends,
    types.FunctionType: _function,
    type(threading.Lock()): lambda _, __: (threading.Lock, ()),
    type(threading.RLock()): lambda _, __: (threading.RLock, ()),
    weakref.WeakValueDictionary: lambda value, _: (weakref.WeakValueDictionary, (dict(value),)),
    dict: _mapping,
    FakeKey: _s3_key,
    Body: lambda value, pickler: (_body, (value.keep(pickler.bodies),)),
    rsa.RSAPrivateKey: _private_key,
    ec.EllipticCurvePrivateKey: _private_key,
    ed25519.Ed25519PrivateKey: _private_key,
    x509.Certificate: _certificate,
}
