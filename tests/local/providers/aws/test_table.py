"""A typo in the table is found: every name in a row is a name of pulumi-aws or of botocore."""

import dataclasses
from collections.abc import Iterator

import botocore.session
import pytest
from botocore.model import ServiceModel

from local.providers.aws import codecs, paths, upstream
from local.providers.aws.conditions import CONDITIONS
from local.providers.aws.hooks import HOOKS
from local.providers.aws.kind import APART, Kind, top
from local.providers.aws.row import Op, Row
from local.providers.aws.schema import schema_of
from local.providers.aws.table import ROWS, SERVICES, TOKENS

LOADER = botocore.session.Session().get_component("data_loader")
# What templates may name besides properties.
FACTS = {"id", "account", "region", "partition", "location", "s3_zone", "token"}


def kind(type_: str) -> Kind:
    row = ROWS[type_]
    return Kind(
        row, schema_of(type_), lambda: ServiceModel(LOADER.load_service_model(row.service, "service-2"), row.service)
    )


def operations(row: Row) -> Iterator[Op]:
    yield row.create
    yield from (op for op in (row.before_create, row.confirm, row.adopts) if op)
    yield from (*row.after_create, *row.read, *row.delete)
    for put in row.update:
        yield from (op for op in (put.op, put.clear, put.remove, put.after, put.falls) if op)
    if row.tags:
        yield from (op for op in (row.tags.add, row.tags.remove, row.tags.list) if op)


def test_no_type_has_two_rows() -> None:
    assert sum(len(service.ROWS) for service in SERVICES) == len(ROWS)


def templates(op: Op) -> list[str]:
    """What of an operation may have fields in it."""
    return [t for t in (*op.send.values(), op.at, *op.renames.values()) if isinstance(t, str)]


@pytest.mark.parametrize("type_", TOKENS)
def test_every_property_a_row_names_is_one_of_pulumi_aws(type_: str) -> None:
    row, schema = ROWS[type_], schema_of(type_)
    inputs, outputs = set(schema.inputs), {*schema.inputs, *schema.outputs}
    assert set(row.local) <= inputs
    assert {top(name) for name in row.defaults} <= inputs
    assert set(row.replace) <= inputs
    assert {name for group in row.needs for name in group} <= inputs
    assert {top(name) for name in row.fills} <= inputs
    assert set(row.attributes) | set(row.json) | set(row.either) | set(row.codecs) | set(row.unread) <= outputs
    assert set(row.computed) <= outputs | set(paths.fields(row.id)), "a derived name feeds the id"
    assert row.name is None or {row.name.property, *row.name.after} <= inputs
    helpers = {name for op in operations(row) for name in {**row.renames, **op.renames} if "." not in name} - outputs
    used = {name for op in operations(row) for t in templates(op) for name in paths.fields(t)}
    used |= {name for t in (row.id, *row.computed.values()) for name in paths.fields(t)} | set(row.key.values())
    assert helpers <= used, "a rename of what is no property feeds a template"
    for op in operations(row):
        assert {*(op.only or ()), *op.skip, *map(top, op.renames)} <= outputs | helpers


@pytest.mark.parametrize("type_", TOKENS)
def test_every_nested_rename_names_a_field(type_: str) -> None:
    row, schema = ROWS[type_], schema_of(type_)
    for path in (*row.renames, *row.fills, *row.hidden, *(name for name in row.defaults if "." in name)):
        at = schema.inputs.get(top(path), "str")
        for step in path.split(".")[1:]:
            while isinstance(at, list):
                at = at[1]
            fields = schema.fields(at)
            assert fields is not None, path
            assert step in fields.fields, path
            at = fields.fields[step]


@pytest.mark.parametrize("type_", TOKENS)
def test_every_operation_and_member_a_row_names_is_one_of_botocore(type_: str) -> None:
    model = kind(type_).model
    row = ROWS[type_]
    for op in operations(row):
        assert op.name in model.operation_names, op.name
        operation = model.operation_model(op.name)
        for path in op.send:
            assert paths.shape_at(operation.input_shape, path) is not None, f"{op.name}: {path}"
        if op.within:
            assert paths.shape_at(operation.input_shape, op.within) is not None, f"{op.name}: {op.within}"
        assert paths.shape_at(operation.output_shape, op.at) is not None or not op.at, f"{op.name}: {op.at}"
    if row.tags:
        for op, path in (
            (row.create, row.tags.create),
            (row.tags.add, row.tags.tags_in_add),
            (row.tags.remove, row.tags.keys),
        ):
            shape = model.operation_model(op.name).input_shape
            assert not path or paths.shape_at(shape, path) is not None, f"{op.name}: {path}"
    first = model.operation_model(row.read[0].name)
    lying = paths.shape_at(first.output_shape, row.read[0].at)
    if row.gone:
        assert paths.shape_at(lying, row.gone[0]) is not None
    if row.ready:
        assert paths.shape_at(lying, row.ready.reason) is not None
        known = {status.lower() for status in paths.shape_at(lying, row.ready.status).enum}
        assert {status.lower() for status in (*row.ready.until, *row.ready.failed)} <= known, "EC2 mixes the cases"


