"""CodeBuild: fleets, credentials, report groups, and who else may use a report group; moto holds the projects."""

from local.cloud.store import families
from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind, Statuses

_ARN = "arn:{partition}:codebuild:{region}:{account}:"

KINDS = (
    Kind(
        "Fleet",
        key=("arn",),
        arn=_ARN + "fleet/{name}:{id}",
        ids={"id": "{uuid}"},
        defaults={"overflowbehavior": "QUEUE"},
        derived={"status": {"statusCode": "ACTIVE"}},
        statuses=Statuses(),
        unique=("name",),
    ),
    Kind(
        "ReportGroup", key=("arn",), arn=_ARN + "report-group/{name}", derived={"status": "ACTIVE"}, statuses=Statuses()
    ),
    Kind("ResourcePolicy", key=("resourcearn",), statuses=Statuses()),
    Kind(
        "SourceCredential",
        key=("arn",),
        arn=_ARN + "token/{lower:servertype}",
        operations={
            "ImportSourceCredentials": "create",
            "ListSourceCredentials": "list",
            "DeleteSourceCredentials": "delete",
        },
        replaces=True,
        hidden=("token", "username"),
        statuses=Statuses(),
    ),
)


def update_fleet(call: Call) -> Answer:
    """UpdateFleet."""
    return _with_its_tags(call, call.kind("Fleet"))


def update_report_group(call: Call) -> Answer:
    """UpdateReportGroup."""
    return _with_its_tags(call, call.kind("ReportGroup"))


def _with_its_tags(call: Call, kind: Kind) -> Answer:
    """An update: the tags it gives are all that are left."""
    if "tags" in call.params:
        call.objects.edit(call.the(kind)).tags.clear()
    return families.update(call, kind)


ACTIONS = {"UpdateFleet": update_fleet, "UpdateReportGroup": update_report_group}
