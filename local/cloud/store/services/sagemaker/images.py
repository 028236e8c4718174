"""Images: the images of Studio, each with numbered versions that aliases name."""

from dataclasses import replace

from local.cloud.store import families, filling, lists
from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind, Parent, Statuses
from local.cloud.store.objects import Object
from local.cloud.store.services.sagemaker.words import IN_USE, Action, all_of, arn, missing, refuse, taken

_MOVES = Statuses("CREATING", "CREATED", "UPDATING", "DELETING", "CREATE_FAILED")
_VERSION = Kind(
    "ImageVersion",
    key=("imagename", "version"),
    arn=arn("image-version/{lower:imagename}/{version}"),
    status="status",
    statuses=Statuses("CREATING", "CREATED", "", "DELETING", "CREATE_FAILED"),
    parents=(
        Parent(
            "Image",
            {"imagename": "name"},
            in_use=(IN_USE, "Image [{imagename}] has versions and cannot be deleted."),
        ),
    ),
    derived={"imagearn": arn("image/{lower:imagename}"), "containerimage": "{baseimage}"},
    missing=missing("ImageVersion", "{imagename}/{version}"),
)
KINDS = (
    Kind(
        "Image",
        arn=arn("image/{lower:name}"),
        status="status",
        statuses=_MOVES,
        missing=missing("Image"),
        taken=taken("Image"),
    ),
    _VERSION,
)


def create(call: Call) -> Answer:
    """CreateImageVersion: the next number; an alias that another version has moves to the new one."""
    image = call.the(call.kind("Image"), {"name": call.params["ImageName"]})
    before = _versions(call, image.facts["name"])
    for each in before:
        if each.data.get("token", [None])[0] == call.params["ClientToken"]:
            return {"ImageVersionArn": each.arn}
        if each.status == "CREATING":
            raise refuse(f"Image [{image.facts['name']}] has a version that is being created.", IN_USE)
        _rename(call, each, remove=call.params.get("Aliases", []))
    numbered = call.objects.edit(image).facts
    number = numbered["lastversion"] = numbered.get("lastversion", 0) + 1
    answer = families.create(call, replace(_VERSION, ids={"version": str(number)}))
    made = call.the(_VERSION, {"imagename": image.facts["name"], "version": number})
    call.objects.edit(made).facts["version"] = number
    return answer


def describe(call: Call) -> Answer:
    """DescribeImageVersion: by number, by alias, or the latest."""
    return filling.answer(call.operation.output_shape, _the(call))


def update(call: Call) -> Answer:
    """UpdateImageVersion."""
    found = _the(call)
    for each in _versions(call, found.facts["imagename"]):
        _rename(call, each, remove=call.params.get("AliasesToAdd", []))
    _rename(call, found, call.params.get("AliasesToAdd", []), call.params.get("AliasesToDelete", []))
    steering = ("imagename", "version", "alias", "aliasestoadd", "aliasestodelete")
    facts = {name: value for name, value in call.facts(_VERSION).items() if name not in steering}
    return filling.answer(call.operation.output_shape, families.change(call, found, facts))


def delete(call: Call) -> Answer:
    """DeleteImageVersion."""
    call.params["Version"] = _the(call).facts["version"]
    return families.delete(call, _VERSION)


def list_aliases(call: Call) -> Answer:
    """ListAliases of an image, or of one of its versions."""
    call.the(call.kind("Image"), {"name": call.params["ImageName"]})
    wanted = call.params.get("Version")
    found = [
        alias
        for each in _versions(call, call.params["ImageName"])
        if wanted in (None, each.facts["version"])
        for alias in each.facts.get("aliases", [])
        if call.params.get("Alias") in (None, alias)
    ]
    part, more = lists.page(call.operation, call.params, found)
    return {"SageMakerImageVersionAliases": part, **more}


def _versions(call: Call, image: str) -> list[Object]:
    return [each for each in all_of(call, "ImageVersion") if each.facts["imagename"] == image]


def _the(call: Call) -> Object:
    number, alias = call.params.get("Version"), call.params.get("Alias")
    call.the(call.kind("Image"), {"name": call.params["ImageName"]})
    versions = _versions(call, call.params["ImageName"])
    if number is not None:
        versions = [each for each in versions if each.facts["version"] == number]
    elif alias is not None:
        versions = [each for each in versions if alias in each.facts.get("aliases", [])]
    if not versions:
        raise call.missing(_VERSION, {"imagename": call.params["ImageName"], "version": number or alias or "latest"})
    return versions[-1]


def _rename(call: Call, version: Object, add: list[str] | None = None, remove: list[str] | None = None) -> None:
    have = [alias for alias in version.facts.get("aliases", []) if alias not in (remove or [])]
    wanted = [*have, *(alias for alias in add or [] if alias not in have)]
    if wanted != version.facts.get("aliases", []):
        call.objects.edit(version).facts["aliases"] = wanted


ACTIONS: dict[str, Action] = {
    "CreateImageVersion": create,
    "DescribeImageVersion": describe,
    "UpdateImageVersion": update,
    "DeleteImageVersion": delete,
    "ListAliases": list_aliases,
}
