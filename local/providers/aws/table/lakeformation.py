"""Lake Formation: locations and tags."""

from local.providers.aws.row import Op, Put, Row

ROWS = (
    Row(
        type="aws:lakeformation/resource:Resource",
        service="lakeformation",
        key={"ResourceArn": "arn"},
        create=Op("RegisterResource"),
        read=(Op("DescribeResource", at="ResourceInfo"),),
        delete=(Op("DeregisterResource", only=()),),
        imports=None,
        renames={"arn": "ResourceArn"},
    ),
    Row(
        type="aws:lakeformation/lfTag:LfTag",
        service="lakeformation",
        key={"CatalogId": "catalogId", "TagKey": "key"},
        create=Op("CreateLFTag"),
        read=(Op("GetLFTag"),),
        update=(
            Put(
                Op("UpdateLFTag", only=("values",), renames={"values": "TagValuesToAdd"}),
                remove=Op("UpdateLFTag", only=("values",), renames={"values": "TagValuesToDelete"}),
            ),
        ),
        delete=(Op("DeleteLFTag", only=()),),
        id="{catalogId}:{key}",
        renames={"key": "TagKey", "values": "TagValues"},
        computed={"catalogId": "{account}"},
    ),
)
