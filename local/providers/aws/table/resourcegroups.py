"""Resource Groups: groups of what bears a tag."""

from local.providers.aws.row import Op, Put, Row, Tags

ROWS = (
    Row(
        type="aws:resourcegroups/group:Group",
        service="resource-groups",
        key={"GroupName": "name"},
        create=Op("CreateGroup", at="Group"),
        read=(
            Op("GetGroup", at="Group"),
            Op("GetGroupQuery", at="GroupQuery"),
            Op("GetGroupConfiguration", send={"Group": "{name}"}, at="GroupConfiguration"),
        ),
        update=(
            Put(Op("UpdateGroup", only=("description",)), reset={"description": ""}),
            Put(Op("UpdateGroupQuery", only=("resourceQuery",))),
            Put(Op("PutGroupConfiguration", only=("configurations",), send={"Group": "{name}"})),
        ),
        delete=(Op("DeleteGroup", only=()),),
        renames={"arn": "GroupArn", "configurations": "Configuration"},
        needs=(("resourceQuery", "configurations"),),
        defaults={"resourceQuery.type": "TAG_FILTERS_1_0"},
        tags=Tags(
            list=Op("GetTags", only=(), at="Tags", send={"Arn": "{arn}"}),
            add=Op("Tag", only=(), send={"Arn": "{arn}"}),
            remove=Op("Untag", only=(), send={"Arn": "{arn}"}),
            keys="Keys",
        ),
    ),
)
