"""Conditions: the operators of a policy's Condition block, one line each.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

import ipaddress
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from local.cloud.iam.patterns import Values, filled, matches, matches_arn

Compare = Callable[[str, str, Values], bool]
"""Whether a value of the policy holds for a value of the request."""


@dataclass(frozen=True)
class Operator:
    """How two values are compared, and whether the operator asks for the opposite."""

    compare: Compare
    negated: bool = False


@dataclass(frozen=True)
class Condition:
    """One operator, one key, and the values of which one must hold (none of them, for an operator with Not)."""

    operator: str
    key: str
    values: tuple[str, ...]

    def holds(self, keys: Values) -> bool:
        """Whether the request fulfils it."""
        each, name, if_exists = _read(self.operator)
        found = keys(self.key)
        if name == "null":
            return any((value.lower() == "true") == (found is None) for value in self.values)
        if found is None or (each and not found):
            return if_exists or each == "forallvalues" or (not each and OPERATORS[name].negated)
        return (all if each == "forallvalues" else any)(self._holds_for(name, value, keys) for value in found)

    def _holds_for(self, name: str, value: str, keys: Values) -> bool:
        operator = OPERATORS[name]
        return any(operator.compare(wanted, value, keys) for wanted in self.values) is not operator.negated


def conditions_of(block: Mapping[str, Mapping[str, str | bool | int | Sequence[str]]]) -> tuple[Condition, ...]:
    """The conditions of a Condition block; all of them must hold. Raises ValueError for an unknown operator."""
    made: list[Condition] = []
    for operator, keys in block.items():
        name = _read(operator)[1]
        if name not in OPERATORS and name != "null":
            raise ValueError(f"there is no condition operator {operator}")
        for key, values in keys.items():
            made.append(Condition(operator, key, texts(values)))
    return tuple(made)


def texts(value: object) -> tuple[str, ...]:
    """A text or a list of texts of a policy as texts; JSON's true is written `true`."""
    if isinstance(value, (list, tuple)):
        return tuple(text for one in value for text in texts(one))
    return ("true" if value else "false",) if isinstance(value, bool) else (str(value),)


def _read(operator: str) -> tuple[str, str, bool]:
    """The set operator (or nothing), the operator itself, and whether a missing key is fine."""
    each, _, name = operator.lower().rpartition(":")
    return each, name.removesuffix("ifexists"), name.endswith("ifexists")


def _equal(wanted: str, value: str, keys: Values) -> bool:
    return filled(wanted, keys) == value


def _equal_in_any_case(wanted: str, value: str, keys: Values) -> bool:
    found = filled(wanted, keys)
    return found is not None and found.lower() == value.lower()


def _like(wanted: str, value: str, keys: Values) -> bool:
    return matches(wanted, value, keys)


def _numbers(compare: Callable[[float, float], bool]) -> Compare:
    def compared(wanted: str, value: str, _: Values) -> bool:
        try:
            return compare(float(value), float(wanted))
        except ValueError:
            return False

    return compared


def _dates(compare: Callable[[float, float], bool]) -> Compare:
    def compared(wanted: str, value: str, _: Values) -> bool:
        try:
            return compare(_moment(value), _moment(wanted))
        except ValueError:
            return False

    return compared


def _moment(text: str) -> float:
    """Seconds since 1970 of an ISO 8601 date, or of such a number."""
    if re.fullmatch(r"\d+(\.\d+)?", text) and len(text) > len("2026"):
        return float(text)
    found = datetime.fromisoformat(text)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


def _in_network(wanted: str, value: str, _: Values) -> bool:
    try:
        return ipaddress.ip_address(value) in ipaddress.ip_network(wanted, strict=False)
    except ValueError:
        return False


OPERATORS: Mapping[str, Operator] = {
    "stringequals": Operator(_equal),
    "stringnotequals": Operator(_equal, negated=True),
    "stringequalsignorecase": Operator(_equal_in_any_case),
    "stringnotequalsignorecase": Operator(_equal_in_any_case, negated=True),
    "stringlike": Operator(_like),
    "stringnotlike": Operator(_like, negated=True),
    "numericequals": Operator(_numbers(lambda value, wanted: value == wanted)),
    "numericnotequals": Operator(_numbers(lambda value, wanted: value == wanted), negated=True),
    "numericlessthan": Operator(_numbers(lambda value, wanted: value < wanted)),
    "numericlessthanequals": Operator(_numbers(lambda value, wanted: value <= wanted)),
    "numericgreaterthan": Operator(_numbers(lambda value, wanted: value > wanted)),
    "numericgreaterthanequals": Operator(_numbers(lambda value, wanted: value >= wanted)),
    "dateequals": Operator(_dates(lambda value, wanted: value == wanted)),
    "datenotequals": Operator(_dates(lambda value, wanted: value == wanted), negated=True),
    "datelessthan": Operator(_dates(lambda value, wanted: value < wanted)),
    "datelessthanequals": Operator(_dates(lambda value, wanted: value <= wanted)),
    "dategreaterthan": Operator(_dates(lambda value, wanted: value > wanted)),
    "dategreaterthanequals": Operator(_dates(lambda value, wanted: value >= wanted)),
    "bool": Operator(_equal_in_any_case),
    "binaryequals": Operator(_equal),
    "ipaddress": Operator(_in_network),
    "notipaddress": Operator(_in_network, negated=True),
    "arnequals": Operator(matches_arn),
    "arnlike": Operator(matches_arn),
    "arnnotequals": Operator(matches_arn, negated=True),
    "arnnotlike": Operator(matches_arn, negated=True),
}
