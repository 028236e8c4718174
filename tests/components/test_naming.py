"""Names are made of the stack, the component and the content, and fit the services."""

import re

import pulumi
import pytest
from pulumi_mlops.naming import content_name, physical_name


@pytest.mark.parametrize(
    ("stack", "name", "limit", "expected"),
    [
        ("churn-dev", "raw", 63, "churn-dev-raw"),
        ("churn-dev", "customer_usage", 63, "churn-dev-customer-usage"),
        ("Churn.Dev", "Raw", 63, "churn-dev-raw"),
        ("churn-dev", "x" * 53, 63, "churn-dev-" + "x" * 53),
    ],
)
def test_a_physical_name_is_the_stack_and_the_name(engine, stack, name, limit, expected):
    engine.stack = stack
    assert engine.build(lambda: physical_name(name, limit)) == expected


def test_a_name_over_the_limit_is_cut_and_told_apart_by_a_hash(engine):
    long, other = engine.build(lambda: [physical_name("x" * 60, 35), physical_name("x" * 61, 35)])
    assert re.fullmatch(r"churn-local-x{14}-[0-9a-f]{8}", long)
    assert len(long) == 35
    assert long != other


def test_the_same_content_gives_the_same_name_whatever_the_order_of_its_keys(engine):
    def program():
        later = pulumi.Output.from_input("sha256:1")
        return [content_name("m", {"a": later, "b": 2}), content_name("m", {"b": 2, "a": "sha256:1"})]

    first, second = engine.build(program)
    assert first == second
    assert re.fullmatch(r"churn-local-m-[0-9a-f]{8}", first)


def test_another_content_gives_another_name(engine):
    first, second = engine.build(lambda: [content_name("m", {"a": 1}), content_name("m", {"a": 2})])
    assert first != second


def test_a_content_name_fits_its_limit(engine):
    assert len(engine.build(lambda: content_name("y" * 80, {}))) == 63
