"""EventBridge Scheduler: groups and schedules."""

from local.providers.aws.row import Name, Op, Put, Row, tags_by_arn

ROWS = (
    Row(
        type="aws:scheduler/scheduleGroup:ScheduleGroup",
        service="scheduler",
        key={"Name": "name"},
        create=Op("CreateScheduleGroup"),
        read=(Op("GetScheduleGroup"),),
        delete=(Op("DeleteScheduleGroup", only=()),),
        name=Name(longest=64),
        renames={"arn": "Arn"},
        local={"namePrefix": None},
        tags=tags_by_arn("ResourceArn"),
    ),
    Row(
        type="aws:scheduler/schedule:Schedule",
        service="scheduler",
        key={"GroupName": "groupName", "Name": "name"},
        create=Op("CreateSchedule", renames={"arn": "ScheduleArn"}),
        read=(Op("GetSchedule"),),
        update=(Put(Op("UpdateSchedule")),),
        delete=(Op("DeleteSchedule", only=()),),
        id="{groupName}/{name}",
        name=Name(longest=64),
        renames={
            "target.ecsParameters.capacityProviderStrategies": "CapacityProviderStrategy",
            "target.ecsParameters.networkConfiguration": "NetworkConfiguration.awsvpcConfiguration",
            "target.ecsParameters.placementStrategies": "PlacementStrategy",
            "target.sagemakerPipelineParameters.pipelineParameters": "PipelineParameterList",
        },
        defaults={
            "groupName": "default",
            "scheduleExpressionTimezone": "UTC",
            "state": "ENABLED",
            "target.ecsParameters.networkConfiguration.assignPublicIp": False,
            "target.ecsParameters.taskCount": 1,
            "target.retryPolicy.maximumEventAgeInSeconds": 86400,
            "target.retryPolicy.maximumRetryAttempts": 185,
        },
        fills=("target.retryPolicy",),
        local={"namePrefix": None},
    ),
)
