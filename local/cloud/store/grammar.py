"""Grammar: which family the name of an operation says, and of which noun."""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache

from local.cloud.store import models
from local.cloud.store.kinds import Names


class Family(StrEnum):
    """What an operation does to an object."""

    CREATE = "create"
    READ = "read"
    UPDATE = "update"
    DELETE = "delete"
    LIST = "list"
    BATCH = "batch"
    START = "start"
    STOP = "stop"
    TAG = "tag"
    UNTAG = "untag"
    TAGS = "tags"


_VERBS: dict[Family, Names] = {
    Family.CREATE: ("Create", "Register", "Put", "Request", "Start", "Submit", "Add"),
    Family.READ: ("Describe", "Get"),
    Family.UPDATE: ("Update", "Modify"),
    Family.DELETE: ("Delete", "Deregister", "Remove"),
    Family.STOP: ("Stop", "Cancel"),
}
_LISTS = ("List", "Describe", "Get")
_BATCHES = ("BatchGet", "BatchDescribe")
_TAGGING = {
    Family.TAG: ("TagResource", "AddTags", "AddTagsToResource", "TagResources"),
    Family.UNTAG: ("UntagResource", "DeleteTags", "RemoveTags", "RemoveTagsFromResource", "UntagResources"),
    Family.TAGS: ("ListTagsForResource", "ListTags", "GetTags", "ListResourceTags"),
}
TAGGING_FAMILY = {name: family for family, names in _TAGGING.items() for name in names}


@cache
def nouns(service: str) -> tuple[str, ...]:
    """Whatever an operation of the service creates."""
    starts = "|".join(_VERBS[Family.CREATE])
    names = models.service_model(service).operation_names
    return tuple(found[1] for name in names if (found := re.fullmatch(rf"(?:{starts})([A-Z]\w*)", name)))


@cache
def operations(service: str, noun: str) -> dict[str, Family]:
    """The operations about one noun, with their families."""
    return dict(_operations(_names(service), noun))


@cache
def nouns_of(service: str) -> dict[str, tuple[str, ...]]:
    """Operation -> the nouns that it may be about."""
    found: dict[str, tuple[str, ...]] = {}
    for noun in nouns(service):
        for name in operations(service, noun):
            found[name] = (*found.get(name, ()), noun)
    return found


def plural(noun: str) -> Names:
    """How operations may write more than one of them."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return (f"{noun[:-1]}ies",)
    return (f"{noun}es", f"{noun}s") if noun.endswith(("s", "x", "ch", "sh")) else (f"{noun}s",)


@cache
def _names(service: str) -> frozenset[str]:
    return frozenset(models.service_model(service).operation_names)


def _operations(names: frozenset[str], noun: str) -> Iterator[tuple[str, Family]]:
    creates = [verb for verb in _VERBS[Family.CREATE] if f"{verb}{noun}" in names]
    for family, verbs in _VERBS.items():
        for verb in verbs:
            if f"{verb}{noun}" in names and not (verb == "Start" and creates[0] != "Start"):
                yield f"{verb}{noun}", family
                if family is Family.CREATE:
                    break
    if "Put" in creates and creates[0] != "Put":
        yield f"Put{noun}", Family.UPDATE
    if "Start" in creates and creates[0] != "Start":
        yield f"Start{noun}", Family.START
    for many in plural(noun):
        yield from ((f"{verb}{many}", Family.LIST) for verb in _LISTS if f"{verb}{many}" in names)
        yield from (
            (f"{verb}{each}", Family.BATCH) for verb in _BATCHES for each in (noun, many) if f"{verb}{each}" in names
        )
