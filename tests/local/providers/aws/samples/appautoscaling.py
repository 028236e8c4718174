"""Samples of Application Auto Scaling."""

from tests.local.providers.aws.samples.sample import Sample

TARGET = {
    "resourceId": "{aws:appautoscaling/target:Target}",
    "scalableDimension": "sagemaker:variant:DesiredInstanceCount",
    "serviceNamespace": "sagemaker",
}

SAMPLES: dict[str, Sample] = {
    "aws:appautoscaling/target:Target": Sample(
        {
            "resourceId": "endpoint/{aws:sagemaker/endpoint:Endpoint}/variant/main",
            "scalableDimension": "sagemaker:variant:DesiredInstanceCount",
            "serviceNamespace": "sagemaker",
            "minCapacity": 2,
            "maxCapacity": 6,
        },
        updates={"minCapacity": 3, "maxCapacity": 8},
        replaces={
            "resourceId": "endpoint/other/variant/main",
            "scalableDimension": "sagemaker:variant:DesiredProvisionedConcurrency",
            "serviceNamespace": "ecs",
        },
        import_id="{serviceNamespace}/{resourceId}/{scalableDimension}",
        not_replaced="a second variant would need another endpoint",
    ),
    "aws:appautoscaling/policy:Policy": Sample(
        {
            **TARGET,
            "name": "invocations",
            "policyType": "TargetTrackingScaling",
            "targetTrackingScalingPolicyConfiguration": {
                "targetValue": 70,
                "predefinedMetricSpecification": {"predefinedMetricType": "SageMakerVariantInvocationsPerInstance"},
                "scaleInCooldown": 300,
                "scaleOutCooldown": 60,
            },
        },
        updates={
            "targetTrackingScalingPolicyConfiguration": {
                "targetValue": 50,
                "predefinedMetricSpecification": {"predefinedMetricType": "SageMakerVariantInvocationsPerInstance"},
            }
        },
        replaces={
            "name": "other",
            "resourceId": "endpoint/other/variant/main",
            "scalableDimension": "sagemaker:variant:DesiredProvisionedConcurrency",
            "serviceNamespace": "ecs",
        },
        import_id="{serviceNamespace}/{resourceId}/{scalableDimension}/{name}",
    ),
    "aws:appautoscaling/scheduledAction:ScheduledAction": Sample(
        {
            **TARGET,
            "name": "night",
            "schedule": "cron(0 22 * * ? *)",
            "scalableTargetAction": {"minCapacity": 1, "maxCapacity": 2},
        },
        updates={
            "schedule": "cron(0 23 * * ? *)",
            "timezone": "Europe/Berlin",
            "startTime": "2090-01-01T00:00:00Z",
            "endTime": "2091-01-01T00:00:00Z",
            "scalableTargetAction": {"minCapacity": 0, "maxCapacity": 1},
        },
        replaces={
            "name": "other",
            "resourceId": "endpoint/other/variant/main",
            "scalableDimension": "sagemaker:variant:DesiredProvisionedConcurrency",
            "serviceNamespace": "ecs",
        },
    ),
}
