"""Remembering: objects of moto that keep what they were asked to be, where moto drops members or lacks the update."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from moto.core.responses import BaseResponse

from local.cloud.gaps.filling import Answer, Call, answers

Find = Callable[[Call, str], Any]


@dataclass(frozen=True)
class Remembered:
    """One kind of moto's objects; each remembers the request that made it and those that changed it."""

    response: type[BaseResponse]
    find: Find
    """Call, name -> moto's object, None where there is none."""
    names: tuple[str, ...]
    """The members that name one, in requests and in results."""
    missing: tuple[str, str]
    """Error and message where there is none; the message may hold `{name}`."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Member -> the attribute in which moto keeps it well."""

    def create(self, operation: str, within: str = "", *, leaves_out: tuple[str, ...] = ()) -> None:
        """`operation` makes one: what is asked is remembered, but for tags and what is named here."""

        def create(call: Call) -> Answer:
            answer = call.moto()
            asked = call.params.get(within, call.params)
            found = self.find(call, self._name({**answer, **call.params, **asked}))
            vars(found)["asked"] = self._kept(asked, leaves_out)
            return answer

        answers(self.response, operation)(create)

    def update(self, operation: str, within: str = "", *, whole: bool = False, moto: bool = False) -> None:
        """`operation` changes one: what is asked replaces what was, `whole` or member by member; `moto` changes it
        too."""

        def update(call: Call) -> Answer:
            found = self._the(call)
            answer: Answer = call.moto() if moto else {}
            given = call.params[within] if within else call.params
            vars(found).update({self.attributes[k]: v for k, v in given.items() if k in self.attributes})
            asked = self._kept(given)
            before = vars(found).get("asked", {})
            vars(found)["asked"] = (
                {k: before[k] for k in self.names if k in before} | asked if whole else before | asked
            )
            return answer

        answers(self.response, operation)(update)

    def read(self, operation: str, at: str = "") -> None:
        """`operation` reads one, or several: moto's answer with what was asked."""

        def read(call: Call) -> Answer:
            answer = call.moto()
            for told in self._told(answer, at):
                found = self.find(call, self._name(told))
                told.update(vars(found).get("asked", {}) if found is not None else {})
            return answer

        answers(self.response, operation)(read)

    def _kept(self, asked: Mapping[str, Any], leaves_out: tuple[str, ...] = ()) -> Answer:
        not_kept = {"Tags", "tags", *leaves_out, *self.attributes}
        return {k: v for k, v in asked.items() if v is not None and k not in not_kept}

    def _told(self, answer: Answer, at: str) -> Iterator[dict[str, Any]]:
        told = answer.get(at) if at else answer
        yield from told if isinstance(told, list) else [told] if isinstance(told, dict) else []

    def _the(self, call: Call) -> Any:
        name = self._name(call.params)
        if (found := self.find(call, name)) is None:
            code, message = self.missing
            raise call.refuse(code, message.format(name=name))
        return found

    def _name(self, told: Mapping[str, Any]) -> str:
        return next((str(told[name]) for name in self.names if told.get(name)), "")
