"""Listings: actions that name no resource, so that a policy can only give them on `*`.

AWS's service authorization reference says so of each; tests/components/test_star_resources.py holds them to it.
"""

MODELS = tuple(
    f"sagemaker:{call}"
    for call in (
        *(f"List{kind}Jobs" for kind in ("HyperParameterTuning", "Processing", "Training", "Transform")),
        *(f"List{kind}" for kind in ("Apps", "EndpointConfigs", "Endpoints", "Experiments", "FeatureGroups")),
        *(
            f"List{kind}"
            for kind in ("ModelPackageGroups", "ModelPackages", "Models", "NotebookInstances", "Pipelines")
        ),
        *("ListTrialComponents", "ListTrials", "Search"),
    )
)
"""What there is in SageMaker, by name."""
STUDIO = (
    "elasticfilesystem:DescribeFileSystems",
    *(f"sagemaker:List{kind}" for kind in ("Domains", "Spaces", "UserProfiles")),
)
"""What there is of Studio, and the file systems of its homes."""
METRICS = ("cloudwatch:GetMetricData", "cloudwatch:GetMetricStatistics", "cloudwatch:ListMetrics")
NETWORKS = tuple(
    f"ec2:Describe{what}"
    for what in (
        *("DhcpOptions", "FlowLogs", "NetworkInterfaces", "RouteTables", "SecurityGroups", "Subnets"),
        *("VpcEndpoints", "Vpcs"),
    )
)
CONFIGURATION = (
    "cloudtrail:DescribeTrails", "cloudtrail:LookupEvents", "config:DescribeComplianceByConfigRule",
    "config:DescribeConfigRules", "kms:ListAliases", "kms:ListKeys", "s3:ListAllMyBuckets",
)  # fmt: skip
"""How the account is set up, and who did what."""
GLUE_SECURITY = tuple(f"glue:{verb}SecurityConfiguration" for verb in ("Create", "Delete", "Get"))
LAKE = tuple(
    f"lakeformation:{call}"
    for call in (
        *("DeregisterResource", "DescribeResource", "GrantPermissions", "ListPermissions", "RegisterResource"),
        "RevokePermissions",
    )
)
"""Who may query which tables."""
LOG_DELIVERY = (
    *(f"logs:{verb}LogDelivery" for verb in ("Create", "Delete", "Get", "Update")),
    *(f"logs:{call}" for call in ("DescribeResourcePolicies", "ListLogDeliveries", "PutResourcePolicy")),
)
"""https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html"""
TRACING = tuple(
    f"xray:{call}" for call in ("GetSamplingRules", "GetSamplingTargets", "PutTelemetryRecords", "PutTraceSegments")
)
"""https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html"""
