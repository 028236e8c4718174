"""Application Auto Scaling: targets and policies."""

from local.providers.aws.row import Name, Op, Put, Row, tags_by_arn

TARGET = {
    "ServiceNamespace": "serviceNamespace",
    "ResourceId": "resourceId",
    "ScalableDimension": "scalableDimension",
}

ROWS = (
    Row(
        type="aws:appautoscaling/target:Target",
        service="application-autoscaling",
        key=TARGET,
        create=Op("RegisterScalableTarget"),
        read=(
            Op("DescribeScalableTargets", only=None, send={"ResourceIds[0]": "{resourceId}"}, at="ScalableTargets[0]"),
        ),
        update=(Put(Op("RegisterScalableTarget")),),
        delete=(Op("DeregisterScalableTarget", only=()),),
        id="{resourceId}",
        imports=("{serviceNamespace}/{resourceId*}/{scalableDimension}",),
        renames={"arn": "ScalableTargetARN", "roleArn": "RoleARN"},
        tags=tags_by_arn("ResourceARN"),
    ),
    Row(
        type="aws:appautoscaling/policy:Policy",
        service="application-autoscaling",
        key={**TARGET, "PolicyName": "name"},
        create=Op("PutScalingPolicy"),
        read=(Op("DescribeScalingPolicies", send={"PolicyNames[0]": "{name}"}, at="ScalingPolicies[0]"),),
        update=(Put(Op("PutScalingPolicy")),),
        delete=(Op("DeleteScalingPolicy", only=()),),
        id="{name}",
        imports=("{serviceNamespace}/{resourceId*}/{scalableDimension}/{name}",),
        name=Name(),
        renames={"name": "PolicyName", "arn": "PolicyARN", "alarmArns": "Alarms"},
        codecs={"alarmArns": "alarm_arns"},
        defaults={"policyType": "StepScaling"},
    ),
    Row(
        type="aws:appautoscaling/scheduledAction:ScheduledAction",
        service="application-autoscaling",
        key={**TARGET, "ScheduledActionName": "name"},
        create=Op("PutScheduledAction"),
        read=(
            Op(
                "DescribeScheduledActions",
                send={"ScheduledActionNames[0]": "{name}"},
                at="ScheduledActions[ScheduledActionName={name}]",
            ),
        ),
        update=(Put(Op("PutScheduledAction")),),
        delete=(Op("DeleteScheduledAction", only=()),),
        id="{name}-{serviceNamespace}-{resourceId}",
        imports=None,
        name=Name(),
        renames={"name": "ScheduledActionName", "arn": "ScheduledActionARN"},
        defaults={"timezone": "UTC"},
    ),
)
