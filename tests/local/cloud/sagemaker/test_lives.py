"""Each kind that the store serves, from its creation to its end, through boto3."""

import fnmatch

import pytest

from tests.local.cloud.sagemaker.asking import SAGEMAKER, TAGS, error
from tests.local.cloud.sagemaker.lives import LIVES


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.noun)
def test_a_life(life, alive):
    arn = alive.create(life)
    assert fnmatch.fnmatchcase(arn, f"{SAGEMAKER}:{life.arn}"), arn
    told = alive.describe(life)
    asked = {name: value for name, value in life.create.items() if name not in life.hidden}
    assert {name: told.get(name) for name in asked} == asked
    assert arn in told.values()
    made = told.get("CreationTime") or told["CreateDate"]

    known = {name: value for name, value in alive.key(life).items() if name not in ("Arn",)}
    again = {name: value for name, value in known.items() if name in ("DomainId",) and life.noun != "Domain"}
    assert error(alive.ask, "create", life, **again, **life.create)[0] == life.taken

    if life.update:
        alive.ask("update", life, **alive.key(life), **life.update)
        told = alive.settled(life)
        assert {name: _part(told.get(name), value) for name, value in life.update.items()} == life.update
        assert (told.get("LastModifiedTime") or told["LastUpdatedDate"]) > made

    listed = alive.listed(life)
    assert any(arn in each.values() or told.get(life.keys[-1]) in each.values() for each in listed), listed
    if life.is_tagged:
        alive.client.add_tags(ResourceArn=arn, Tags=TAGS)
        assert alive.client.list_tags(ResourceArn=arn)["Tags"] == TAGS
        alive.client.delete_tags(ResourceArn=arn, TagKeys=["product"])
        assert alive.client.list_tags(ResourceArn=arn)["Tags"] == []

    alive.made.remove(life)
    assert alive.delete(life) == life.missing
    assert error(alive.ask, "delete", life, **alive.key(life))[0] == life.missing


def _part(told, asked):
    """Of a structure what was asked for: an update may name a part of it."""
    return {name: told.get(name) for name in asked} if isinstance(asked, dict) and isinstance(told, dict) else told
