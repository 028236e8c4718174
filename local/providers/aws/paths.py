"""Member paths: `A.B[0].C[Id={targetId}]` over botocore shapes and over the values that have them.

An element is chosen by several of its members too, `[id.provider={provider},id.version={version}]`, by what it is not,
`[Id!=x]`, and by itself, `[={principalArn}]`. `[]` is each element, or each of those that the next step chooses.
"""

import functools
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

STEP = re.compile(r"(?P<member>[^.\[\]]+)|\[(?P<index>\d+)\]|\[(?P<match>[\w.]*!?=[^\]]*)\]|(?P<each>\[\])")
FIELD = re.compile(r"\{([\w.]+)([*?]|[#@][^{}]*)?\}")


@dataclass(frozen=True)
class Step:
    """A member of a structure (or a key of a map), an element of a list, or each of them."""

    member: str = ""
    index: int | None = None
    match: tuple[tuple[str, str], ...] = ()
    """Member of the element -> the template of its value; a member with a `!` has another."""
    each: bool = False

    def fits(self, element: Any, env: Mapping[str, Any]) -> bool:
        """Whether an element is one of those chosen."""
        return all(
            (_text_at(element, field.rstrip("!"), env) == fill(template, env)) != field.endswith("!")
            for field, template in self.match
        )


@functools.cache
def steps(path: str) -> tuple[Step, ...]:
    """The steps of a path."""
    return tuple(
        Step(
            m["member"] or "",
            None if m["index"] is None else int(m["index"]),
            _pairs(m["match"] or ""),
            each=bool(m["each"]),
        )
        for m in STEP.finditer(path)
    )


def _text_at(element: Any, field: str, env: Mapping[str, Any]) -> str:
    """What lies there as text: nothing is empty, and what is false is `false`."""
    found = get(element, field, env)
    return "" if found is None else text_of(found)


def _pairs(match: str) -> tuple[tuple[str, str], ...]:
    return tuple((field, value) for field, _, value in (pair.partition("=") for pair in match.split(",") if pair))


def shape_at(shape: Any, path: str) -> Any:
    """The botocore shape a path leads to, None where it leads nowhere. Inside JSON text all is text."""
    for step in steps(path):
        if shape is None or shape.type_name == "string":
            return shape
        if not step.member:
            inside = shape.type_name == "structure" and bool(step.match)
            shape = shape if inside else shape.member if shape.type_name == "list" else None
        elif shape.type_name == "structure":
            shape = shape.members.get(step.member)
        else:
            shape = shape.value if shape.type_name == "map" else None
    return shape


def get(value: Any, path: str, env: Mapping[str, Any]) -> Any:
    """What lies at a path, None where there is nothing."""
    return _walk(value, steps(path), env)


def _walk(value: Any, walk: tuple[Step, ...], env: Mapping[str, Any]) -> Any:
    for n, step in enumerate(walk):
        if isinstance(value, str):
            value = json.loads(value)
        if step.each:
            return _each(value, walk[n + 1 :], env) if isinstance(value, list) else None
        if step.match:
            value = next((v for v in value or () if step.fits(v, env)), None)
        elif step.member:
            value = value.get(step.member) if isinstance(value, Mapping) else None
        else:
            value = value[step.index or 0] if isinstance(value, list) and len(value) > (step.index or 0) else None
        if value is None:
            return None
    return value


def _each(values: list[Any], walk: tuple[Step, ...], env: Mapping[str, Any]) -> list[Any]:
    """What lies behind each element, or behind each that the first step chooses."""
    if walk and walk[0].match:
        return [_walk(value, walk[1:], env) for value in values if walk[0].fits(value, env)]
    return [_walk(value, walk, env) for value in values]


def put(target: dict[str, Any], path: str, value: Any) -> None:
    """Set what lies at a path, making what leads there. A structure is added to the one that lies there already; the
    path `.` is the target itself."""
    if not steps(path):
        target.update(value)
        return
    holder: Any = target
    walk = steps(path)
    for step, following in zip(walk, (*walk[1:], None), strict=True):
        key: Any = step.member or (_element(holder, step) if step.match else step.index)
        if following is None:
            _set(holder, key, value)
            return
        if following.each:
            there = _child(holder, key) or []
            _set(holder, key, [*there, *(_around(item, walk[walk.index(following) + 1 :]) for item in value)])
            return
        inner = _child(holder, key)
        if inner is None:
            inner = {} if following.member else []
            _set(holder, key, inner)
        holder = inner


