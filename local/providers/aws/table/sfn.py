"""Step Functions: state machines, their aliases, activities."""

from local.providers.aws.row import Name, Op, Put, Row, Tags

TARGET = {"resourceArn": "{arn}"}
TAGS = Tags(
    list=Op("ListTagsForResource", at="tags", send=TARGET),
    add=Op("TagResource", only=(), send=TARGET),
    remove=Op("UntagResource", only=(), send=TARGET),
    tags_in_add="tags",
    keys="tagKeys",
    create="tags",
)

ROWS = (
    Row(
        type="aws:sfn/stateMachine:StateMachine",
        service="stepfunctions",
        key={"stateMachineArn": "arn"},
        create=Op("CreateStateMachine"),
        read=(
            Op("DescribeStateMachine", skip=("stateMachineVersionArn",)),
            Op(
                "ListStateMachineVersions",
                only=("stateMachineVersionArn",),
                renames={"stateMachineVersionArn": "stateMachineVersions[0].stateMachineVersionArn"},
            ),
        ),
        update=(Put(Op("UpdateStateMachine")),),
        delete=(Op("DeleteStateMachine", only=()),),
        name=Name(longest=80),
        renames={
            "arn": "stateMachineArn",
            "loggingConfiguration.logDestination": "destinations[0].cloudWatchLogsLogGroup.logGroupArn",
        },
        json=("definition",),
        defaults={"publish": False, "type": "STANDARD"},
        local={"namePrefix": None},
        tags=TAGS,
    ),
    Row(
        type="aws:sfn/activity:Activity",
        service="stepfunctions",
        key={"activityArn": "arn"},
        create=Op("CreateActivity", skip=("encryptionConfiguration",)),
        read=(Op("DescribeActivity"),),
        delete=(Op("DeleteActivity", only=()),),
        name=Name(longest=80),
        renames={"arn": "activityArn"},
        tags=TAGS,
    ),
    Row(
        type="aws:sfn/alias:Alias",
        service="stepfunctions",
        key={"stateMachineAliasArn": "arn"},
        create=Op("CreateStateMachineAlias"),
        read=(Op("DescribeStateMachineAlias"),),
        update=(Put(Op("UpdateStateMachineAlias"), reset={"description": ""}),),
        delete=(Op("DeleteStateMachineAlias", only=()),),
        name=Name(longest=80),
        renames={"arn": "stateMachineAliasArn", "routingConfigurations": "routingConfiguration"},
    ),
)
