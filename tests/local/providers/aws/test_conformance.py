"""Every row of the table through the life of a resource, against a real moto server."""

import re
import secrets
from collections.abc import Iterator
from typing import Any

import grpc
import pytest

from local.providers.aws import upstream
from local.providers.aws.kind import top
from local.providers.aws.schema import schema_of
from local.providers.aws.table import ROWS, TOKENS
from local.providers.aws.upstream import facts_of
from tests.local.providers.aws.harness import Made, Provider
from tests.local.providers.aws.samples import SAMPLES
from tests.local.providers.aws.samples.sample import Sample

REFERENCE = re.compile(r"\{(aws(?:-native)?:[\w/]+:\w+)(?:\.(\w+))?\}")


class World:
    """Makes what a sample refers to, and takes it away again."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self.made: list[Made] = []
        self._by_type: dict[str, Made] = {}
        self._new = secrets.token_hex(4)

    def inputs(self, type_: str) -> dict[str, Any]:
        return self.resolve(dict(SAMPLES[type_].inputs))

    def resolve(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {k: self.resolve(v) for k, v in value.items()}
        if isinstance(value, list):
            return [self.resolve(v) for v in value]
        if isinstance(value, str):
            value = value.replace("{new}", self._new)
        return REFERENCE.sub(self._reference, value) if isinstance(value, str) else value

    def _reference(self, match: re.Match[str]) -> str:
        type_, output = match.groups()
        if type_ not in self._by_type:
            made = self.provider.make(type_, "needed", self.inputs(type_))
            self._by_type[type_] = made
            self.made.append(made)
        made = self._by_type[type_]
        return str(made.outputs[output] if output else made.id)

    def another(self, reference: str) -> str:
        """What a reference says of a second resource of its type."""
        match = REFERENCE.fullmatch(reference)
        assert match, reference
        type_, output = match.groups()
        named = {*ROWS[type_].key.values(), *([ROWS[type_].name.property] if ROWS[type_].name else [])}
        sample = SAMPLES[type_]
        others = {n: value for n, value in sample.replaces.items() if n in named and not _refers(type_, n)}
        made = self.provider.make(
            type_, "another", {**self.inputs(type_), **self.resolve({**others, **sample.another})}
        )
        self.made.append(made)
        return str(made.outputs[output] if output else made.id)


def _refers(type_: str, name: str) -> bool:
    value = SAMPLES[type_].inputs.get(name)
    return isinstance(value, str) and REFERENCE.fullmatch(value) is not None


@pytest.fixture
def world(provider: Provider) -> Iterator[World]:
    made = World(provider)
    yield made
    for resource in reversed(made.made):
        provider.delete(resource)


def test_every_row_has_a_sample() -> None:
    assert sorted(SAMPLES) == sorted(TOKENS)


@pytest.mark.parametrize("type_", TOKENS)
def test_a_resource_lives_as_its_row_says(type_: str, provider: Provider, world: World) -> None:
    sample = SAMPLES[type_]
    program = world.inputs(type_)

    made = provider.make(type_, "churn", program)
    assert made.id

    again = provider.checked(type_, "churn", program, made.inputs)
    assert again == made.inputs, "a second check fills in the same"
    assert provider.diff(made, again).kinds == {}, "the same program changes nothing"

    read = provider.read(made)
    assert read.inputs == made.inputs, "a refresh sees no drift"
    assert read.outputs == made.outputs
    assert read.id == made.id

    for name, value in sample.updates.items():
        program = {**program, name: world.resolve(value)}
        inputs = provider.checked(type_, "churn", program, made.inputs)
        difference = provider.diff(made, inputs)
        assert difference.changed, f"{name} is a change"
        assert difference.replaces == [], f"{name} changes in place"
        made = provider.update(made, inputs)
        after = provider.read(made)
        assert after.inputs == inputs, f"the cloud has the new {name}"
        assert provider.diff(after, inputs).kinds == {}

    if ROWS[type_].imports is None:
        with pytest.raises(grpc.RpcError, match="cannot be imported"):
            provider.bring_in(type_, "churn", made.id)
    else:
        _imports_whole(made, provider, sample)

    provider.delete(made)
    if not sample.stays:
        assert provider.read(made).id == "", "it is gone"
        if ROWS[type_].imports is not None:
            assert provider.bring_in(type_, "churn", import_id(made, sample)).id == ""
    provider.delete(made)


def import_id(made: Made, sample: Sample) -> str:
    return sample.import_id.format(**{"id": made.id, **made.outputs}) if sample.import_id else made.id


def _imports_whole(made: Made, provider: Provider, sample: Sample) -> None:
    imported = provider.bring_in(made.type, "churn", import_id(made, sample))
    assert imported.id == made.id
    needed = {name for group in _needed(made.type) for name in group} | schema_of(made.type).required
    left_out = {"__defaults", *sample.write_only} - needed
    given = {k: v for k, v in made.inputs.items() if k not in left_out}
    wanted = provider.checked(made.type, "churn", given, imported.inputs)
    changed = {path.split(".")[0].split("[")[0] for path in provider.diff(imported, wanted).kinds}
    assert changed <= set(sample.write_only), "an import has nothing left to change"


REPLACING = [
    (type_, name)
    for type_ in TOKENS
    for name in (*SAMPLES[type_].replaces, "region")
    if name in schema_of(type_).inputs  # IAM has no region
]


@pytest.mark.parametrize(("type_", "name"), REPLACING)
def test_what_pulumi_aws_replaces_is_replaced(type_: str, name: str, provider: Provider) -> None:
    """The ForceNew set of the Terraform provider, written down in the samples."""
    sample = SAMPLES[type_]
    old = {**sample.inputs, "region": "eu-west-1"}
    new = {**old, name: sample.replaces.get(name, "eu-central-1")}
    difference = provider.diff(Made(type_, "churn", old, "id", dict(old)), new)
    assert difference.replaces == [name]
    assert (
        set(difference.kinds.values()) <= {"ADD_REPLACE", "UPDATE_REPLACE", "DELETE_REPLACE"}
        or name == "onlineStoreConfig"
    )


@pytest.mark.parametrize(
    "type_", [token for token, sample in SAMPLES.items() if sample.replaces and not sample.not_replaced]
)
def test_a_replacement_stands_beside_the_old_or_takes_its_place(type_: str, provider: Provider, world: World) -> None:
    program = world.inputs(type_)
    old = provider.make(type_, "churn", program)
    replaces = SAMPLES[type_].replaces
    name = min(replaces, key=lambda name: _refers(type_, name))
    value = world.another(SAMPLES[type_].inputs[name]) if _refers(type_, name) else world.resolve(replaces[name])
    changed = {**program, name: value}
    difference = provider.diff(old, provider.checked(type_, "churn", changed, old.inputs))
    assert name in difference.replaces
    first = difference.delete_before_replace or SAMPLES[type_].single
    if first:
        provider.delete(old)
    new = provider.make(type_, "churn-again", changed)
    if not first:
        provider.delete(old)
    assert provider.read(new).inputs == new.inputs, "the deletion of the old one took nothing of the new one"
    provider.delete(new)


@pytest.mark.parametrize("type_", TOKENS)
def test_an_input_that_is_no_longer_given_goes_away(type_: str, provider: Provider, world: World) -> None:
    sample = SAMPLES[type_]
    full = {**world.inputs(type_), **{name: world.resolve(value) for name, value in sample.updates.items()}}
    made = provider.make(type_, "fading", full)
    for name in sorted(sample.updates.keys() - schema_of(type_).required):
        program = {k: v for k, v in full.items() if k != name}
        answer = provider.check(type_, "fading", program, made.inputs)
        if answer.failures:
            needed = any(name in group for group in _needed(type_))
            assert needed or "Missing required parameter" in answer.failures[""], answer.failures
            continue
        difference = provider.diff(made, answer.inputs)
        facts = upstream.facts_of(type_, schema_of(type_))
        if facts and name in facts.replaces_when_added:
            assert difference.replaces == [name], "its going replaces, a change in it does not"
            continue
        if difference.replaces == [name] and name in map(top, ROWS[type_].replace_when):
            continue
        assert difference.replaces == [], name
        made = provider.update(made, answer.inputs)
        assert provider.diff(provider.read(made), answer.inputs).kinds == {}, f"nothing is left of {name}"
        made = provider.update(made, provider.checked(type_, "fading", full, made.inputs))
        assert provider.diff(provider.read(made), made.inputs).kinds == {}, f"{name} is back"
    provider.delete(made)


def _needed(type_: str) -> tuple[tuple[str, ...], ...]:
    row = ROWS[type_]
    facts = facts_of(type_, schema_of(type_), row.upstream, row.upstream_renames)
    return (*row.needs, *facts.exactly_one, *facts.at_least_one) if facts else row.needs
