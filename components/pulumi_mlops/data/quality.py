"""Quality rules: Glue's rule language (DQDL), checked before anything runs.

A rule is a type, the columns or texts it takes, and an expression; rules are joined by `and` and `or` in parentheses.
https://docs.aws.amazon.com/glue/latest/dg/dqdl.html
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

NUMBER, TEXTS, TYPE, AGE, NOTHING = "a number", "texts", "a type", "an age", "nothing"


class Shape(NamedTuple):
    """What a rule takes: columns (fewest, most), texts after them, and what its expression compares with."""

    fewest: int
    most: int
    compares: str
    texts: int = 0
    may_compare: bool = False
    """The expression may be left out."""


MANY = 100
RULES: dict[str, Shape] = {
    "ColumnCorrelation": Shape(2, 2, NUMBER),
    "ColumnCount": Shape(0, 0, NUMBER),
    "ColumnDataType": Shape(1, 1, TYPE),
    "ColumnExists": Shape(1, 1, NOTHING),
    "ColumnLength": Shape(1, 1, NUMBER),
    "ColumnNamesMatchPattern": Shape(0, 0, NOTHING, texts=1),
    "ColumnValues": Shape(1, 1, TEXTS),
    "Completeness": Shape(1, 1, NUMBER),
    "CustomSql": Shape(0, 0, NUMBER, texts=1, may_compare=True),
    "DataFreshness": Shape(1, 1, AGE),
    "DistinctValuesCount": Shape(1, 1, NUMBER),
    "Entropy": Shape(1, 1, NUMBER),
    "IsComplete": Shape(1, 1, NOTHING),
    "IsPrimaryKey": Shape(1, MANY, NOTHING),
    "IsUnique": Shape(1, 1, NOTHING),
    "Mean": Shape(1, 1, NUMBER),
    "RowCount": Shape(0, 0, NUMBER),
    "StandardDeviation": Shape(1, 1, NUMBER),
    "Sum": Shape(1, 1, NUMBER),
    "UniqueValueRatio": Shape(1, 1, NUMBER),
    "Uniqueness": Shape(1, 1, NUMBER),
}
"""Rules over the rows that came. Those on files, on anomalies and against a second table need what a run has not."""

_TOKEN = re.compile(
    r'\s*(?:(?P<text>"(?:[^"\\]|\\.)*")|(?P<number>-?\d+(?:\.\d+)?)|(?P<sign>>=|<=|!=|[=<>()\[\],*/+])'
    r"|(?P<word>[A-Za-z_]\w*)|(?P<else>\S))"
)
_EXAMPLE = {
    NUMBER: "> 0",
    TEXTS: 'in ["a", "b"], matches "[a-z]+" or > 0',
    TYPE: '= "Integer"',
    AGE: "< 24 hours",
}
_SIGNS = frozenset({"=", "!=", ">", ">=", "<", "<="})
_UNITS = frozenset({"day", "days", "hour", "hours", "minute", "minutes"})
_REDUCED = frozenset({"avg", "max", "median", "min", "percentile", "std", "sum"})


class RuleError(ValueError):
    """What is wrong with a rule, and what would be right."""


@dataclass(frozen=True)
class Token:
    """A piece of a rule."""

    kind: str
    text: str


def check(rule: str, columns: Collection[str] = ()) -> None:
    """Raise RuleError if Glue would refuse the rule. `columns`: those of the table, if they are known."""
    reader = _Reader(rule, columns)
    reader.rules()
    if reader.ahead:
        raise RuleError(f"ends with {reader.ahead.text!r}, which belongs to no part of a rule")


def ruleset(rules: Collection[str]) -> str:
    """The rules as Glue takes them."""
    return f"Rules = [{', '.join(rules)}]"


def _tokens(rule: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(rule):
        kind = str(found.lastgroup)
        if kind == "else":
            raise RuleError(f"{found['else']!r} is no part of DQDL (texts and columns stand in double quotes)")
        yield Token(kind, found[kind])


class _Reader:
    """Reads one rule from left to right."""

    def __init__(self, rule: str, columns: Collection[str]) -> None:
        self._left = list(_tokens(rule))
        self._columns = columns

    @property
    def ahead(self) -> Token | None:
        return self._left[0] if self._left else None

    def _is(self, *texts: str) -> bool:
        return self.ahead is not None and self.ahead.text in texts

    def _take(self) -> Token:
        return self._left.pop(0)

    def _must(self, kind: str, what: str) -> Token:
        if self.ahead is None or self.ahead.kind != kind:
            found = f"not {self.ahead.text}" if self.ahead else "and the rule ends"
            raise RuleError(f"{what} must come here, {found}")
        return self._take()

    def _sign(self, text: str, why: str) -> None:
        if not self._is(text):
            raise RuleError(f"{text!r} is missing: {why}")
        self._take()

    def rules(self) -> None:
        """`(rule) and (rule)`, or one rule."""
        if not self._is("("):
            self._rule()
            return
        self._in_parentheses()
        while self._is("and", "or"):
            self._take()
            self._in_parentheses()

    def _in_parentheses(self) -> None:
        self._sign("(", "each rule of and and or stands in parentheses")
        self.rules()
        self._sign(")", "a parenthesis is not closed")

    def _rule(self) -> None:
        name = self._must("word", "a rule's type").text
        shape = RULES.get(name)
        if shape is None:
            raise RuleError(f"{name} is no rule type: {_nearest(name)}")
        self._parameters(name, shape)
        if shape.compares != NOTHING and not (shape.may_compare and self.ahead is None):
            self._expression(name, shape.compares)
        elif self.ahead and self.ahead.text in _SIGNS:
            raise RuleError(f"{name} compares with nothing: leave out {self.ahead.text}")
        self._where()
        self._threshold()

    def _parameters(self, name: str, shape: Shape) -> None:
        given: list[str] = []
        while self.ahead and self.ahead.kind == "text":
            given.append(self._take().text[1:-1])
        if self.ahead and self.ahead.kind == "word" and len(given) < shape.fewest:
            raise RuleError(f'a column stands in double quotes: {name} "{self.ahead.text}"')
        fewest, most = shape.fewest + shape.texts, shape.most + shape.texts
        if not fewest <= len(given) <= most:
            wanted = f"{fewest}" if fewest == most else f"{fewest} or more"
            raise RuleError(f"{name} takes {wanted} in double quotes, not {len(given)}")
        named = given[: len(given) - shape.texts]
        for column in named if self._columns else ():
            if column not in self._columns:
                raise RuleError(f'"{column}" must be one of the columns: {", ".join(self._columns)}')

    def _expression(self, name: str, compares: str) -> None:
        """`> 0`, `between 1 and 2`, `in ["a"]`, `matches "x"`."""
        if self._is("not"):
            self._take()
            if not self._is("between", "in", "matches"):
                raise RuleError("not is followed by between, in or matches")
        if self._is("between"):
            self._take()
            self._value(compares)
            self._word("and", "between 1 and 10")
            self._value(compares)
        elif self._is("in"):
            self._take()
            self._list(compares)
        elif self._is("matches") and compares == TEXTS:
            self._take()
            pattern = self._must("text", "a pattern in double quotes").text[1:-1]
            try:
                re.compile(pattern)
            except re.error as error:
                raise RuleError(f'"{pattern}" is no regular expression: {error}') from None
        elif self.ahead and self.ahead.text in _SIGNS:
            self._take()
            self._value(compares)
        else:
            raise RuleError(f"{name} needs what it is compared with, for example {name} ... {_EXAMPLE[compares]}")

    def _list(self, compares: str) -> None:
        self._sign("[", 'a list of values is written in ["a", "b"]')
        self._value(compares)
        while self._is(","):
            self._take()
            self._value(compares)
        self._sign("]", "the list is not closed")

    def _value(self, compares: str) -> None:
        """A value, or what is computed of some: `avg(last(10)) * 0.8`."""
        self._one_value(compares)
        while self._is("*", "/", "+"):
            self._take()
            self._one_value(compares)

    def _one_value(self, compares: str) -> None:
        """A number, a text, NULL, an age, or what the last runs had: `avg(last(10))`."""
        if compares == TYPE or (compares == TEXTS and self.ahead and self.ahead.kind == "text"):
            self._must("text", "a text in double quotes")
        elif compares == TEXTS and self._is("NULL", "EMPTY", "WHITESPACES_ONLY"):
            self._take()
        elif self.ahead and self.ahead.kind == "word" and self.ahead.text in (*_REDUCED, "last", "now"):
            self._call()
        else:
            self._must("number", "a number")
            if compares == AGE and not self._is(*_UNITS):
                raise RuleError("an age has a unit: hours, days or minutes")
            if self._is(*_UNITS):
                self._take()

    def _call(self) -> None:
        name = self._take().text
        self._sign("(", f"{name} is called: {name}(...)")
        while self.ahead and not self._is(")"):
            if self.ahead.kind == "word":
                self._call()
            else:
                self._must("number", "how many runs")
            if self._is(","):
                self._take()
        self._sign(")", f"{name} is not closed")

    def _where(self) -> None:
        if self._is("where"):
            self._take()
            self._must("text", "a condition in double quotes after where, for example where \"country = 'DE'\",")

    def _threshold(self) -> None:
        if self._is("with"):
            self._take()
            self._word("threshold", "with threshold > 0.9")
            self._expression("threshold", NUMBER)

    def _word(self, word: str, example: str) -> None:
        if not self._is(word):
            raise RuleError(f"{word} is missing, as in {example}")
        self._take()


def _nearest(name: str) -> str:
    alike = [known for known in RULES if known.lower() == name.lower()]
    return f"it is spelled {alike[0]}" if alike else f"it must be one of {', '.join(RULES)}"
