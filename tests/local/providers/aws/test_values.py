"""Property values, member paths and names: small pieces, exact results."""

import pytest
from google.protobuf.struct_pb2 import Struct

from local.providers.aws import naming, paths
from local.providers.aws.row import Name
from local.providers.aws.shapes import singular
from local.providers.aws.values import SECRET, SIGNATURE, UNKNOWN, UNKNOWN_STRING, from_struct, has_unknown, to_struct


def test_plain_values_come_back_as_they_went() -> None:
    values = {"a": 1, "b": 0.5, "c": "x", "d": True, "e": [1, {"f": []}], "g": {}}
    assert from_struct(to_struct(values)) == (values, set())


def test_a_null_is_left_out() -> None:
    struct = Struct()
    struct.update({"a": None, "b": {"c": None, "d": 1}})
    assert from_struct(struct)[0] == {"b": {"d": 1}}


def test_an_unknown_goes_as_the_engine_writes_it() -> None:
    struct = to_struct({"a": [UNKNOWN]})
    assert struct.fields["a"].list_value.values[0].string_value == UNKNOWN_STRING
    assert from_struct(struct)[0]["a"][0] is UNKNOWN
    assert has_unknown({"a": [{"b": UNKNOWN}]})
    assert not has_unknown({"a": [{"b": "x"}]})


def test_a_secret_is_wrapped_where_it_lies() -> None:
    struct = to_struct({"a": {"b": "hush", "c": 1}}, {("a", "b")})
    wrapped = struct.fields["a"].struct_value.fields["b"].struct_value
    assert wrapped.fields[SIGNATURE].string_value == SECRET
    assert from_struct(struct) == ({"a": {"b": "hush", "c": 1}}, {("a", "b")})


def test_a_secret_whose_place_is_gone_hides_what_is_left_of_it() -> None:
    assert from_struct(to_struct({"a": "text now"}, {("a", "b")}))[1] == {("a",)}
    assert from_struct(to_struct({"z": 1}, {("a", "b")}))[1] == set()


def test_a_path_makes_what_leads_to_it() -> None:
    made: dict[str, object] = {}
    paths.put(made, "Filters[0].Name", "vpc-id")
    paths.put(made, "Filters[0].Values[0]", "vpc-1")
    paths.put(made, "Filters[1].Name", "default")
    assert made == {"Filters": [{"Name": "vpc-id", "Values": ["vpc-1"]}, {"Name": "default"}]}


def test_a_path_finds_the_element_that_has_a_value() -> None:
    found = {"Targets": [{"Id": "a", "Arn": "x"}, {"Id": "b", "Arn": "y"}]}
    assert paths.get(found, "Targets[Id={targetId}].Arn", {"targetId": "b"}) == "y"
    assert paths.get(found, "Targets[Id={targetId}].Arn", {"targetId": "c"}) is None
    assert paths.get(found, "Targets[2]", {}) is None
    assert paths.get(found, ".", {}) is found


@pytest.mark.parametrize(
    ("template", "text", "expected"),
    [
        ("{role}:{name}", "r:n", {"role": "r", "name": "n"}),
        ("{role}:{name}", "r", None),
        (
            "{serviceNamespace}/{resourceId*}/{scalableDimension}",
            "sagemaker/endpoint/e/variant/v/sagemaker:variant:DesiredInstanceCount",
            {
                "serviceNamespace": "sagemaker",
                "resourceId": "endpoint/e/variant/v",
                "scalableDimension": "sagemaker:variant:DesiredInstanceCount",
            },
        ),
        (
            "arn:{partition}:sns:{region}:{account}:{name}",
            "arn:aws:sns:eu-west-1:123456789012:by-hand",
            {"partition": "aws", "region": "eu-west-1", "account": "123456789012", "name": "by-hand"},
        ),
    ],
)
def test_an_id_is_read_back_by_its_template(template: str, text: str, expected: dict[str, str] | None) -> None:
    assert paths.parse(template, text) == expected


@pytest.mark.parametrize(
    ("word", "expected"), [("rules", "rule"), ("policies", "policy"), ("access", "access"), ("status", "statu")]
)
def test_the_two_numbers_of_a_word_meet(word: str, expected: str) -> None:
    assert singular(word) == expected
    assert singular(expected) == expected


def test_without_a_seed_two_names_differ() -> None:
    names = {naming.random_name(Name(), "a", "-", b"", {}) for _ in range(5)}
    assert len(names) == 5
