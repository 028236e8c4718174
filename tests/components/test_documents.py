"""JSON documents with Outputs at any depth."""

import pulumi
from pulumi_mlops.documents import as_json


def test_outputs_at_any_depth_are_filled_in(engine):
    def program():
        arn = pulumi.Output.from_input("arn")
        return as_json({"a": [arn, {"b": arn, "c": ("x", 1, None, True)}], "d": pulumi.Output.from_input({"e": [1]})})

    assert engine.build(program) == '{"a": ["arn", {"b": "arn", "c": ["x", 1, null, true]}], "d": {"e": [1]}}'


def test_a_document_without_outputs_is_known_at_once(engine):
    assert engine.build(lambda: as_json({"b": 1, "a": []})) == '{"b": 1, "a": []}'


def test_keys_are_sorted_where_the_text_is_to_be_compared(engine):
    assert engine.build(lambda: as_json({"b": 1, "a": {"d": 1, "c": 2}}, sort_keys=True)) == (
        '{"a": {"c": 2, "d": 1}, "b": 1}'
    )


def test_a_document_with_a_secret_is_secret(engine):
    def program():
        return pulumi.Output.from_input(as_json({"a": pulumi.Output.secret("hunter2")}).is_secret())

    assert engine.build(program) is True
