"""Glue: the data catalogue."""

from local.providers.aws.row import Name, Op, Put, Row, Tags

ROWS = (
    Row(
        type="aws:glue/catalogDatabase:CatalogDatabase",
        service="glue",
        key={"CatalogId": "catalogId", "Name": "name"},
        create=Op("CreateDatabase", within="DatabaseInput"),
        read=(Op("GetDatabase", at="Database"),),
        update=(Put(Op("UpdateDatabase", within="DatabaseInput", send={"DatabaseInput.Name": "{name}"})),),
        delete=(Op("DeleteDatabase", only=()),),
        id="{catalogId}:{name}",
        name=Name(),
        computed={"catalogId": "{account}", "arn": "arn:{partition}:glue:{region}:{account}:database/{name}"},
        tags=Tags(
            list=Op("GetTags", only=(), at="Tags", send={"ResourceArn": "{arn}"}),
            add=Op("TagResource", only=(), send={"ResourceArn": "{arn}"}),
            remove=Op("UntagResource", only=(), send={"ResourceArn": "{arn}"}),
            tags_in_add="TagsToAdd",
            keys="TagsToRemove",
        ),
    ),
)
