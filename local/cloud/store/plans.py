"""Plans: which family an operation belongs to and which kind of object it is about, by the table or by inference."""

import importlib
import importlib.util
import keyword
from dataclasses import dataclass
from functools import cache
from typing import Any

from local.cloud.store import grammar, inference, models, services
from local.cloud.store.grammar import Family
from local.cloud.store.kinds import Kind

_DECLARED_ONLY = {"s3"}
"""Services of which nothing is inferred: what moto lacks there are parts of objects that moto holds."""


@dataclass(frozen=True)
class Plan:
    """What one operation means."""

    family: Family
    kind: Kind | None
    declared: bool
    """The kind is in the table: the store answers before moto is asked."""


@cache
def plan(service: str, operation: str) -> Plan | None:
    """What the operation means; None where nothing safe can be inferred."""
    if family := grammar.TAGGING_FAMILY.get(operation):
        return Plan(family, None, declared=False)
    if found := _declared_plans(service).get(operation):
        return found
    for noun in grammar.nouns_of(service).get(operation, ()):
        if noun not in declared(service) and (its := kind(service, noun)) is not None:
            return Plan(grammar.operations(service, noun)[operation], its, declared=False)
    return None


@cache
def kind(service: str, noun: str) -> Kind | None:
    """The kind of that noun, of the table or inferred."""
    if found := declared(service).get(noun):
        return found
    if service in _DECLARED_ONLY or noun not in grammar.nouns(service):
        return None
    return inference.infer(models.service_model(service), noun)


@cache
def partial(service: str, noun: str, update: str) -> frozenset[str]:
    """The facts of which an update can say less than the create: what it says is added to what is there."""
    its = kind(service, noun)
    return inference.partial(models.service_model(service), its, update) if its else frozenset()


@cache
def declared(service: str) -> dict[str, Kind]:
    """The kinds of the table, completed by what the model tells."""
    model = models.service_model(service)
    return {each.noun: inference.complete(model, each) for each in getattr(module(service), "KINDS", ())}


@cache
def module(service: str) -> Any:
    """The service's module of the table; None where it has none."""
    name = table_of(service)
    return importlib.import_module(name) if importlib.util.find_spec(name) else None


def table_of(service: str) -> str:
    """The name of the module that the table has for a service, if it has one."""
    name = service.replace("-", "_")
    return f"{services.__name__}.{name}{'_' if keyword.iskeyword(name) else ''}"


@cache
def _declared_plans(service: str) -> dict[str, Plan]:
    found: dict[str, Plan] = {}
    for noun, its in declared(service).items():
        for name, family in {**grammar.operations(service, noun), **its.operations}.items():
            if family:
                found[name] = Plan(Family(family), its, declared=True)
    return found
