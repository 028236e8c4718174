"""SSM: parameters."""

from local.providers.aws.row import Name, Op, Put, Row, Tags

TARGET = {"ResourceType": "Parameter", "ResourceId": "{name}"}

ROWS = (
    Row(
        type="aws:ssm/parameter:Parameter",
        service="ssm",
        key={"Name": "name"},
        create=Op("PutParameter"),
        read=(
            Op("GetParameter", at="Parameter", send={"WithDecryption": True}),
            Op(
                "DescribeParameters",
                only=("description", "allowedPattern", "tier", "keyId"),
                at="Parameters[0]",
                send={"ParameterFilters[0].Key": "Name", "ParameterFilters[0].Values[0]": "{name}"},
            ),
        ),
        update=(Put(Op("PutParameter", send={"Overwrite": True})),),
        delete=(Op("DeleteParameter", only=()),),
        name=Name(longest=1011),
        renames={"arn": "ARN"},
        local={"overwrite": None},
        tags=Tags(
            list=Op("ListTagsForResource", only=(), at="TagList", send=TARGET),
            add=Op("AddTagsToResource", only=(), send=TARGET),
            remove=Op("RemoveTagsFromResource", only=(), send=TARGET),
        ),
        needs=(("value",),),
    ),
)
