"""EventBridge: buses, rules, targets, archives, connections, API destinations."""

from local.providers.aws.row import Name, Op, Put, Row, Tags

TARGET = "Targets[0]"
TAGS = Tags(
    list=Op("ListTagsForResource", only=(), at="Tags", send={"ResourceARN": "{arn}"}),
    add=Op("TagResource", only=(), send={"ResourceARN": "{arn}"}),
    remove=Op("UntagResource", only=(), send={"ResourceARN": "{arn}"}),
)

ROWS = (
    Row(
        type="aws:cloudwatch/eventRule:EventRule",
        service="events",
        key={"Name": "name", "EventBusName": "eventBusName"},
        create=Op("PutRule", renames={"arn": "RuleArn"}),
        read=(Op("DescribeRule"),),
        update=(Put(Op("PutRule")),),
        delete=(Op("DeleteRule", only=()),),
        id="{eventBusName}/{name}",
        id_leaves_out="default/",
        imports=("{eventBusName}/{name}", "{name}"),
        name=Name(longest=64),
        json=("eventPattern",),
        defaults={"eventBusName": "default"},
        local={"forceDestroy": False, "namePrefix": None},
        tags=TAGS,
        needs=(("scheduleExpression", "eventPattern"),),
    ),
    Row(
        type="aws:cloudwatch/eventTarget:EventTarget",
        service="events",
        key={"Rule": "rule", "EventBusName": "eventBusName", "Targets[0].Id": "targetId"},
        create=Op("PutTargets", within=TARGET),
        read=(Op("ListTargetsByRule", at="Targets[Id={targetId}]"),),
        update=(Put(Op("PutTargets", within=TARGET, send={"Targets[0].Id": "{targetId}"})),),
        delete=(Op("RemoveTargets", only=(), send={"Ids[0]": "{targetId}"}),),
        id="{rule}-{targetId}",
        imports=("{eventBusName}/{rule}/{targetId}", "{rule}/{targetId}"),
        name=Name("targetId", longest=64),
        renames={
            "targetId": "Id",
            "sqsTarget": "SqsParameters",
            "kinesisTarget": "KinesisParameters",
            "httpTarget": "HttpParameters",
            "sagemakerPipelineTarget": "SageMakerPipelineParameters",
            "inputTransformer.inputPaths": "InputPathsMap",
        },
        json=("input",),
        defaults={"eventBusName": "default"},
        local={"forceDestroy": False},
    ),
)
