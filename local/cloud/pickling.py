"""Pickling: turn the content of one moto backend into bytes and back.

Plain pickle does nearly all of it. The table at the end lists the exceptions: what is not data (locks, lambdas, keys of
the cryptography library), what has its own file (S3 bodies) and what belongs to another backend (kept as a reference).
"""

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
from typing import Any, TypeAlias, cast

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from moto.core.base_backend import BackendDict, BaseBackend
from moto.s3.models import FakeKey

from local.cloud import backends
from local.cloud.bodies import Body

Reduce: TypeAlias = Callable[[Any, "_Pickler"], Any]


def dump(backend: BaseBackend, bodies: Path) -> tuple[bytes, set[backends.Key]]:
    """The content of a backend as bytes, and the other backends that it refers to."""
    buffer = io.BytesIO()
    pickler = _Pickler(buffer, bodies)
    pickler.dump(vars(backend))
    return buffer.getvalue(), pickler.referred - {backends.key_of(backend)}


def load(data: bytes, bodies: Path) -> tuple[dict[str, Any], set[str]]:
    """The content of a backend, and the names of the S3 bodies that it needs."""
    unpickler = _Unpickler(io.BytesIO(data), bodies)
    return cast(dict[str, Any], unpickler.load()), unpickler.needed


class _Pickler(pickle.Pickler):
    def __init__(self, file: io.BytesIO, bodies: Path) -> None:
        super().__init__(file, protocol=5)
        self.bodies = bodies
        self.referred: set[backends.Key] = set()

    def reducer_override(self, obj: object, /) -> Any:
        reduce = _reducer(type(obj))
        return NotImplemented if reduce is None else reduce(obj, self)


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, bodies: Path) -> None:
        super().__init__(file)
        self.bodies = bodies
        self.needed: set[str] = set()

    def find_class(self, module: str, name: str, /) -> Any:
        return self._body if (module, name) == (__name__, _body.__name__) else super().find_class(module, name)

    def _body(self, name: str) -> Body:
        self.needed.add(name)
        return Body.kept(self.bodies / name)


_chosen: dict[type, Reduce | None] = {}


def _reducer(kind: type) -> Reduce | None:
    """How to reduce objects of that type; None where pickle knows. Decided once a type: this runs for every object."""
    if kind not in _chosen:
        _chosen[kind] = next((reduce for base, reduce in _EXCEPTIONS.items() if issubclass(kind, base)), None)
    return _chosen[kind]


def _body(name: str) -> Body:
    raise NotImplementedError(f"S3 body {name} is read by the unpickler, which knows the folder")


def _backend(value: BaseBackend, pickler: _Pickler) -> Any:
    key = backends.key_of(value)
    pickler.referred.add(key)
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


def _mapping(value: dict[Any, Any], _: _Pickler) -> Any:
    if not type(value).__module__.startswith("moto."):
        return NotImplemented
    # moto's own dicts have constructors with arguments, and items that are not what they hold (the versions of S3).
    factory = value.default_factory if isinstance(value, defaultdict) else None
    state = (list(dict.items(value)), vars(value), factory)
    return _new, (type(value),), state, None, None, _fill_mapping


def _new(kind: Any) -> Any:
    return kind.__new__(kind)


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
    return _new, (FakeKey,), state, None, None, _fill_s3_key


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
