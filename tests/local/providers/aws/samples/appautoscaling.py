"""Samples of Application Auto Scaling."""

from tests.local.providers.aws.samples.sample import ROLE, Sample

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
            "roleArn": ROLE,
        },
        import_id="{serviceNamespace}/{resourceId}/{scalableDimension}",
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
}
