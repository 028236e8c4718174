"""Values: the properties of a resource as plain Python, and the few ways a rule reads them.

A rule sees dict, list, str, bool, int, float and None, and two things more: `UNKNOWN` stands for a value that is known
only once the update has run, and `Secret` is a string that never shows itself in a message.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from google.protobuf.struct_pb2 import Struct
from google.protobuf.struct_pb2 import Value as WireValue

Props = dict[str, Any]


class Unknown:
    """The type of `UNKNOWN`, the one value of its kind."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown()


class Secret(str):
    """A string that Pulumi holds as a secret: it compares and parses as its text, and prints as `[secret]`."""

    __slots__ = ()

    def __str__(self) -> str:
        return "[secret]"

    def __repr__(self) -> str:
        return "[secret]"

    def __format__(self, spec: str) -> str:
        return format("[secret]", spec)


SEALED: Final = Secret("sealed")
"""A secret that was read encrypted: it is set, it is a secret, and `get` answers `UNKNOWN` for it."""


@dataclass(frozen=True)
class Unassessed:
    """What a rule yields where it cannot judge yet: the path of the property that is not known."""

    path: str


Finding = str | Unassessed
"""What a rule yields: what is wrong, or what it could not look at."""
Findings = Iterator[Finding]

# How the engine writes what JSON cannot: sdk/go/common/resource/properties.go and plugin/rpc.go of Pulumi.
_SIGNATURE = "4dabf18193072939515e22adb298388d"
_SECRET = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105, a public marker
_UNKNOWNS = frozenset(
    {
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",  # a boolean
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",  # a number
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",  # a string, and what the engine sends for most
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",  # a list
        "030794c1-ac77-496b-92df-f27374a8bd58",  # an asset
        "e48ece36-62e2-4504-bad9-02848725956a",  # an archive
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",  # an object
    }
)


def plain_json(value: Any) -> Any:
    """A value of an exported state or of a preview's JSON as a plain one. The marks are those of the wire."""
    match value:
        case str():
            return UNKNOWN if value in _UNKNOWNS else value
        case list():
            return [plain_json(item) for item in value]
        case dict():
            if value.get(_SIGNATURE) == _SECRET:
                return _unsealed(value)
            return {key: plain_json(item) for key, item in value.items()}
        case float() if value.is_integer():
            return int(value)
        case _:
            return value


def _unsealed(value: dict[str, Any]) -> Any:
    """A secret of a state: its text where it was exported with --show-secrets, else sealed."""
    try:
        return _secret(plain_json(json.loads(value["plaintext"])))
    except (KeyError, TypeError, ValueError, RecursionError):
        return SEALED


def plain(struct: Struct) -> Props:
    """The properties on the wire as plain values. Secrets are unwrapped and stay marked."""
    return {key: _plain(value) for key, value in struct.fields.items()}


def _plain(value: WireValue) -> Any:
    match value.WhichOneof("kind"):
        case "string_value":
            text = value.string_value
            return UNKNOWN if text in _UNKNOWNS else text
        case "bool_value":
            return value.bool_value
        case "number_value":
            number = value.number_value
            return int(number) if number.is_integer() else number
        case "list_value":
            return [_plain(item) for item in value.list_value.values]
        case "struct_value":
            members = plain(value.struct_value)
            if members.get(_SIGNATURE) == _SECRET:
                return _secret(members.get("value"))
            return members
        case _:
            return None


def _secret(value: Any) -> Any:
    match value:
        case str():
            return Secret(value)
        case list():
            return [_secret(item) for item in value]
        case dict():
            return {key: _secret(item) for key, item in value.items()}
        case _:
            return value


def get(props: Any, path: str) -> Any:
    """The value at a dotted path: `None` where there is none, `UNKNOWN` where it, or what holds it, is not known."""
    for key in path.split("."):
        if props is UNKNOWN or props is SEALED:
            return UNKNOWN
        if not isinstance(props, dict):
            return None
        props = props.get(key)
    return UNKNOWN if props is SEALED else props


def missing(props: Any, path: str) -> bool:
    """Nothing is set there: absent, null, or empty. What is not known yet counts as set."""
    return get(props, path) in (None, "", [], {})


def needed(props: Any, path: str, at: str = "") -> Findings:
    """Say so where nothing is set. What is not known yet counts as set. `at` is where `props` sits."""
    if missing(props, path):
        yield f"{at}{path} is not set."


def items(props: Any, path: str) -> list[Any]:
    """The list at the path; `[UNKNOWN]` where it is not known, so that a look into its item says so."""
    found = get(props, path)
    if found is UNKNOWN:
        return [UNKNOWN]
    return found if isinstance(found, list) else []


def expect(props: Any, path: str, wanted: Any, at: str = "") -> Findings:
    """Say so where the value is another than the wanted, or not known. `at` is where `props` sits, `containers[0].`"""
    found = get(props, path)
    if found is UNKNOWN:
        yield Unassessed(at + path)
    elif found != wanted or isinstance(found, bool) != isinstance(wanted, bool):
        yield f"{at}{path} is not {shown(wanted)}."


def shown(value: Any) -> str:
    """A wanted value, as the cloud's own language writes it."""
    return value if isinstance(value, str) else json.dumps(value)


class MalformedError(ValueError):
    """A property that should hold JSON and does not. The kernel reports it as a violation of the rule that read it."""


def document(props: Any, path: str) -> Any:
    """The JSON document at the path: parsed where it is text, `UNKNOWN` or `None` as `get` has it.

    Raises:
        MalformedError: the text is not JSON.
    """
    found = get(props, path)
    if not isinstance(found, str) or found == "":
        return found or None
    try:
        parsed = json.loads(found)
    except (ValueError, RecursionError):
        raise MalformedError(path) from None
    return _secret(parsed) if isinstance(found, Secret) else parsed
