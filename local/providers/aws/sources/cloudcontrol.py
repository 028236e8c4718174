"""Data sources of Cloud Control."""

from local.providers.aws.row import Op
from local.providers.aws.sources.source import Source

SOURCES = (
    Source(
        type="aws:cloudcontrol/getResource:getResource",
        service="cloudcontrol",
        noun="Cloud Control API Resource",
        read=(Op("GetResource", at="ResourceDescription"),),
        id="{identifier}",
        key={"TypeName": "typeName", "Identifier": "identifier"},
        renames={"properties": "Properties"},
    ),
)
