"""EventBridge Pipes."""

from local.providers.aws.row import Name, Op, Put, Ready, Row, Tags

TAGS = Tags(
    list=Op("ListTagsForResource", only=(), at="tags", send={"resourceArn": "{arn}"}),
    add=Op("TagResource", only=(), send={"resourceArn": "{arn}"}),
    remove=Op("UntagResource", only=(), send={"resourceArn": "{arn}"}),
    tags_in_add="tags",
    keys="tagKeys",
    create="Tags",
)

ROWS = (
    Row(
        type="aws:pipes/pipe:Pipe",
        service="pipes",
        key={"Name": "name"},
        create=Op("CreatePipe"),
        read=(Op("DescribePipe"),),
        update=(Put(Op("UpdatePipe")),),
        delete=(Op("DeletePipe", only=()),),
        name=Name(longest=64),
        defaults={"description": "Managed by Pulumi", "desiredState": "RUNNING"},
        local={"namePrefix": None},
        tags=TAGS,
        ready=Ready(
            "CurrentState",
            until=("RUNNING", "STOPPED"),
            failed=("CREATE_FAILED", "UPDATE_FAILED", "START_FAILED", "STOP_FAILED"),
            reason="StateReason",
        ),
    ),
)
