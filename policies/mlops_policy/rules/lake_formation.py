"""Lake Formation: grants that mean what they say."""

from ..controls import ACCESS
from ..kernel import DECISION, Severity, rule
from ..values import UNKNOWN, Findings, Props, Unassessed, get, items

PERMISSIONS = "aws:lakeformation/permissions:Permissions"
SETTINGS = "aws:lakeformation/dataLakeSettings:DataLakeSettings"

EVERYONE = "IAM_ALLOWED_PRINCIPALS"


@rule(
    resource=PERMISSIONS,
    severity=Severity.HIGH,
    fix="Name the role that may read.",
    url="https://docs.aws.amazon.com/lake-formation/latest/dg/change-settings.html",
    controls=ACCESS,
    manual=DECISION,
)
def lake_no_everyone(props: Props) -> Findings:
    """A grant to everyone whom IAM lets in is no grant."""
    principal = get(props, "principal")
    if principal is UNKNOWN:
        yield Unassessed("principal")
    elif principal == EVERYONE:
        yield "principal is everyone whom IAM lets in."


@rule(
    resource=SETTINGS,
    severity=Severity.HIGH,
    fix="Set createDatabaseDefaultPermissions and createTableDefaultPermissions to empty lists.",
    url="https://docs.aws.amazon.com/lake-formation/latest/dg/change-settings.html",
    controls=ACCESS,
    manual=DECISION,
)
def lake_no_default_everyone(props: Props) -> Findings:
    """New tables are nobody's until somebody grants them."""
    for path in ("createDatabaseDefaultPermissions", "createTableDefaultPermissions"):
        for one in items(props, path):
            principal = get(one, "principal")
            if principal is UNKNOWN:
                yield Unassessed(path)
            elif principal == EVERYONE:
                yield f"{path} grants to everyone whom IAM lets in."
