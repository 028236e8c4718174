"""Registry: model package groups with their policies, and the numbered versions in them, approved or not."""

from dataclasses import replace
from typing import Any

from local.cloud.events import happening
from local.cloud.store import families, filling, lists
from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind, Parent, Statuses
from local.cloud.store.objects import Object
from local.cloud.store.services.sagemaker.words import INVALID, Action, all_of, arn, refuse
from local.cloud.store.shapes import members

_PACKAGE = Kind(
    "ModelPackage",
    key=("arn",),
    arn=arn("model-package/{lower:name}"),
    status="status",
    statuses=Statuses(ready="Completed", failed="Failed"),
    derived={"statusdetails": {"ValidationStatuses": [], "ImageScanStatuses": []}},
    parents=(
        Parent(
            "ModelPackageGroup",
            {"groupname": "name"},
            missing=(INVALID, "Model Package Group does not exist."),
            in_use=(
                "ConflictException",
                "Model Package Group cannot be deleted: it still contains Model Packages.",
            ),
            optional=True,
        ),
    ),
    missing=(INVALID, "ModelPackage {name} does not exist."),
    taken=(INVALID, "Model Package already exists: {arn}"),
)
_VERSIONED = replace(
    _PACKAGE,
    arn=arn("model-package/{lower:groupname}/{version}"),
    defaults={"modelapprovalstatus": "PendingManualApproval"},
)
KINDS = (
    Kind(
        "ModelPackageGroup",
        arn=arn("model-package-group/{name}"),
        status="status",
        statuses=Statuses(ready="Completed", failed="Failed"),
        missing=(INVALID, "ModelPackageGroup {arn} does not exist."),
        taken=(INVALID, "Model Package Group already exists: {arn}"),
    ),
    _PACKAGE,
    Kind(
        "ModelPackageGroupPolicy",
        key=("modelpackagegroupname",),
        arn=arn("model-package-group/{modelpackagegroupname}"),
        statuses=Statuses(),
        parents=(
            Parent(
                "ModelPackageGroup",
                {"modelpackagegroupname": "name"},
                missing=(INVALID, "Cannot find Model Package Group: {arn}"),
                cascade=True,
            ),
        ),
        missing=(INVALID, "Cannot find resource policy for Model Package Group: {arn}"),
        replaces=True,
    ),
)


def create(call: Call) -> Answer:
    """CreateModelPackage: of its own name, or the next version in a group."""
    group, name = call.params.get("ModelPackageGroupName"), call.params.get("ModelPackageName")
    if bool(group) is bool(name):
        what = "Both ModelPackageName and ModelPackageGroupName are" if group else "Missing ARN: neither is"
        raise refuse(f"{what} provided in the input. Cannot determine which one to use.")
    if not group:
        return families.create(call, _PACKAGE)
    call.params["ModelPackageGroupName"] = group = group.rpartition("/")[2]
    kind = call.kind("ModelPackageGroup")
    found = call.find(kind, {"name": group})
    number = found.facts.get("lastversion", 0) + 1 if found else 1
    before = {each.arn for each in all_of(call, "ModelPackage")}
    answer = families.create(call, replace(_VERSIONED, ids={"version": str(number)}))
    if found and answer["ModelPackageArn"] not in before:  # not what the same token made before
        call.objects.edit(found).facts["lastversion"] = number
        call.objects.edit(named(call, answer["ModelPackageArn"])).facts.update(version=number, createdby=_caller(call))
        _tell(call, named(call, answer["ModelPackageArn"]))
    return answer


def describe(call: Call) -> Answer:
    """DescribeModelPackage, by name or ARN; also of another account, which IAM was asked about by then."""
    name = str(call.params["ModelPackageName"])
    owner = name.split(":")[4] if name.startswith("arn:") else call.account
    return call.answer(named(replace(call, account=owner), name))


def describe_batch(call: Call) -> Answer:
    """BatchDescribeModelPackage: those that are there, and an error for each other."""
    found: Answer = {}
    errors: Answer = {}
    shape = members(call.operation.output_shape)["ModelPackageSummaries"].value
    for each in call.params["ModelPackageArnList"]:
        try:
            found[each] = filling.summary(shape, named(call, each))
        except Exception as refused:
            errors[each] = {"ErrorCode": INVALID, "ErrorResponse": str(refused)}
    return {"ModelPackageSummaries": found, "BatchDescribeModelPackageErrorMap": errors}


