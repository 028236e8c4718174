"""Page: the HTML of the look inside. No script, nothing from elsewhere; what it shows is escaped."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape

from local.cloud.calls import Call
from local.inside.stacks import Component, Resource, Stack

STYLE = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'",
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}
MOST_CALLS = 200
_pages = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=select_autoescape())


def html(
    stacks: Sequence[Stack], objects: Sequence[str], calls: Sequence[Call], facts: Mapping[str, str], words: str = ""
) -> str:
    """The page. `words` narrows everything to what mentions them; `facts` say how the cloud is."""
    wanted = words.strip().lower()
    shown = [narrowed for stack in stacks if (narrowed := _narrowed(stack, wanted)).size or not wanted]
    heard = [call for call in calls if _mentions(call, wanted)]
    resources = [resource for stack in stacks for component in stack.components for resource in component.resources]
    named = {text for resource in resources for text in (resource.id, *resource.properties.values())}
    return _pages.get_template("page.html").render(
        style=STYLE,
        words=words,
        facts=facts,
        stacks=shown,
        services=_services(objects, resources),
        strays=[arn for arn in objects if wanted in arn.lower() and not _is_named(arn, named)],
        failed=[_row(call) for call in heard if call.failed][:MOST_CALLS],
        recent=[_row(call) for call in heard if not call.failed][:MOST_CALLS],
    )


def _narrowed(stack: Stack, words: str) -> Stack:
    components: list[Component] = []
    for component in stack.components:
        kept = tuple(r for r in component.resources if words in component.name.lower() or r.mentions(words))
        if kept:
            components.append(replace(component, resources=kept))
    return replace(stack, components=tuple(components))


def _services(objects: Sequence[str], resources: Sequence[Resource]) -> list[tuple[str, int, int]]:
    """Service, objects in the cloud, resources in the stacks."""
    held = Counter(arn.split(":")[2] for arn in objects)
    made = Counter(resource.service for resource in resources)
    return [(name, held[name], made[name]) for name in sorted(held | made)]


def _is_named(arn: str, named: Set[str]) -> bool:
    """Whether some resource of a stack is, or names, that object."""
    return arn in named or arn.rsplit("/", 1)[-1] in named or arn.rsplit(":", 1)[-1] in named


def _mentions(call: Call, words: str) -> bool:
    return words in f"{call.service}:{call.operation} {call.code} {call.message} {call.caller}".lower()


def _row(call: Call) -> dict[str, Any]:
    at = datetime.fromtimestamp(call.time).astimezone()
    return {**call.as_dict(), "at": f"{at:%H:%M:%S}.{at.microsecond // 1000:03}", "who": call.caller or call.access_key}
