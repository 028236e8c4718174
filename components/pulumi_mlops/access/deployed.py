"""Deployed: the types of resources that products have, and the calls that make, read, change and delete each.

To add a type: write it into its service below, with its calls by IAM's names (the service authorization reference has
them; those that name no resource go to `elsewhere`), and where the names of such resources are not yet covered by
`where`, their ARN. What is missing is told by
tests/stacks/test_deployed.py: it holds every type that the product's build registers, and every call that the local
provider's row of that type makes, against the policy of CI. Whether the calls suffice is told by
tests/e2e/test_ci_deploys.py, which brings a product up and down as CI. A service that is new needs a line in
`boundary.SERVICES`, too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Deployed:
    """What CI may do in one service. Calls are names of actions, separated by blanks."""

    service: str
    """As IAM and ARNs write it."""
    where: Sequence[str]
    """ARNs from the sixth field on, where {stack} is a stack's name."""
    types: Mapping[str, str]
    """Type, without its `aws:` -> calls."""
    every: str = ""
    """Calls for each of the types."""
    elsewhere: Mapping[str, str] = field(default_factory=dict[str, str])
    """Resource -> calls that know no narrower one."""
    tagged: Literal["", "Request", "Resource"] = ""
    """What has no name of ours is known by the tags that the request brings, or the resource has."""

    @property
    def calls(self) -> list[str]:
        """All of them but those elsewhere, each once, as IAM's actions."""
        words = " ".join([*self.types.values(), self.every]).split()
        return [f"{self.service}:{call}" for call in dict.fromkeys(words)]


TAGS = "ListTagsForResource TagResource UntagResource"