def _around(value: Any, walk: tuple[Step, ...]) -> Any:
    """The value with the members around it that lead to it, and those by which the element is chosen."""
    if not walk:
        return value
    inner = _around(value, walk[1:])
    return {**dict(walk[0].match), **inner} if walk[0].match else {walk[0].member: inner}


def _element(holder: list[Any], step: Step) -> int:
    """Where in a list the element with these values is; it is added if it is not there."""
    wanted = dict(step.match)
    for n, element in enumerate(holder):
        if wanted.items() <= element.items():
            return n
    holder.append(wanted)
    return len(holder) - 1


def _child(holder: Any, key: Any) -> Any:
    if isinstance(holder, list):
        return holder[key] if len(holder) > key else None
    return holder.get(key)


def _set(holder: Any, key: Any, value: Any) -> None:
    if isinstance(holder, list) and len(holder) <= key:
        holder.append(value)
    elif isinstance(value, dict) and isinstance(there := _child(holder, key), dict):
        there.update(value)
    else:
        holder[key] = value


def fill(template: str, env: Mapping[str, Any]) -> str:
    """The template with its fields filled in; one marked `?` may be missing. KeyError where another is."""
    return FIELD.sub(lambda m: _marked(m, _field(m[1], env, optional=m[2] == "?"), env), template)


def _field(name: str, env: Mapping[str, Any], *, optional: bool) -> str:
    try:
        return text_of(env[name])
    except KeyError:
        if "." in name and (value := get(env, name, env)) is not None:
            return text_of(value)
        if optional:
            return ""
        raise


def value(template: str, env: Mapping[str, Any]) -> Any:
    """What a template stands for in a request: a list stays one where it is the whole template."""
    match = FIELD.fullmatch(template)
    whole = env.get(match[1]) if match and not match[2] else None
    return whole if isinstance(whole, list) else fill(template, env)


def _marked(field: re.Match[str], value: str, env: Mapping[str, Any]) -> str:
    """`{name#-}`: the number that Terraform makes of the value and what follows the `#`; `{name@zone}`: the domain name
    in full."""
    mark, rest = (field[2] or " ")[0], (field[2] or "")[1:]
    if mark == "#":
        return str(zlib.crc32((value + rest).encode()))
    return _below(value.rstrip("."), _field(rest, env, optional=False).rstrip(".")) if mark == "@" else value


def _below(name: str, zone: str) -> str:
    """A domain name that may leave out the zone that it lies in."""
    return name if f".{name}".endswith(f".{zone}") else f"{name}.{zone}".lstrip(".")


def text_of(value: Any) -> str:
    """A value as ids and templates have it."""
    if isinstance(value, list):
        return "#".join(map(str, cast(list[Any], value)))
    return str(value).lower() if isinstance(value, bool) else str(value)


def fields(template: str) -> tuple[str, ...]:
    """The names of a template's fields."""
    marked = ((m[1], (m[2] or "")[1:] if (m[2] or "").startswith("@") else "") for m in FIELD.finditer(template))
    return tuple(name for pair in marked for name in pair if name)


def parse(template: str, text: str) -> dict[str, str] | None:
    """The fields that make this text of the template, None where none do. A field marked `*` may hold separators, one
    marked `?` may be missing."""
    beside = {
        char
        for m in FIELD.finditer(template)
        for char in (template[m.start() - 1 : m.start()], template[m.end() :][:1])
    }
    separators = re.sub(r"\w", "", "".join(sorted(beside)))
    plain = f"[^{re.escape(separators)}]+" if separators else ".+"
    pattern = ""
    last = 0
    for match in FIELD.finditer(template):
        held = {"*": ".+", "?": f"{plain[:-1]}*"}.get(match[2], plain)
        pattern += re.escape(template[last : match.start()]) + f"({held})"
        last = match.end()
    found = re.fullmatch(pattern + re.escape(template[last:]), text)
    told = zip(fields(template), found.groups(), strict=True) if found else ()
    return {name: value for name, value in told if value} if found else None
