"""Policy documents: the statements of an IAM or resource policy, in one shape, whatever the author's."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

from .values import UNKNOWN, Findings, Unassessed, document, get

PINNED_BY = frozenset(
    {
        "aws:principalaccount",
        "aws:principalarn",
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:sourceaccount",
        "aws:sourcearn",
        "aws:sourceorgid",
        "aws:sourceorgpaths",
        "aws:sourceowner",
        "aws:sourcevpc",
        "aws:sourcevpce",
        "kms:calleraccount",
        "kms:encryptioncontext:aws:cloudtrail:arn",
        "kms:encryptioncontext:aws:logs:arn",
    }
)
"""Condition keys that narrow `everyone` to somebody."""
NARROWING = ("stringequals", "stringlike", "arnequals", "arnlike")
TLS_MISSING = (("bool", "aws:securetransport", ("false",)),)
"""The one condition of a statement that refuses what comes in clear: with a second beside it, it would refuse less."""


@dataclass(frozen=True)
class Statement:
    """One statement. `name` says which, without its text: `Statement[2]`."""

    name: str
    allows: bool
    actions: tuple[str, ...]
    """In lower case; `*` for a NotAction, which allows whatever it does not name."""
    resources: tuple[str, ...]
    """`*` for a NotResource."""
    principals: tuple[tuple[str, str], ...]
    """Kind and value: `("Service", "sagemaker.amazonaws.com")`; `("AWS", "*")` for everyone and for a NotPrincipal."""
    conditions: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Operator and key in lower case, and values."""

    def does(self, action: str) -> bool:
        """Whether an action (`iam:PassRole`) is among its actions."""
        return any(fnmatchcase(action.lower(), pattern) for pattern in self.actions)

    def conditioned(self, *keys: str) -> bool:
        """Whether a condition is on one of the keys: `aws:resourcetag/*`, in lower case, `*` for any."""
        return any(fnmatchcase(key, pattern) for _, key, _ in self.conditions for pattern in keys)

    @property
    def everywhere(self) -> bool:
        """Whether it names every resource."""
        return "*" in self.resources

    @property
    def public(self) -> bool:
        """Whether it allows something to everyone, with no condition that says who or from where."""
        return self.allows and any(value == "*" for _, value in self.principals) and not self.pinned

    @property
    def pinned(self) -> bool:
        """Whether a condition narrows it to an account, an organization, an ARN or a network."""
        return any(
            operator.split(":")[-1].removesuffix("ifexists") in NARROWING
            and not operator.endswith("ifexists")
            and key in PINNED_BY
            and "*" not in values
            for operator, key, values in self.conditions
        )


def statements(props: Any, path: str) -> list[Statement] | None:
    """The statements of the document at the path: none where there is no document, `None` where it is not known yet.

    Raises:
        MalformedError: the text there is not JSON.
    """
    text = get(props, path)
    if type(text) is str:  # A secret is not remembered.
        return list(_parsed(text, path))
    found = document(props, path)
    return None if found is UNKNOWN else _statements(found)


@lru_cache(maxsize=1024)
def _parsed(text: str, path: str) -> tuple[Statement, ...]:
    """The statements of a text. A dozen rules ask for those of the same role."""
    return tuple(_statements(document({path: text}, path)))


def _statements(found: Any) -> list[Statement]:
    listed = found.get("Statement") if isinstance(found, dict) else None
    return [
        _statement(f"Statement[{index}]", one)
        for index, one in enumerate(listed if isinstance(listed, list) else [listed])
        if isinstance(one, dict)
    ]


def refuses_clear(statement: Statement) -> bool:
    """Whether it denies everyone what does not come over TLS."""
    return not statement.allows and ("AWS", "*") in statement.principals and statement.conditions == TLS_MISSING


def open_to_everyone(props: Any, path: str) -> Findings:
    """The statements of the document at the path that allow everyone."""
    found = statements(props, path)
    if found is None:
        yield Unassessed(path)
    for statement in found or []:
        if statement.public:
            yield f"{path} {statement.name} allows everyone."


def _statement(name: str, one: dict[str, Any]) -> Statement:
    return Statement(
        name=name,
        allows=one.get("Effect") == "Allow",
        actions=("*",) if "NotAction" in one else tuple(action.lower() for action in _texts(one.get("Action"))),
        resources=("*",) if "NotResource" in one else _texts(one.get("Resource")),
        principals=(("AWS", "*"),) if "NotPrincipal" in one else tuple(_principals(one.get("Principal"))),
        conditions=tuple(
            (operator.lower(), key.lower(), _texts(values))
            for operator, keys in _members(one.get("Condition"))
            for key, values in _members(keys)
        ),
    )


def _principals(principal: Any) -> list[tuple[str, str]]:
    if not isinstance(principal, dict):
        return [("AWS", value) for value in _texts(principal)]
    return [(kind, value) for kind, values in _members(principal) for value in _texts(values)]


def _members(value: Any) -> list[tuple[str, Any]]:
    return list(value.items()) if isinstance(value, dict) else []


def _texts(value: Any) -> tuple[str, ...]:
    """One text or a list of them. Booleans are what people write for `"false"`."""
    listed = value if isinstance(value, list) else [value]
    return tuple(str(one).lower() if isinstance(one, bool) else one for one in listed if isinstance(one, str | bool))
