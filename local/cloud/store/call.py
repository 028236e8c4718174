"""Call: one call of an operation that the store answers, and what its families need to know of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, TypeAlias

from moto.core.model import OperationModel

from local.cloud.store import filling, inference, plans, tags
from local.cloud.store.kinds import Kind, Words
from local.cloud.store.objects import Object, Objects
from local.cloud.store.protocol import RefusalError, error_named
from local.cloud.store.records import Data, Shelf
from local.cloud.store.shapes import Shape, members
from local.cloud.store.templates import fill

Answer: TypeAlias = dict[str, Any]
Ask: TypeAlias = Callable[[str, str, dict[str, Any]], Answer]
"""Call another operation of the local cloud: service, operation, parameters."""

_MISSING = ("ResourceNotFound", "NotFound", "NoSuch", "DoesNotExist")
_TAKEN = ("AlreadyExists", "Duplicate", "EntityExists", "ResourceInUse", "Conflict", "InUse")
_BUSY = ("ResourceInUse", "Conflict", "InUse", "InvalidState")


@dataclass(frozen=True)
class Call:
    """The request's parameters, checked; where they are about; and the objects."""

    objects: Objects
    ask: Ask
    operation: OperationModel
    params: dict[str, Any]
    account: str
    region: str
    partition: str
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def service(self) -> str:
        return str(self.operation.service_model.service_name)

    def kind(self, noun: str) -> Kind:
        found = plans.kind(self.service, noun)
        if found is None:
            raise LookupError(f"{self.service} has no kind {noun} in the store")
        return found

    def shelf(self, kind: Kind) -> Shelf:
        return Shelf(self.service, kind.noun, self.account, self.region)

    @cached_property
    def place(self) -> dict[str, str]:
        """What a template may say of where the call is."""
        return {"account": self.account, "region": self.region, "partition": self.partition}

    @cached_property
    def members(self) -> dict[str, Shape]:
        return members(self.operation.input_shape)

    def facts(self, kind: Kind) -> dict[str, Any]:
        """What the request tells of the object, its tags and tokens left out."""
        found: dict[str, Any] = {}
        skipped = set(self.operation.idempotent_members)
        for name, value in self.params.items():
            shape = self.members[name]
            if name in skipped or tags.is_tags(name, shape):
                continue
            if inference.is_wrapper(kind, name, shape) and kind.fact(name) not in kind.key:
                found.update({kind.fact(inner): each for inner, each in value.items()})
            else:
                found[kind.fact(name)] = value
        return found

    @cached_property
    def tags(self) -> dict[str, str]:
        """The tags that the request gives."""
        found: dict[str, str] = {}
        for name, value in self.params.items():
            if tags.is_tags(name, self.members[name]):
                found.update(tags.read(self.members[name], value))
        return found

    def find(self, kind: Kind, facts: Mapping[str, Any]) -> Object | None:
        """The object that those facts name: by its key, its ARN, its id or its name."""
        shelf = self.shelf(kind)
        if found := self.objects.get(kind, shelf, name_of(kind, facts)):
            return found
        wanted = facts.get(kind.key[-1]) if kind.key else None
        others = [facts.get(name) for name in kind.key[:-1]]
        if wanted is None:
            return None
        also = ("id", "identifier") if kind.key[-1].endswith("id") else ("id", "identifier", "name")

        def fits(data: Data) -> bool:
            known: dict[str, Any] = data["facts"]
            if wanted == known.get("arn"):
                return True
            return [known.get(n) for n in kind.key[:-1]] == others and wanted in [known.get(n) for n in also]

        return self.objects.first(kind, shelf, fits)

    def answer(self, found: Object, **extra: Any) -> Answer:
        """The operation's output, told from the object; `extra` facts come first."""
        return filling.answer(self.operation.output_shape, found, extra)

    def the(self, kind: Kind, facts: Mapping[str, Any] | None = None) -> Object:
        """The object that the request names; refused in the service's words where there is none."""
        given = self.facts(kind) if facts is None else facts
        if found := self.find(kind, given):
            return found
        raise self.missing(kind, given)

    def missing(self, kind: Kind, facts: Mapping[str, Any]) -> RefusalError:
        named = name_of(kind, facts)
        default = f"{kind.noun} {named} does not exist." if named else f"There is no {kind.noun}."
        return self.refuse(kind, kind.missing, _MISSING, "ResourceNotFoundException", default, facts)

    def taken(self, kind: Kind, facts: Mapping[str, Any]) -> RefusalError:
        default = f"{kind.noun} {name_of(kind, facts) or facts.get('name', '')} already exists."
        return self.refuse(kind, kind.taken, _TAKEN, "ConflictException", default, facts)

    def busy(self, kind: Kind, facts: Mapping[str, Any], why: str) -> RefusalError:
        return self.refuse(kind, kind.busy, _BUSY, "ConflictException", why, facts)

    def refuse(
        self,
        kind: Kind,
        words: Words | None,
        codes: tuple[str, ...],
        code: str,
        message: str,
        facts: Mapping[str, Any],
    ) -> RefusalError:
        """An error in the table's words, or else the operation's own error of one of those names."""
        if code == "ResourceNotFoundException" and self.operation.service_model.protocol == "ec2":
            code = f"Invalid{kind.noun}ID.NotFound"
        if words:
            arn = fill(kind.arn, {**self.place, **facts})
            code, message = words[0], fill(words[1], {"arn": arn, **self.place, **facts})
        else:
            code = error_named(self.operation, *codes) or code
        return RefusalError(code, message, resourceId=name_of(kind, facts), resourceType=kind.noun)


def name_of(kind: Kind, facts: Mapping[str, Any]) -> str:
    """What the record of the object is named."""
    return "/".join(str(facts.get(name, "")) for name in kind.key)
