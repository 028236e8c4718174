"""Who refers to whom, by value where it is known and by dependency where it is not."""

from typing import Any

from mlops_policy.graph import Resource, Stack, reached
from mlops_policy.values import UNKNOWN

BUCKET, POLICY = "aws:s3/bucket:Bucket", "aws:s3/bucketPolicy:BucketPolicy"


def resource(token: str, name: str, props: dict[str, Any], **depends: tuple[str, ...]) -> Resource:
    return Resource(f"urn:{name}", token, name, lambda: props, depends)


def linked(*resources: Resource) -> tuple[dict[str, list[str]], list[str]]:
    links = Stack(resources).links(POLICY, "bucket", BUCKET, named_by=("bucket", "id"))
    return {urn: [one.name for one in found] for urn, found in links.sources.items()}, [one.name for one in links.loose]


A, B = resource(BUCKET, "a", {"bucket": "name-a", "id": "id-a"}), resource(BUCKET, "b", {"bucket": UNKNOWN})


def test_a_known_reference_is_compared_with_every_name_of_the_target() -> None:
    by_name, by_id = resource(POLICY, "p", {"bucket": "name-a"}), resource(POLICY, "q", {"bucket": "id-a"})
    assert linked(A, B, by_name, by_id) == ({"urn:a": ["p", "q"]}, [])


def test_a_known_reference_beats_what_the_property_depends_on() -> None:
    assert linked(A, B, resource(POLICY, "p", {"bucket": "name-a"}, bucket=("urn:b",))) == ({"urn:a": ["p"]}, [])


def test_a_known_reference_to_something_outside_the_stack_is_no_link() -> None:
    assert linked(A, B, resource(POLICY, "p", {"bucket": "elsewhere"}, bucket=("urn:b",))) == ({}, [])


def test_an_unknown_reference_is_the_one_dependency_of_the_type() -> None:
    other = resource("aws:kms/key:Key", "k", {})
    policy = resource(POLICY, "p", {"bucket": UNKNOWN}, bucket=("urn:k", "urn:b", "urn:gone"))
    assert linked(A, B, other, policy) == ({"urn:b": ["p"]}, [])


def test_an_unknown_reference_with_two_candidates_or_none_is_loose() -> None:
    two = resource(POLICY, "p", {"bucket": UNKNOWN}, bucket=("urn:a", "urn:b"))
    none = resource(POLICY, "q", {"bucket": UNKNOWN})
    assert linked(A, B, two, none) == ({}, ["p", "q"])


def test_a_path_reaches_through_lists_and_stops_at_what_is_not_known() -> None:
    value = {"queries": [{"metric": {"name": "a"}}, {"expression": "x"}, {"metric": UNKNOWN}, UNKNOWN, 3]}
    assert reached(value, ["queries", "metric", "name"]) == ["a", UNKNOWN, UNKNOWN]


def test_the_links_of_two_types_are_worked_out_once() -> None:
    reads: list[str] = []

    def read() -> dict[str, Any]:
        reads.append("read")
        return {"bucket": "name-a"}

    stack = Stack([A, Resource("urn:p", POLICY, "p", read)])
    for _ in range(3):
        links = stack.links(POLICY, "bucket", BUCKET, named_by=("bucket", "id"))
        assert [one.props for one in links.of(A)] == [{"bucket": "name-a"}]
    assert reads == ["read"]
    by_id = stack.links(POLICY, "bucket", BUCKET, named_by=("id",))
    assert by_id.of(A) == []


def test_resources_come_in_the_order_of_their_urns() -> None:
    assert [one.name for one in Stack([B, A]).of(BUCKET)] == ["a", "b"]
