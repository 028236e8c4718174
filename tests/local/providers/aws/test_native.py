"""What is other with types of pulumi-aws-native than with those of pulumi-aws: the tags, the names, the ids."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from local.providers.aws.values import UNKNOWN
from tests.local.providers.aws.harness import OTHER_SEED, Made, Provider

GROUP = "aws-native:sagemaker:ModelPackageGroup"
OWNER, STAGE = {"key": "owner", "value": "retention"}, {"key": "stage", "value": "prod"}


@pytest.fixture
def group(provider: Provider) -> Iterator[Made]:
    made = provider.make(GROUP, "churn", {"tags": [STAGE, OWNER]})
    yield made
    provider.delete(made)


def test_the_order_of_tags_says_nothing(provider: Provider, group: Made) -> None:
    assert group.outputs["tags"] == [STAGE, OWNER], "as the program has them"
    other = provider.checked(GROUP, "churn", {"tags": [OWNER, STAGE]}, group.inputs)
    assert provider.diff(group, other).kinds == {}
    assert provider.read(group).inputs["tags"] == [STAGE, OWNER]


def test_another_tag_is_a_change_in_place(provider: Provider, group: Made) -> None:
    other = provider.checked(GROUP, "churn", {"tags": [{**OWNER, "value": "growth"}, STAGE]}, group.inputs)
    assert provider.diff(group, other).kinds == {"tags": "UPDATE"}
    assert provider.read(provider.update(group, other)).inputs["tags"] == other["tags"]


@pytest.mark.parametrize("tags", [UNKNOWN, [UNKNOWN], [{"key": "owner", "value": UNKNOWN}, STAGE], [STAGE, UNKNOWN]])
def test_a_tag_that_is_not_known_yet_is_a_change(provider: Provider, group: Made, tags: Any) -> None:
    inputs = provider.checked(GROUP, "churn", {"tags": tags}, group.inputs)
    assert provider.diff(group, inputs).kinds == {"tags": "UPDATE"}
    assert provider.update(group, inputs, preview=True).outputs["modelPackageGroupArn"] == group.id


def test_a_tag_that_someone_added_is_drift(provider: Provider, group: Made, boto: Any) -> None:
    boto("sagemaker").add_tags(ResourceArn=group.id, Tags=[{"Key": "by", "Value": "hand"}])
    read = provider.read(group)
    assert read.inputs["tags"] == [{"key": "by", "value": "hand"}, OWNER, STAGE]
    assert provider.diff(read, group.inputs).kinds == {"tags": "UPDATE"}


def test_the_tags_of_the_provider_are_among_those_of_the_resource(provider: Provider) -> None:
    provider.configure(defaultTags={"tags": {"team": "churn", "owner": "nobody"}})
    try:
        inputs = provider.checked(GROUP, "tagged", {"tags": [OWNER]})
        assert inputs["tags"] == [OWNER, {"key": "team", "value": "churn"}], "its own win"
        assert provider.checked(GROUP, "bare", {})["tags"][0] == {"key": "owner", "value": "nobody"}
        made = provider.create(GROUP, "tagged", inputs)
        assert provider.read(made).inputs == inputs
        assert "tagsAll" not in made.outputs
        provider.delete(made)
    finally:
        provider.configure()


def test_a_name_is_made_as_pulumi_aws_makes_it_and_stays(provider: Provider) -> None:
    old = provider.checked(GROUP, "churn", {})
    assert re.fullmatch(r"churn-[0-9a-f]{7}", old["modelPackageGroupName"])
    assert "region" not in old
    named = provider.checked(GROUP, "churn", {"modelPackageGroupName": "mine"})
    assert provider.check(GROUP, "churn", {}, named, seed=OTHER_SEED).inputs["modelPackageGroupName"] == "mine"


def test_the_id_is_the_primary_identifier(group: Made) -> None:
    assert group.id == group.outputs["modelPackageGroupArn"]
    assert group.id.startswith("arn:aws:sagemaker:eu-west-1:")
