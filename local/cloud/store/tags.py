"""Tags: read them from a request and write them into an answer, as a map or as a list of pairs under any names."""

from typing import Any, cast

from local.cloud.store.shapes import Shape, members


def is_tags(name: str, shape: Shape) -> bool:
    """Whether a member holds an object's tags."""
    if name == "TagSpecifications":
        return shape.type_name == "list"
    if not name.lower().endswith(("tags", "taglist", "tagslist", "tagset", "tagstoadd")):
        return False
    return shape.type_name == "map" or (shape.type_name == "list" and _pair(shape) is not None)


def read(shape: Shape, value: Any) -> dict[str, str]:
    if shape.type_name == "map":
        return dict(value)
    if inner := members(shape.member).get("Tags"):  # EC2's TagSpecifications
        return {key: text for each in value for key, text in read(inner, each.get("Tags", [])).items()}
    key, text = cast(tuple[str, str], _pair(shape))
    return {each[key]: each.get(text, "") for each in value}


def write(shape: Shape, tags: dict[str, str]) -> Any:
    if shape.type_name == "map":
        return dict(tags)
    key, text = cast(tuple[str, str], _pair(shape))
    return [{key: name, text: value} for name, value in tags.items()]


def _pair(shape: Shape) -> tuple[str, str] | None:
    """The members of a pair that hold key and value. A condition on tags is none."""
    names = [name for name in members(shape.member) if not name.startswith("Condition")]
    key = next((name for name in names if name.lower().endswith("key")), None)
    text = next((name for name in names if name.lower().endswith("value")), None)
    return (key, text) if key and text else None
