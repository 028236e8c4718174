"""Data sources of SSM."""

from local.providers.aws.row import Op
from local.providers.aws.sources.source import Source

SOURCES = (
    Source(
        type="aws:ssm/getParameter:getParameter",
        service="ssm",
        noun="SSM Parameter",
        read=(Op("GetParameter", at="Parameter"),),
        renames={"arn": "ARN"},
        defaults={"withDecryption": True},
    ),
    Source(
        type="aws:ssm/getParametersByPath:getParametersByPath",
        service="ssm",
        noun="SSM Parameters by path",
        read=(Op("GetParametersByPath"),),
        id="{path}",
        renames={
            "arns": "Parameters[].ARN",
            "names": "Parameters[].Name",
            "types": "Parameters[].Type",
            "values": "Parameters[].Value",
        },
        defaults={"recursive": False, "withDecryption": True, "arns": [], "names": [], "types": [], "values": []},
        empty=True,
    ),
)