def update(call: Call) -> Answer:
    """UpdateModelPackage: the approval, and what is known about the model; the rest stays."""
    package = named(call, call.params["ModelPackageArn"])
    facts = call.facts(_PACKAGE)
    metadata = {**package.facts.get("customermetadataproperties", {}), **facts.pop("customermetadataproperties", {})}
    for name in facts.pop("customermetadatapropertiestoremove", []):
        metadata.pop(name, None)
    added = facts.pop("additionalinferencespecificationstoadd", [])
    if metadata or "customermetadataproperties" in package.facts:
        facts["customermetadataproperties"] = metadata
    if added:
        facts["additionalinferencespecifications"] = [
            *package.facts.get("additionalinferencespecifications", []),
            *added,
        ]
    facts |= {"lastmodifiedby": _caller(call), "lastmodifiedtime": call.now.timestamp()}
    changed = families.change(call, package, facts)
    _tell(call, changed)
    return call.answer(changed)


def _tell(call: Call, package: Object) -> None:
    """EventBridge hears of a package that is new or changed.

    https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html#eventbridge-model-package
    """
    facts = package.facts
    detail = {
        "ModelPackageGroupName": facts.get("groupname"),
        "ModelPackageName": facts.get("name"),
        "ModelPackageVersion": facts.get("version"),
        "ModelPackageArn": package.arn,
        "ModelPackageDescription": facts.get("description"),
        "CreationTime": happening.stamp(package.data["made"]),
        "ModelPackageStatus": "Completed",
        "ModelApprovalStatus": facts.get("modelapprovalstatus"),
        "ApprovalDescription": facts.get("approvaldescription"),
    }
    told = {name: value for name, value in detail.items() if value is not None}
    kind = "SageMaker Model Package State Change"
    happening.tell(call.account, call.region, "aws.sagemaker", kind, told, [package.arn])


def _caller(call: Call) -> Answer:
    """Who calls, as the registry notes it."""
    told = call.ask("sts", "GetCallerIdentity", {})
    return {"IamIdentity": {"Arn": told["Arn"], "PrincipalId": told["UserId"]}}


def delete(call: Call) -> Answer:
    """DeleteModelPackage, by name or ARN; its number is not given again."""
    call.objects.remove(named(call, call.params["ModelPackageName"]))
    return {}


def list_packages(call: Call) -> Answer:
    """ListModelPackages: the versions of a group, of whatever account; without one, what has a name of its own."""
    params: dict[str, Any] = dict(call.params)
    group = params.pop("ModelPackageGroupName", None)
    if group and group.startswith("arn:"):
        call = replace(call, account=group.split(":")[4])
    wanted = params.pop("ModelPackageType", "Versioned" if group else "Unversioned")
    found = all_of(call, "ModelPackage")
    if group:
        group = call.the(call.kind("ModelPackageGroup"), {"name": group.rpartition("/")[2]}).facts["name"]
        found = [each for each in found if each.facts.get("groupname") == group]
    elif wanted != "Both":
        found = [each for each in found if ("version" in each.facts) is (wanted == "Versioned")]
    pages = {"nexttoken", "maxresults", "sortby", "sortorder"}
    part, told = lists.page(call.operation, params, lists.select(_PACKAGE, params, found, pages))
    shape = members(call.operation.output_shape)["ModelPackageSummaryList"].member
    return {**told, "ModelPackageSummaryList": [filling.summary(shape, each) for each in part]}


def named(call: Call, name: str) -> Object:
    """The package of that ARN or name."""
    for each in all_of(call, "ModelPackage"):
        if name in (each.arn, each.facts.get("name")):
            return each
    raise call.missing(_PACKAGE, {"name": name})


ACTIONS: dict[str, Action] = {
    "CreateModelPackage": create,
    "DescribeModelPackage": describe,
    "BatchDescribeModelPackage": describe_batch,
    "UpdateModelPackage": update,
    "DeleteModelPackage": delete,
    "ListModelPackages": list_packages,
}
