"""Paging: cut a list into pages, with tokens that AWS would not accept from another list either."""

import base64
from datetime import UTC, datetime
from typing import Any

from local.cloud.gaps.filling import Answer, Call
from local.cloud.gaps.sagemaker.kinds import INVALID

_DEFAULT_PAGE = 100


def page(call: Call, member: str, found: list[Any]) -> Answer:
    """The page that the call asks for, under that member, and the token of the next."""
    begin = 0
    if token := call.params.get("NextToken"):
        begin = _begin(call, token)
    end = begin + int(call.params.get("MaxResults", _DEFAULT_PAGE))
    more = {"NextToken": _token(call, end)} if end < len(found) else {}
    return {member: found[begin:end], **more}


def _token(call: Call, begin: int) -> str:
    return base64.urlsafe_b64encode(f"{call.operation} {begin}".encode()).decode()


def _begin(call: Call, token: str) -> int:
    try:
        return int(base64.urlsafe_b64decode(token).decode().removeprefix(f"{call.operation} "))
    except ValueError:
        raise call.refuse(INVALID, "Invalid NextToken.") from None


def within(when: datetime, after: datetime | None, before: datetime | None) -> bool:
    """Whether a time lies between those that are given."""
    when = when.replace(tzinfo=when.tzinfo or UTC)
    return (after is None or when > _aware(after)) and (before is None or when < _aware(before))


def _aware(when: datetime) -> datetime:
    return when.replace(tzinfo=when.tzinfo or UTC)
