"""Rowed: dicts whose entries are kept a row each, and that note which of them a request reached.

A backend's large dicts are exchanged for such twins, so that keeping a request costs what it reached and not what there
is. What was not reached cannot have changed; and what was read may have, as moto changes in place what it looked up.
"""

import contextlib
import copy
import sys
import weakref
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Generator, ItemsView, Iterator, ValuesView
from typing import Any, TypeAlias, cast

from local.cloud.backends import Key

Plain: TypeAlias = dict[Any, Any]
_MANY = 16  # below, a row an entry costs more than it saves


class Book:
    """What a rowed dict knows of its entries: the row of each, and what was reached since the last `forget`."""

    def __init__(self, id_: int, rowed: "Rowed", backend: Key) -> None:
        self.id = id_
        self.backend = backend
        self.rowed = weakref.ref(rowed)
        self.rows: dict[Any, Any] = {}
        self.reached: set[Any] = set()
        self.left: list[Any] = []
        """Rows whose entries were taken out."""

    def reach(self, key: Any) -> None:
        if _watching[0]:
            self.reached.add(key)
            _noted[self] = None

    def leave(self, key: Any) -> None:
        """The entry is taken out; if the key comes back, then as the last one."""
        if row := self.rows.pop(key, None):
            self.left.append(row)
            _noted[self] = None


_noted: dict[Book, None] = {}
_watching = [True]


def noted() -> list[Book]:
    """The books of which entries were reached."""
    return list(_noted)


def forget() -> None:
    """From here on nothing was reached; what was taken out stays noted until `left` is emptied."""
    for book in list(_noted):
        book.reached.clear()
        if not book.left:
            del _noted[book]


@contextlib.contextmanager
def unnoted() -> Generator[None]:
    """What is reached inside is only looked at."""
    before, _watching[0] = _watching[0], False
    try:
        yield
    finally:
        _watching[0] = before


def forget_all() -> None:
    """Nothing is kept any more."""
    _noted.clear()


class Rowed(Plain):
    """A dict with a book. Without one it is a dict like any other."""

    __slots__ = ()
    book: Book | None = None

    def raw(self, key: Any) -> Any:
        """The entry, unnoted."""
        return super().__getitem__(key)

    def fill(self, key: Any, value: Any) -> None:
        """Put an entry in, unnoted."""
        super().__setitem__(key, value)

    def __getitem__(self, key: Any) -> Any:
        self._reach(key)
        return super().__getitem__(key)

    def __setitem__(self, key: Any, value: Any) -> None:
        self._reach(key)
        super().__setitem__(key, value)

    def __delitem__(self, key: Any) -> None:
        super().__delitem__(key)
        self._leave(key)

    def __iter__(self) -> Iterator[Any]:
        # Where this is not overridden, dict(it) and {**it} copy the entries behind our back.
        return super().__iter__()

    def get(self, key: Any, default: Any = None) -> Any:
        self._reach(key)
        return super().get(key, default)

    def setdefault(self, key: Any, default: Any = None) -> Any:
        self._reach(key)
        return super().setdefault(key, default)

    def pop(self, key: Any, *default: Any) -> Any:
        found = super().pop(key, *default)
        self._leave(key)
        return found

    def popitem(self, *how: Any, **named: Any) -> tuple[Any, Any]:
        key, value = super().popitem(*how, **named)
        self._leave(key)
        return key, value

    def clear(self) -> None:
        keys = list(self)
        super().clear()
        for key in keys:
            self._leave(key)

    def update(self, *others: Any, **named: Any) -> None:
        for key, value in dict(*others, **named).items():
            self._reach(key)
            super().__setitem__(key, value)

    def __ior__(self, other: Any) -> Any:
        self.update(other)
        return self

    def __or__(self, other: Any) -> Any:
        return self.copy() | other

    def values(self) -> Any:
        return _Values(self)

    def items(self) -> Any:
        return _Items(self)

    def copy(self) -> Any:
        return copy.copy(self)

    def __reduce_ex__(self, protocol: Any) -> Any:
        """For copies, which are no twins."""
        if type(self) in _PLAIN_OF:
            return _PLAIN_OF[type(self)](self)
        how, what, state, *rest = cast(tuple[Any, ...], super().__reduce_ex__(protocol))
        return how, what, {name: value for name, value in state.items() if name != "book"}, *rest

    def _reach(self, key: Any) -> None:
        if self.book is not None:
            self.book.reach(key)

    def _leave(self, key: Any) -> None:
        if self.book is not None:
            self.book.leave(key)


class _Values(ValuesView[Any]):
    def __iter__(self) -> Iterator[Any]:
        rowed = cast(Rowed, self._mapping)
        for key in rowed:
            yield Rowed.__getitem__(rowed, key)


class _Items(ItemsView[Any, Any]):
    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        rowed = cast(Rowed, self._mapping)
        for key in rowed:
            yield key, Rowed.__getitem__(rowed, key)


class _Dict(Rowed):
    pass


class _Ordered(Rowed, OrderedDict[Any, Any]):  # pyright: ignore[reportIncompatibleMethodOverride] - a key by any name
    pass


class _Default(Rowed, defaultdict[Any, Any]):
    pass


_TWINS: dict[type, Callable[[Any], Rowed]] = {
    dict: _Dict,
    OrderedDict: _Ordered,
    defaultdict: lambda plain: _Default(plain.default_factory, plain),
}
_PLAIN_OF: dict[type, Callable[[Any], Any]] = {
    _Dict: lambda twin: (dict, (list(twin.items()),)),
    _Ordered: lambda twin: (OrderedDict, (list(twin.items()),)),
    _Default: lambda twin: (defaultdict, (twin.default_factory, list(twin.items()))),
}


def is_large(table: Plain) -> bool:
    """Whether a dict has so many entries that each should have a row, and keys that can name them."""
    return len(table) > _MANY and all(isinstance(key, str | int | tuple) for key in table)


def exchange(holder: Plain, depth: int = 1) -> None:
    """Put twins in the place of the holder's large dicts, and of those in its small dicts."""
    for name in holder:
        if type(holder[name]) not in _TWINS:
            continue
        if is_large(holder[name]):
            # Somebody else may hold the very dict, and would go on with it.
            if sys.getrefcount(holder[name]) == _ONE_HOLDER:
                holder[name] = _twin(holder[name])
        elif depth:
            exchange(holder[name], depth - 1)


def exchange_entry(table: Rowed, key: Any) -> None:
    """The same for an entry that is itself a dict."""
    if type(table.raw(key)) not in _TWINS:
        return
    if is_large(table.raw(key)):
        if sys.getrefcount(table.raw(key)) == _ONE_HOLDER:
            table.fill(key, _twin(table.raw(key)))
    else:
        exchange(table.raw(key), 0)


def adopt(kind: type[Plain]) -> bool:
    """Make moto's own kind of dict, and its instances, rowed ones. False if it is not made that way."""
    if kind.__bases__ != (dict,) or not kind.__dictoffset__:
        return False
    kind.__bases__ = (Rowed,)
    return True


def empty(kind: type[Plain], factory: Any, attributes: dict[str, Any]) -> Rowed:
    """A dict of that kind, to be filled."""
    if not issubclass(kind, Rowed):
        adopt(kind)
    made = cast(Rowed, kind.__new__(kind))
    if isinstance(made, defaultdict):
        made.default_factory = factory
    vars(made).update(attributes)
    return made


def _twin(table: Plain) -> Rowed:
    return _TWINS[type(table)](table)


_sample: dict[str, list[None]] = {"": []}
_ONE_HOLDER = sys.getrefcount(_sample[""])