@pytest.mark.parametrize("type_", TOKENS)
def test_every_rename_meets_a_member_somewhere(type_: str) -> None:
    found = kind(type_)
    row = found.row
    for name in (n for n in row.renames if "." not in n):
        ops = list(operations(row))
        assert any(name in found.request_places(op) or name in found.result_places(op) for op in ops), name
    for op in operations(row):
        for name in (n for n in op.renames if "." not in n):
            assert name in found.request_places(op) or name in found.result_places(op), f"{op.name}: {name}"
        for name in op.only or ():
            assert name in found.request_places(op) or name in found.result_places(op), f"{op.name}: {name}"


@pytest.mark.parametrize("type_", TOKENS)
def test_every_template_names_what_there_is(type_: str) -> None:
    row, schema = ROWS[type_], schema_of(type_)
    told = {name for op in operations(row) for name in op.renames}
    known = {*schema.outputs, *schema.inputs, *row.renames, *row.computed, *told, *FACTS}
    of_row = [row.id, *row.computed.values()]
    for template in (*of_row, *(t for op in operations(row) for t in templates(op))):
        assert set(map(top, paths.fields(template))) <= known, template


@pytest.mark.parametrize("type_", TOKENS)
def test_every_required_input_is_mapped_and_every_local_input_is_not(type_: str) -> None:
    found = kind(type_)
    assert [name for name in found.schema.required if not found.is_mapped(name)] == []
    sent = {name for name in found.row.local for put in found.row.update if name in found.request_places(put.op)}
    assert sent == set()


@pytest.mark.parametrize("type_", TOKENS)
def test_every_hook_and_codec_a_row_names_is_there(type_: str) -> None:
    row = ROWS[type_]
    hooks = {row.before_delete, *(name for put in row.update for name in (put.before, put.then))} - {""}
    assert hooks <= set(HOOKS)
    assert set(row.codecs.values()) <= set(codecs.CODECS)


def test_no_hook_and_no_codec_is_left_without_a_row() -> None:
    rows = ROWS.values()
    named = {row.before_delete for row in rows}
    named |= {name for row in rows for put in row.update for name in (put.before, put.then)}
    assert named - {""} == set(HOOKS)
    assert {name for row in rows for name in row.codecs.values()} == set(codecs.CODECS)


def test_no_condition_is_left_without_a_row() -> None:
    assert {name for row in ROWS.values() for name in row.replace_when.values()} == set(CONDITIONS)


@pytest.mark.parametrize("type_", TOKENS)
def test_what_replaces_by_its_values_changes_in_place_otherwise(type_: str) -> None:
    found = kind(type_)
    covered = {name for put in found.row.update for name in found.covered_by(put)}
    for path in found.row.replace_when:
        assert not found.replaces(path, None, {}), path
        assert top(path) in covered, path


@pytest.mark.parametrize("type_", TOKENS)
def test_no_reason_is_given_for_what_replaces_anyway(type_: str) -> None:
    row = ROWS[type_]
    bare = Kind(dataclasses.replace(row, replace={}), schema_of(type_), lambda: kind(type_).model)
    assert [name for name in row.replace if bare.replaces(name, None, {})] == []


@pytest.mark.parametrize("type_", TOKENS)
def test_tags_are_kept_by_each_type_that_pulumi_aws_tags(type_: str) -> None:
    assert ("tags" in schema_of(type_).inputs) == (ROWS[type_].tags is not None)


def test_a_row_is_data() -> None:
    assert all(dataclasses.is_dataclass(row) for row in ROWS.values())
    assert "tags" in APART


# Types that the provider whose code was read does not have yet.
YOUNGER = {"aws:sagemaker/hubContentReference:HubContentReference"}


@pytest.mark.parametrize("type_", TOKENS)
def test_what_the_provider_declares_is_known_by_pulumi_aws_names(type_: str) -> None:
    made = kind(type_)
    if type_.startswith("aws-native:") or type_ in YOUNGER:
        return
    assert made.facts is not None, f"{type_} needs `upstream`: its Terraform name does not follow from its token"
    found = upstream.line_of(type_, ROWS[type_].upstream)
    paths_ = [path.removesuffix("[]") for path in found.get("new", [])]
    unknown = [p for p in paths_ if upstream.translated(made.schema, p, ROWS[type_].upstream_renames) is None]
    assert set(unknown) <= upstream.DROPPED, "a name that pulumi-aws changed needs `upstream_renames`"


@pytest.mark.parametrize("type_", TOKENS)
def test_every_input_replaces_or_has_an_operation_that_changes_it(type_: str) -> None:
    made = kind(type_)
    covered = {name for put in made.row.update for name in made.covered_by(put)} | set(made.row.local)
    mapped = {name for name in made.schema.inputs if made.is_mapped(name)} - covered - {"tags", "tagsAll"}
    below = {top(path) for path in made.facts.replaces} if made.facts else set[str]()
    assert {name for name in mapped if not made.replaces(name, None, {}) and name not in below} == set()
