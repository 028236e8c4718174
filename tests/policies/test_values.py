"""How rules read values: what is unknown, secret, absent or malformed."""

import json

import pytest
from mlops_policy.values import (
    UNKNOWN,
    MalformedError,
    Secret,
    Unassessed,
    document,
    expect,
    get,
    items,
    missing,
    plain,
)

from tests.policies.rows import SIGNATURE, secret, wire


def test_the_wire_becomes_plain_python() -> None:
    props = {"text": "a", "yes": True, "none": None, "whole": 2, "part": 0.5, "list": [1, {"a": "b"}], "map": {"c": []}}
    read = plain(wire(props))
    assert read == props
    assert {key: type(value) for key, value in read.items()} == {key: type(value) for key, value in props.items()}


@pytest.mark.parametrize(
    "sentinel",
    [
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    ],
)
def test_every_sentinel_of_the_engine_is_unknown_at_any_depth(sentinel: str) -> None:
    assert plain(wire({"a": sentinel, "b": [{"c": sentinel}]})) == {"a": UNKNOWN, "b": [{"c": UNKNOWN}]}


def test_a_secret_compares_as_its_text_and_never_prints_it() -> None:
    read = plain(wire({"a": secret("hunter2"), "b": secret({"c": ["hunter2"]}), "d": secret(UNKNOWN)}))
    assert read == {"a": "hunter2", "b": {"c": ["hunter2"]}, "d": UNKNOWN}
    assert [f"{read['a']}", str(read["a"]), repr(read["a"]), f"{read['a']:>10}", f"{read['b']}"] == [
        "[secret]",
        "[secret]",
        "[secret]",
        "  [secret]",
        "{'c': [[secret]]}",
    ]


def test_an_asset_is_a_plain_dict_and_no_secret() -> None:
    assert plain(wire({"code": {SIGNATURE: "c44067f5952c0a294b673a41bacd8c17", "text": "x"}}))["code"]["text"] == "x"


@pytest.mark.parametrize(
    ("props", "found"),
    [
        ({"a": {"b": 1}}, 1),
        ({"a": {}}, None),
        ({}, None),
        ({"a": "text"}, None),
        ({"a": [1]}, None),
        ({"a": None}, None),
        ({"a": UNKNOWN}, UNKNOWN),
        (UNKNOWN, UNKNOWN),
        (None, None),
    ],
)
def test_get_walks_a_path_and_never_raises(props: object, found: object) -> None:
    assert get(props, "a.b") == found


@pytest.mark.parametrize(
    ("value", "is_missing"),
    [(None, True), ("", True), ([], True), ({}, True), (False, False), (0, False), ("x", False), (UNKNOWN, False)],
)
def test_missing_means_surely_not_set(value: object, is_missing: bool) -> None:
    assert missing({"a": value}, "a") is is_missing


def test_items_of_an_unknown_list_is_one_unknown() -> None:
    assert [items({"a": value}, "a") for value in (UNKNOWN, [1], "text", None)] == [[UNKNOWN], [1], [], []]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (True, []),
        (False, ["at.a is not true."]),
        (1, ["at.a is not true."]),
        (None, ["at.a is not true."]),
        (UNKNOWN, [Unassessed("at.a")]),
    ],
)
def test_expect_says_what_differs_and_what_is_not_known(value: object, found: list[object]) -> None:
    assert list(expect({"a": value}, "a", True, "at.")) == found


@pytest.mark.parametrize(
    ("value", "found"), [('{"a": 1}', {"a": 1}), ({"a": 1}, {"a": 1}), ("", None), (None, None), (UNKNOWN, UNKNOWN)]
)
def test_a_document_is_read_from_text_or_taken_as_it_is(value: object, found: object) -> None:
    assert document({"policy": value}, "policy") == found


@pytest.mark.parametrize("text", ["{", "[" * 100_000])
def test_what_is_not_json_is_malformed_and_its_text_is_not_repeated(text: str) -> None:
    with pytest.raises(MalformedError, match=r"^policy$"):
        document({"policy": text}, "policy")


def test_the_texts_of_a_secret_document_are_secrets() -> None:
    read = document({"policy": Secret(json.dumps({"a": ["hunter2"]}))}, "policy")
    assert (read, f"{read['a'][0]}") == ({"a": ["hunter2"]}, "[secret]")
