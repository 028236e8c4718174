"""Every kind that the store declares goes through its whole life with boto3."""

import re
import urllib.request
import uuid

import jmespath
import pytest
from botocore.exceptions import ClientError

from tests.local.cloud.store.rows import LIVES


@pytest.fixture(scope="module", autouse=True)
def _at_once(url):
    """Statuses are final at once here, so that nothing has to wait; their motion has tests of its own."""
    with urllib.request.build_opener().open(f"{url}/_local/settings?transition_seconds=0"):
        yield


def refusal(call, arguments) -> str:
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    return caught.value.response["Error"]["Code"]


def filled(value, names):
    if isinstance(value, dict):
        return {name: filled(each, names) for name, each in value.items()}
    if isinstance(value, list):
        return [filled(each, names) for each in value]
    return re.sub(r"\{(\w+)\}", lambda found: names[found[1]], value) if isinstance(value, str) else value


def found_at(answer, paths):
    return {path: jmespath.search(path, answer) for path in paths}


@pytest.mark.parametrize("name", LIVES)
def test_it_lives_from_create_to_delete(name, aws):
    life = LIVES[name]
    client = aws(life.service)

    def call(operation, arguments):
        return getattr(client, operation)(**arguments)

    names: dict[str, str] = {}
    for operation, arguments, wanted in life.needs:
        made = call(operation, arguments)
        names |= {name: jmespath.search(path, made) for name, path in wanted.items()}

    def read():
        operation, path = life.read.split()
        return jmespath.search(path, call(operation, key))

    def listed():
        operation, path = life.list.split()
        pages = client.get_paginator(operation) if client.can_paginate(operation) else None
        asked = filled(dict(life.list_with), names)
        answers = pages.paginate(**asked, PaginationConfig={"PageSize": 1}) if pages else [call(operation, asked)]
        return [each for answer in answers for each in jmespath.search(path, answer)]

    asked = filled(dict(life.create), names) | tagged(life.tags, {"team": "a"})
    made = call(f"create_{life.noun}", asked)
    key = {member: jmespath.search(filled(path, names), made) for member, path in life.key.items()}
    if life.read:
        assert found_at(read(), life.told) == life.told
    if life.list:
        element = listed()[-1]
        if not life.read:
            assert found_at(element, life.told) == life.told
    if life.arn_at:
        arn = jmespath.search(life.arn_at, read() if life.read else listed()[-1])
        assert re.fullmatch(life.arn, arn)
        check_tags(life.tags, client, arn)
    if life.update is not None:
        call(f"update_{life.noun}", {**key, **life.update})
        assert not life.updated or found_at(read(), life.updated) == life.updated
    if life.again:
        fresh = {member: str(uuid.uuid4()) for member in ("clientToken",) if member in members(client, life.noun)}
        assert refusal(getattr(client, f"create_{life.noun}"), asked | fresh) == life.again
    if life.another is not None:
        before = len(listed())
        call(f"create_{life.noun}", asked | life.another)
        assert len(listed()) == before + 1
    call(life.delete or f"delete_{life.noun}", key)
    if life.read:
        assert refusal(getattr(client, life.read.split()[0]), key) == life.missing
    assert refusal(getattr(client, life.delete or f"delete_{life.noun}"), key) == life.missing


def members(client, noun):
    operation = client.meta.method_to_api_mapping[f"create_{noun}"]
    return client.meta.service_model.operation_model(operation).input_shape.members


def tagged(style, tags):
    match style:
        case "":
            return {}
        case "Key" | "TagKey":
            return {"Tags": [{style: name, style.replace("Key", "Value"): value} for name, value in tags.items()]}
        case _:
            return {style: tags}


def check_tags(style, client, arn):
    """The tags of the create are there; others are added and taken away."""
    operations = {each.lower(): each for each in members_of(client, "tag_resource")}
    resource = operations.get("resourcearn", "ResourceARN")
    keys = next(name for name in members_of(client, "untag_resource") if name.lower() == "tagkeys")

    def listed():
        answer = client.list_tags_for_resource(**{resource: arn})
        found = next(value for name, value in answer.items() if name.lower() == "tags")
        return (
            found if isinstance(found, dict) else {each[style]: each[style.replace("Key", "Value")] for each in found}
        )

    assert listed() == {"team": "a"}
    client.tag_resource(**{resource: arn}, **tagged(style, {"more": "b"}))
    client.untag_resource(**{resource: arn, keys: ["team"]})
    assert listed() == {"more": "b"}


def members_of(client, method):
    operation = client.meta.method_to_api_mapping[method]
    return client.meta.service_model.operation_model(operation).input_shape.members
