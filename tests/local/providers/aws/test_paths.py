"""Member paths choose the element they mean."""

from local.providers.aws import paths

KINDS = {"kinds": [{"id": {"provider": "a", "version": "1"}}, {"id": {"provider": "a", "version": "2"}, "found": True}]}


def test_an_element_is_chosen_by_several_members_however_deep() -> None:
    path = "kinds[id.provider={name},id.version={version}].found"
    assert paths.get(KINDS, path, {"name": "a", "version": "2"}) is True
    assert paths.get(KINDS, path, {"name": "b", "version": "2"}) is None


def test_an_element_is_chosen_by_what_is_false_and_by_what_is_not_there() -> None:
    rules = [{"Egress": True, "No": 1}, {"Egress": False, "No": 2}, {"No": 3}]
    assert paths.get(rules, "[Egress=false].No", {}) == 2
    assert paths.get(rules, "[Egress={egress?}].No", {}) == 3


def test_an_element_is_chosen_by_itself() -> None:
    assert paths.get({"arns": ["x", "y"]}, "arns[={arn}]", {"arn": "y"}) == "y"
    assert paths.get({"arns": ["x", "y"]}, "arns[={arn}]", {"arn": "z"}) is None


def test_a_structure_joins_the_one_that_lies_there() -> None:
    request = {"pipeline": {"name": "churn"}}
    paths.put(request, "pipeline", {"roleArn": "role"})
    paths.put(request, "pipeline.name", "other")
    assert request == {"pipeline": {"name": "other", "roleArn": "role"}}


def test_a_template_reaches_into_objects_and_leaves_out_what_may_be_missing() -> None:
    made = {"device": {"deviceName": "camera"}}
    assert paths.fill("{device.deviceName}/{spaceName?}", made) == "camera/"
    assert paths.parse("{fleet}/{device.deviceName}", "gate/camera") == {"fleet": "gate", "device.deviceName": "camera"}


def test_lists_of_two_kinds_make_one_list_and_come_out_of_it_again() -> None:
    mail, topics = "who[][kind=EMAIL].address", "who[][kind=SNS].address"
    request: dict[str, object] = {}
    paths.put(request, mail, ["a", "b"])
    paths.put(request, topics, ["c"])
    assert request["who"] == [
        {"kind": "EMAIL", "address": "a"},
        {"kind": "EMAIL", "address": "b"},
        {"kind": "SNS", "address": "c"},
    ]
    assert paths.get(request, mail, {}) == ["a", "b"]
    assert paths.get(request, topics, {}) == ["c"]


def test_a_field_of_an_id_may_be_missing() -> None:
    assert paths.parse("{functionName}/{qualifier?}", "scorer/live") == {"functionName": "scorer", "qualifier": "live"}
    assert paths.parse("{functionName}/{qualifier?}", "scorer/") == {"functionName": "scorer"}
    assert paths.parse("{functionName}/{qualifier?}", "scorer") is None
