"""Lists: filter, sort and page the objects of a kind by what the request's members say."""

import base64
import json
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, TypeAlias, TypeVar, cast

from botocore.exceptions import UnknownServiceError
from moto.core.loaders import create_loader
from moto.core.model import OperationModel

from local.cloud.store import checks
from local.cloud.store.kinds import Kind
from local.cloud.store.objects import Object
from local.cloud.store.shapes import members

Answer: TypeAlias = dict[str, Any]
T = TypeVar("T")
_PAGE = 100
"""Objects on a page when the request does not say."""
_TOKENS = ("NextToken", "nextToken", "Marker", "nextMarker", "pageToken", "PageToken", "nextPageToken", "NextMarker")
_LIMITS = (
    "MaxResults",
    "maxResults",
    "MaxItems",
    "Limit",
    "limit",
    "PageSize",
    "maxItems",
    "MaxRecords",
    "pageSize",
    "Max",
)
_WORDS: list[tuple[str, Callable[[Any, Any], bool]]] = [
    ("contains", lambda known, asked: str(asked) in str(known or "")),
    ("startswith", lambda known, asked: str(known or "").startswith(str(asked))),
    ("prefix", lambda known, asked: str(known or "").startswith(str(asked))),
    ("equals", lambda known, asked: asked == known or known == {"Status": asked}),
    ("filter", lambda known, asked: known == asked),
    ("after", lambda known, asked: isinstance(known, datetime) and known > asked),
    ("before", lambda known, asked: isinstance(known, datetime) and known < asked),
]


class Pages(NamedTuple):
    """The members with which an operation pages."""

    token_in: str
    token_out: str
    limit: str


def select(kind: Kind, params: dict[str, Any], objects: list[Object], skip: set[str]) -> list[Object]:
    """The objects that the request's filters let through, in the order it asks for."""
    for name, asked in params.items():
        if name.lower() not in skip and (passes := _filter(kind, name, asked)) is not None:
            objects = [each for each in objects if passes(each)]
    by = next((str(value) for name, value in params.items() if name.lower() == "sortby"), "")
    order = next((str(value) for name, value in params.items() if name.lower() == "sortorder"), "")
    if by:
        objects = sorted(objects, key=lambda each: str(value_of(each, kind.fact(by))))
    return objects[::-1] if order.lower().startswith("desc") else objects


def page(operation: OperationModel, params: dict[str, Any], objects: list[T]) -> tuple[list[T], Answer]:
    """One page of the objects, and the members that tell of the next."""
    pages = paging(operation)
    if not pages.token_out:
        return objects, {}
    start = 0
    if token := params.get(pages.token_in):
        try:
            start = int(json.loads(base64.b64decode(str(token), validate=True))["start"])
        except (ValueError, KeyError, TypeError):
            raise checks.invalid(operation, f"Invalid {pages.token_in}: {token}") from None
    limit = int(params.get(pages.limit, _PAGE)) or _PAGE
    rest = {}
    if len(objects) > start + limit:
        rest = {pages.token_out: base64.b64encode(json.dumps({"start": start + limit}).encode()).decode()}
    return objects[start : start + limit], rest


def value_of(found: Object, fact: str) -> Any:
    """A fact, or one of the times that every object has."""
    if fact in found.facts:
        return found.facts[fact]
    if fact.startswith("creat"):
        return found.data["made"]
    return found.data["changed"] if fact.startswith(("lastmodif", "modif", "updat", "lastupdat")) else None


@cache
def _paginators(service: str) -> dict[str, Any]:
    try:
        return cast(dict[str, Any], create_loader().load_service_model(service, "paginators-1")["pagination"])
    except (UnknownServiceError, LookupError):
        return {}


def paging(operation: OperationModel) -> Pages:
    """How the operation pages, by the model's paginators or the usual names; empty where it does not."""
    known = _paginators(str(operation.service_model.service_name)).get(operation.name, {})
    token_in, token_out, limit = (known.get(name, "") for name in ("input_token", "output_token", "limit_key"))
    if not all(isinstance(name, str) for name in (token_in, token_out)):
        token_in = token_out = ""
    asked, told = members(operation.input_shape), members(operation.output_shape)
    return Pages(
        token_in or next((name for name in _TOKENS if name in asked), ""),
        token_out or next((name for name in _TOKENS if name in told), ""),
        limit or next((name for name in _LIMITS if name in asked), ""),
    )


def _filter(kind: Kind, name: str, asked: Any) -> Callable[[Object], bool] | None:
    lower = name.lower()
    if isinstance(asked, list):
        return _any_of(kind, lower, cast(list[Any], asked))
    if isinstance(asked, dict):
        return None
    for word, passes in _WORDS:
        if lower.endswith(word):
            fact = kind.fact(lower.removesuffix(word)) if lower != word else "name"
            fact = {"creationtime": "created", "created": "created"}.get(fact, fact)
            return lambda each: passes(value_of(each, fact), asked)
    fact = kind.fact(name)
    return lambda each: fact not in each.facts or each.facts[fact] == asked


def _any_of(kind: Kind, name: str, asked: list[Any]) -> Callable[[Object], bool] | None:
    """A list of values (`ScraperIds`), or of filters that each have a name and values; of unknown facts, nothing."""
    if all(isinstance(each, str) for each in asked):
        wanted = [(kind.fact(name.removesuffix("s")), asked)]
    else:
        wanted = [_named(kind, each) for each in asked if isinstance(each, dict)]
    return lambda each: all(fact not in each.facts or each.facts[fact] in values for fact, values in wanted)


def _named(kind: Kind, asked: dict[str, Any]) -> tuple[str, list[Any]]:
    """The fact that a filter names, and the values that it lets through."""
    lower = {name.lower(): value for name, value in asked.items()}
    named = str(lower.get("name") or lower.get("key") or lower.get("field") or "")
    values = lower.get("values") or lower.get("value") or []
    return kind.fact(named.replace("-", "")), values if isinstance(values, list) else [values]