SERVICES = (
    Deployed(
        "sagemaker",
        where=("*/{stack}-*",),
        types={
            "sagemaker/dataQualityJobDefinition:DataQualityJobDefinition": "CreateDataQualityJobDefinition "
            "DeleteDataQualityJobDefinition DescribeDataQualityJobDefinition",
            "sagemaker/endpoint:Endpoint": "CreateEndpoint DeleteEndpoint DescribeEndpoint UpdateEndpoint "
            "UpdateEndpointWeightsAndCapacities",
            "sagemaker/endpointConfiguration:EndpointConfiguration": "CreateEndpointConfig DeleteEndpointConfig "
            "DescribeEndpointConfig",
            "sagemaker/featureGroup:FeatureGroup": "CreateFeatureGroup DeleteFeatureGroup DescribeFeatureGroup "
            "UpdateFeatureGroup",
            "sagemaker/model:Model": "CreateModel DeleteModel DescribeModel",
            "sagemaker/modelCard:ModelCard": "CreateModelCard DeleteModelCard DescribeModelCard UpdateModelCard",
            "sagemaker/modelPackageGroup:ModelPackageGroup": "CreateModelPackageGroup DeleteModelPackageGroup "
            "DescribeModelPackageGroup",
            "sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy": "DeleteModelPackageGroupPolicy "
            "GetModelPackageGroupPolicy PutModelPackageGroupPolicy",
            "sagemaker/monitoringSchedule:MonitoringSchedule": "CreateMonitoringSchedule DeleteMonitoringSchedule "
            "DescribeMonitoringSchedule UpdateMonitoringSchedule",
            "sagemaker/pipeline:Pipeline": "CreatePipeline DeletePipeline DescribePipeline UpdatePipeline",
        },
        every="AddTags DeleteTags ListTags",
    ),
    Deployed(
        "application-autoscaling",
        where=("scalable-target/*",),
        types={
            "appautoscaling/policy:Policy": "DeleteScalingPolicy PutScalingPolicy",
            "appautoscaling/scheduledAction:ScheduledAction": "DeleteScheduledAction PutScheduledAction",
            "appautoscaling/target:Target": f"DeregisterScalableTarget RegisterScalableTarget {TAGS}",
        },
        elsewhere={"*": "DescribeScalableTargets DescribeScalingPolicies DescribeScheduledActions"},
    ),
    Deployed(
        "cloudwatch",
        where=("alarm:{stack}-*",),
        types={
            "cloudwatch/compositeAlarm:CompositeAlarm": "DeleteAlarms DescribeAlarms PutCompositeAlarm",
            "cloudwatch/metricAlarm:MetricAlarm": "DeleteAlarms DescribeAlarms PutMetricAlarm",
        },
        every=TAGS,
    ),
    Deployed(
        "logs",
        where=("log-group:/aws/*/{stack}-*",),
        types={
            "cloudwatch/logGroup:LogGroup": "AssociateKmsKey CreateLogGroup DeleteLogGroup DeleteRetentionPolicy "
            "DisassociateKmsKey PutLogGroupDeletionProtection PutRetentionPolicy " + TAGS,
        },
        elsewhere={"log-group:*": "DescribeLogGroups"},
    ),
    Deployed(
        "sns",
        where=("{stack}-*",),
        types={
            "sns/topic:Topic": f"CreateTopic DeleteTopic GetTopicAttributes SetTopicAttributes {TAGS}",
            "sns/topicPolicy:TopicPolicy": "GetTopicAttributes SetTopicAttributes",
            "sns/topicSubscription:TopicSubscription": "GetSubscriptionAttributes SetSubscriptionAttributes Subscribe "
            "Unsubscribe",
        },
    ),
    Deployed(
        "events",
        where=("*/{stack}-*",),
        types={
            "cloudwatch/eventArchive:EventArchive": "CreateArchive DeleteArchive DescribeArchive UpdateArchive",
            "cloudwatch/eventBus:EventBus": "CreateEventBus DeleteEventBus DescribeEventBus UpdateEventBus",
            "cloudwatch/eventRule:EventRule": "DeleteRule DescribeRule DisableRule EnableRule PutRule",
            "cloudwatch/eventTarget:EventTarget": "ListTargetsByRule PutTargets RemoveTargets",
        },
        every=TAGS,
    ),
    Deployed(
        "scheduler",
        where=("*/{stack}-*",),
        types={
            "scheduler/schedule:Schedule": "CreateSchedule DeleteSchedule GetSchedule UpdateSchedule",
            "scheduler/scheduleGroup:ScheduleGroup": f"CreateScheduleGroup DeleteScheduleGroup GetScheduleGroup {TAGS}",
        },
    ),
    Deployed(
        "states",
        where=("*:{stack}-*",),
        types={
            "sfn/stateMachine:StateMachine": "CreateStateMachine DeleteStateMachine DescribeStateMachine "
            f"ListStateMachineVersions UpdateStateMachine {TAGS}",
        },
        elsewhere={"*": "ValidateStateMachineDefinition"},
    ),
    Deployed(
        "glue",
        # A name in the catalog has no hyphens. The catalog itself is asked for, too, with each database and table.
        where=("catalog", "*/{stack}-*", "*/{stack_}_*"),
        types={
            "glue/catalogDatabase:CatalogDatabase": "CreateDatabase DeleteDatabase GetDatabase UpdateDatabase",
            "glue/catalogTable:CatalogTable": "CreateTable DeleteTable GetTable UpdateTable",
            "glue/connection:Connection": "CreateConnection DeleteConnection GetConnection UpdateConnection",
            "glue/crawler:Crawler": "DeleteCrawler GetCrawler UpdateCrawler",
            "glue/dataQualityRuleset:DataQualityRuleset": "DeleteDataQualityRuleset GetDataQualityRuleset "
            "UpdateDataQualityRuleset",
            "glue/job:Job": "CreateJob DeleteJob GetJob UpdateJob",
            "glue/securityConfiguration:SecurityConfiguration": "",
            "glue/trigger:Trigger": "CreateTrigger DeleteTrigger GetTrigger StartTrigger StopTrigger UpdateTrigger",
        },
        every="GetTags TagResource UntagResource",
        elsewhere={
            "*": "CreateCrawler CreateDataQualityRuleset CreateSecurityConfiguration DeleteSecurityConfiguration "
            "GetSecurityConfiguration"
        },
    ),
    Deployed(
        "lakeformation",
        where=("*",),
        types={
            "lakeformation/permissions:Permissions": "GrantPermissions ListPermissions RevokePermissions",
            "lakeformation/resource:Resource": "DeregisterResource DescribeResource RegisterResource",
        },
    ),
    Deployed(
        "sqs",
        where=("{stack}-*",),
        types={
            "sqs/queue:Queue": "CreateQueue DeleteQueue GetQueueAttributes GetQueueUrl ListQueueTags "
            "SetQueueAttributes TagQueue UntagQueue",
            "sqs/queuePolicy:QueuePolicy": "GetQueueAttributes SetQueueAttributes",
        },
    ),
    Deployed(
        "athena",
        where=("*/{stack}-*",),
        types={
            "athena/namedQuery:NamedQuery": "CreateNamedQuery DeleteNamedQuery GetNamedQuery",
            "athena/workgroup:Workgroup": f"CreateWorkGroup DeleteWorkGroup GetWorkGroup UpdateWorkGroup {TAGS}",
        },
    ),
    Deployed(
        "dynamodb",
        where=("table/{stack}-*",),
        types={
            "dynamodb/table:Table": "CreateTable DeleteTable DescribeContinuousBackups DescribeTable "
            "DescribeTimeToLive ListTagsOfResource TagResource UntagResource UpdateContinuousBackups UpdateTable "
            "UpdateTimeToLive",
        },
    ),
    Deployed(
        "lambda",
        where=("function:{stack}-*",),
        types={
            "lambda/function:Function": "CreateFunction DeleteFunction DeleteFunctionCodeSigningConfig "
            "DeleteFunctionConcurrency GetFunction* ListTags ListVersionsByFunction PublishVersion "
            "PutFunctionCodeSigningConfig PutFunctionConcurrency TagResource UntagResource UpdateFunctionCode "
            "UpdateFunctionConfiguration",
            "lambda/invocation:Invocation": "GetFunctionConfiguration InvokeFunction",
        },
    ),
    # The zone of a subnet is asked for where a connection of Glue is put into it (`data/ingestion.py`).
    Deployed("ec2", where=("*",), types={}, every="DescribeSubnets"),
    # What a feature group has is asked before anything is made of it (`features/evolution.py`).
    Deployed("cloudformation", where=("*",), types={}, every="GetResource"),
    Deployed(
        "s3",
        where=("{stack}-*",),
        types={
            "s3/bucket:Bucket": "CreateBucket DeleteBucket GetAccelerateConfiguration GetBucket* ListBucket "
            "ListBucketVersions PutBucketTagging",
            "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": "GetLifecycleConfiguration "
            "PutLifecycleConfiguration",
            "s3/bucketLogging:BucketLogging": "GetBucketLogging PutBucketLogging",
            "s3/bucketNotification:BucketNotification": "GetBucketNotification PutBucketNotification",
            "s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": "GetBucketObjectLockConfiguration "
            "PutBucketObjectLockConfiguration",
            "s3/bucketOwnershipControls:BucketOwnershipControls": "PutBucketOwnershipControls",
            "s3/bucketPolicy:BucketPolicy": "DeleteBucketPolicy PutBucketPolicy",
            "s3/bucketPublicAccessBlock:BucketPublicAccessBlock": "PutBucketPublicAccessBlock",
            "s3/bucketReplicationConfig:BucketReplicationConfig": "GetReplicationConfiguration "
            "PutReplicationConfiguration",
            "s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": "GetEncryption"
            "Configuration PutEncryptionConfiguration",
            "s3/bucketVersioning:BucketVersioning": "PutBucketVersioning",
        },
    ),
    # Scripts of Glue's jobs, and nothing else that lies in a bucket.
    Deployed(
        "s3",
        where=("{stack}-*/glue/*",),
        types={
            "s3/bucketObjectv2:BucketObjectv2": "DeleteObject DeleteObjectTagging DeleteObjectVersion "
            "GetObject GetObjectTagging PutObject PutObjectTagging",
        },
    ),
    # The catalog writes an Iceberg table's first metadata in the name of who makes the table (`data/tables.py`):
    # https://docs.aws.amazon.com/lake-formation/latest/dg/creating-iceberg-tables.html
    Deployed(
        "s3",
        where=("{stack}-*/datasets/*/table/metadata/*",),
        types={"glue/catalogTable:CatalogTable": "DeleteObject GetObject PutObject"},
    ),
    # A key has no name before it exists. Its tags say whose it is, from the call that makes it.
    Deployed("kms", where=("*",), tagged="Request", types={"kms/key:Key": "CreateKey TagResource"}),
    Deployed(
        "kms",
        where=("key/*",),
        tagged="Resource",
        types={
            "kms/alias:Alias": "CreateAlias DeleteAlias UpdateAlias",
            "kms/key:Key": "CreateGrant DescribeKey DisableKey DisableKeyRotation EnableKey EnableKeyRotation Get* "
            "ListResourceTags PutKeyPolicy ScheduleKeyDeletion TagResource UntagResource UpdateKeyDescription",
        },
    ),
    Deployed(
        "kms",
        where=("alias/{stack}-*",),
        types={"kms/alias:Alias": "CreateAlias DeleteAlias UpdateAlias"},
        elsewhere={"*": "ListAliases"},
    ),
)

ROLES: Mapping[str, Sequence[str]] = {
    "iam/role:Role": ("AttachRolePolicy", "CreateRole", "DetachRolePolicy"),
    "iam/rolePolicy:RolePolicy": ("DeleteRolePolicy", "PutRolePolicy"),
}
"""Calls that are allowed under a boundary of the platform only (`deploying.py`)."""
TYPES = frozenset(f"aws:{one}" for each in (*(service.types for service in SERVICES), ROLES) for one in each)
"""Every type that CI can deploy."""
