"""Values: the engine's property values as plain Python, and back. Unknowns are UNKNOWN, secrets are a set of paths."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from google.protobuf.struct_pb2 import NULL_VALUE, ListValue, Struct, Value

# The engine's wire format: sdk/go/common/resource (sig.go and plugin/rpc.go).
SIGNATURE: Final = "4dabf18193072939515e22adb298388d"
SECRET: Final = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 the mark of a secret, not one
OUTPUT: Final = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
UNKNOWN_STRING: Final = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"

Path = tuple[str | int, ...]
Properties = dict[str, Any]


class Unknown:
    """A value that only an `up` can tell."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown()


def from_struct(struct: Struct) -> tuple[Properties, set[Path]]:
    """Plain values, without nulls, and the paths of those that were secret."""
    secrets: set[Path] = set()
    return _mapping(struct.fields, (), secrets), secrets


def to_struct(values: Mapping[str, Any], secrets: Iterable[Path] = ()) -> Struct:
    """The engine's form. A secret path that is no longer there makes the nearest value above it secret."""
    paths = {_existing(values, path) for path in secrets if path and path[0] in values}
    struct = Struct()
    for key, value in values.items():
        struct.fields[key].CopyFrom(_to_value(value, (key,), paths))
    return struct


def has_unknown(value: Any) -> bool:
    """Whether an unknown is anywhere in the value."""
    if isinstance(value, Mapping):
        return any(has_unknown(v) for v in value.values())
    if isinstance(value, list):
        return any(has_unknown(v) for v in value)
    return value is UNKNOWN


def listed(value: Any) -> list[Any]:
    """The elements of a list; one of anything else, none of nothing."""
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, list) else [value]


def given(values: Mapping[str, Any]) -> Properties:
    """Those that are not None."""
    return {k: v for k, v in values.items() if v is not None}


def is_empty(value: Any) -> bool:
    """Whether a value says nothing: an empty text, list or map, or none."""
    return value is None or value == "" or (isinstance(value, list | Mapping) and not value)


def at_path(values: Any, path: Path) -> Any:
    """The value at a path, None where there is none."""
    for step in path:
        try:
            values = values[step]
        except (KeyError, IndexError, TypeError):
            return None
    return values


def _mapping(fields: Mapping[str, Value], path: Path, secrets: set[Path]) -> Properties:
    pairs = ((key, _from_value(value, (*path, key), secrets)) for key, value in fields.items())
    return {key: value for key, value in pairs if value is not None}


def _from_value(value: Value, path: Path, secrets: set[Path]) -> Any:
    kind = value.WhichOneof("kind")
    if kind == "struct_value":
        return _from_object(value.struct_value, path, secrets)
    if kind == "list_value":
        return [_from_value(item, (*path, n), secrets) for n, item in enumerate(value.list_value.values)]
    if kind == "number_value":
        number = value.number_value
        return int(number) if number.is_integer() else number
    if kind == "string_value":
        return UNKNOWN if value.string_value == UNKNOWN_STRING else value.string_value
    return value.bool_value if kind == "bool_value" else None


def _from_object(struct: Struct, path: Path, secrets: set[Path]) -> Any:
    signature = struct.fields[SIGNATURE].string_value if SIGNATURE in struct.fields else ""
    if signature == SECRET:
        secrets.add(path)
        return _from_value(struct.fields["value"], path, secrets)
    if signature == OUTPUT:
        if struct.fields["secret"].bool_value:
            secrets.add(path)
        return _from_value(struct.fields["value"], path, secrets) if "value" in struct.fields else UNKNOWN
    return _mapping(struct.fields, path, secrets)


def _to_value(value: Any, path: Path, secrets: set[Path]) -> Value:
    plain = _plain(value, path, secrets)
    if path not in secrets:
        return plain
    return Value(struct_value=Struct(fields={SIGNATURE: Value(string_value=SECRET), "value": plain}))


def _plain(value: Any, path: Path, secrets: set[Path]) -> Value:
    if value is None:
        return Value(null_value=NULL_VALUE)
    if value is UNKNOWN:
        return Value(string_value=UNKNOWN_STRING)
    if isinstance(value, bool):
        return Value(bool_value=value)
    if isinstance(value, int | float):
        return Value(number_value=value)
    if isinstance(value, str):
        return Value(string_value=value)
    if isinstance(value, Mapping):
        fields = {str(k): _to_value(v, (*path, str(k)), secrets) for k, v in value.items()}
        return Value(struct_value=Struct(fields=fields))
    if isinstance(value, list | tuple):
        items = [_to_value(v, (*path, n), secrets) for n, v in enumerate(value)]
        return Value(list_value=ListValue(values=items))
    raise TypeError(f"{'.'.join(map(str, path))}: no property value can hold a {type(value).__name__}")


def _existing(values: Mapping[str, Any], path: Path) -> Path:
    while len(path) > 1 and at_path(values, path) is None:
        path = path[:-1]
    return path
