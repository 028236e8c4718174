"""Policy document: `aws.iam.getPolicyDocument` in the very text pulumi-aws renders, so that neither side sees a change.

Statements keep their order; of those with the same id the later one replaces the earlier one. A list of one is written
as its element, other actions, resources and principals in descending order, condition values as they are given.
"""

import json
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

from local.providers.aws.values import Properties

VERSION = "2012-10-17"
OLD_VERSION = "2008-10-17"
LISTS = {
    "Action": "actions",
    "NotAction": "notActions",
    "Resource": "resources",
    "NotResource": "notResources",
}
ORDER = (
    "Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition",
)  # fmt: skip
# Go's JSON writer escapes these, and those who compare texts see it.
ESCAPES = {"&": "\\u0026", "<": "\\u003c", ">": "\\u003e", "\u2028": "\\u2028", "\u2029": "\\u2029"}


class DocumentError(Exception):
    """The arguments make no policy document."""


def policy_document(args: Mapping[str, Any]) -> Properties:
    """The result of `getPolicyDocument`."""
    version = args.get("version") or VERSION
    if version not in (VERSION, OLD_VERSION):
        raise DocumentError(f"version must be {OLD_VERSION} or {VERSION}, not {version}")
    document: Properties = {"Version": "", "Id": "", "Statement": []}
    sids: set[str] = set()
    for n, source in enumerate(args.get("sourcePolicyDocuments") or ()):
        read = _read(source, f"source document {n}")
        _distinct(read["Statement"], sids, f"merging source document {n}: ", " in source_policy_documents")
        _merge(document, read)
    own = [_statement(each, version) for each in args.get("statements") or ()]
    _distinct(own, set(), "", "")
    _merge(document, {"Version": version, "Id": args.get("policyId") or "", "Statement": own})
    for n, override in enumerate(args.get("overridePolicyDocuments") or ()):
        _merge(document, _read(override, f"override document {n}"))
    whole = {name: value for name in ("Version", "Id", "Statement") if (value := document[name])}
    text = _text(whole, indent=2)
    found = {"id": str(zlib.crc32(text.encode())), "json": text, "minifiedJson": _text(whole), "version": version}
    return {**args, **found}


def _statement(given: Mapping[str, Any], version: str) -> Properties:
    effect = given.get("effect") or "Allow"
    if effect not in ("Allow", "Deny"):
        raise DocumentError(f"effect must be Allow or Deny, not {effect}")
    found: Properties = {"Sid": given.get("sid") or "", "Effect": effect}
    for element, name in LISTS.items():
        values = [*dict.fromkeys(given.get(name) or ())]
        if "Resource" in element:
            values = [_variables(value, version) for value in values]
        if values:
            found[element] = values[0] if len(values) == 1 else sorted(values, reverse=True)
    for element, name in {"Principal": "principals", "NotPrincipal": "notPrincipals"}.items():
        if given.get(name):
            found[element] = _principals(
                (each["type"], [_variables(v, version) for v in each["identifiers"]]) for each in given[name]
            )
    if given.get("conditions"):
        found["Condition"] = _conditions(
            (each["test"], each["variable"], [_variables(v, version) for v in each["values"]])
            for each in given["conditions"]
        )
    return _ordered(found)


def _principals(given: Iterable[tuple[str, list[str]]]) -> Any:
    """Identifiers by type; every type of `*` with the one identifier `*` is everybody."""
    pairs = [(kind, [*dict.fromkeys(identifiers)]) for kind, identifiers in given]
    if pairs == [("*", ["*"])]:
        return "*"
    found: dict[str, Any] = {}
    for kind, identifiers in sorted(pairs, key=lambda pair: (pair[0], sorted(pair[1]))):
        if len(identifiers) == 1 and kind not in found:
            found[kind] = identifiers[0]
        else:
            before = found.get(kind, [])
            found[kind] = [*([before] if isinstance(before, str) else before), *sorted(identifiers, reverse=True)]
    return dict(sorted(found.items()))


def _conditions(given: Iterable[tuple[str, str, list[str]]]) -> Properties:
    found: dict[str, dict[str, Any]] = {}
    for test, variable, values in given:
        found.setdefault(test, {}).setdefault(variable, []).extend(values)
    return {
        test: {name: values[0] if len(values) == 1 else values for name, values in sorted(variables.items())}
        for test, variables in sorted(found.items())
    }


def _variables(value: str, version: str) -> str:
    """Terraform writes a policy variable `&{aws:username}`, as `${}` is its own."""
    if version == OLD_VERSION and "&{" in value:
        raise DocumentError(f"found &{{ sequence in ({value}), which is not supported in document version {version}")
    return value.replace("&{", "${")


def _read(text: str, what: str) -> Properties:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise DocumentError(f"writing IAM Policy Document: merging {what}: {error}") from error
    statements = found.get("Statement") or []
    statements = statements if isinstance(statements, list) else [statements]
    return {**found, "Statement": [_reread(each) for each in statements]}


def _reread(statement: Mapping[str, Any]) -> Properties:
    """A statement of another document, as it is written again."""
    found = dict(statement)
    for element in ("Principal", "NotPrincipal"):
        if isinstance(principals := found.get(element), Mapping):
            found[element] = {
                kind: value if isinstance(value, str) else sorted(value, reverse=True)
                for kind, value in sorted(principals.items())
            }
    if conditions := found.get("Condition"):
        found["Condition"] = _conditions(
            (test, name, _texts(value)) for test, variables in conditions.items() for name, value in variables.items()
        )
    return _ordered(found)


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [str(v).lower() if isinstance(v, bool) else str(v) for v in values]


def _distinct(statements: Iterable[Properties], sids: set[str], where: str, after: str) -> None:
    for statement in statements:
        sid = statement.get("Sid")
        if sid and sid in sids:
            raise DocumentError(
                f"writing IAM Policy Document: {where}duplicate Sid ({sid}){after}. "
                "Remove the Sid or ensure the Sid is unique."
            )
        sids.add(sid or "")


def _merge(document: Properties, new: Mapping[str, Any]) -> None:
    document["Id"] = new.get("Id") or document["Id"]
    document["Version"] = max(document["Version"], new.get("Version") or "")
    for statement in new["Statement"]:
        sid = statement.get("Sid")
        place = next((n for n, each in enumerate(document["Statement"]) if sid and each.get("Sid") == sid), None)
        if place is None:
            document["Statement"].append(statement)
        else:
            document["Statement"][place] = statement


def _ordered(statement: Mapping[str, Any]) -> Properties:
    return {name: statement[name] for name in ORDER if statement.get(name) not in (None, "", [], {})}


def _text(document: Mapping[str, Any], indent: int | None = None) -> str:
    separators = None if indent else (",", ":")
    text = json.dumps(document, indent=indent, separators=separators, ensure_ascii=False)
    return "".join(ESCAPES.get(letter, letter) for letter in text)
