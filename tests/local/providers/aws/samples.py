"""Samples: for each row, inputs to create, changes in place, and inputs that replace (the real ForceNew set)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ACCOUNT = "123456789012"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/sagemaker"
KEY_ARN = f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "sagemaker.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ],
    }
)


def policy(action: str, resource: str = "*") -> str:
    """A policy of one statement."""
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
        "Action": [action],
        "Resource": resource,
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def role_policy(action: str) -> str:
    """A policy as a role has it: without a principal."""
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": action, "Resource": "*"}]})


@dataclass(frozen=True)
class Sample:
    """`{type}` in inputs stands for the id of a resource of that type, made first from its own sample; `{type.output}`
    for one of its outputs."""

    inputs: Mapping[str, Any]
    updates: Mapping[str, Any] = field(default_factory=dict)
    """Input -> a new value that is set without replacing."""
    replaces: Mapping[str, Any] = field(default_factory=dict)
    """Input -> a new value that replaces."""
    import_id: str = ""
    """The id `import` takes, when it is not the resource's id; a template of outputs."""
    write_only: tuple[str, ...] = ()
    """Inputs AWS does not give back, so that an import cannot know them."""
    stays: bool = False
    """AWS keeps it after a delete (a setting, not an object)."""


TAGS = {"owner": "retention", "env": "local"}
OTHER_TAGS = {"owner": "fraud", "cost": "4711"}
DEFINITION = {"Version": "2020-12-01", "Steps": [{"Name": "Train", "Type": "Training", "Arguments": {}}]}
DASHBOARD = {"widgets": [{"type": "text", "x": 0, "y": 0, "width": 3, "height": 3, "properties": {"markdown": "hi"}}]}
VARIANT = {
    "variantName": "main",
    "modelName": "{aws:sagemaker/model:Model}",
    "initialInstanceCount": 2,
    "instanceType": "ml.m5.large",
    "initialVariantWeight": 1,
}
LOGGING = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "logging.s3.amazonaws.com"},
                "Action": "s3:PutObject",
                "Resource": "arn:aws:s3:::{aws:s3/bucket:Bucket}/*",
            }
        ],
    }
)
BUCKET = "{aws:s3/bucket:Bucket}"
TOPIC = "{aws:sns/topic:Topic}"
QUEUE_ARN = "{aws:sqs/queue:Queue.arn}"
TARGET = {
    "resourceId": "{aws:appautoscaling/target:Target}",
    "scalableDimension": "sagemaker:variant:DesiredInstanceCount",
    "serviceNamespace": "sagemaker",
}

SAMPLES: dict[str, Sample] = {
    "aws:kms/key:Key": Sample(
        {
            "description": "all data of churn",
            "enableKeyRotation": True,
            "deletionWindowInDays": 7,
            "policy": policy("kms:*"),
            "tags": TAGS,
        },
        updates={
            "description": "all data",
            "enableKeyRotation": False,
            "isEnabled": False,
            "policy": policy("kms:Decrypt"),
            "deletionWindowInDays": 8,
            "tags": OTHER_TAGS,
        },
        replaces={"keyUsage": "SIGN_VERIFY", "customerMasterKeySpec": "RSA_2048", "multiRegion": True},
        write_only=("deletionWindowInDays", "bypassPolicyLockoutSafetyCheck"),
    ),
    "aws:kms/alias:Alias": Sample(
        {"name": "alias/churn", "targetKeyId": "{aws:kms/key:Key}"},
        replaces={"name": "alias/other"},
    ),
    "aws:kms/keyPolicy:KeyPolicy": Sample(
        {"keyId": "{aws:kms/key:Key}", "policy": policy("kms:*")},
        updates={"policy": policy("kms:Decrypt")},
        replaces={"keyId": "1234abcd-12ab-34cd-56ef-1234567890ab"},
        write_only=("bypassPolicyLockoutSafetyCheck",),
        stays=True,
    ),
    "aws:s3/bucket:Bucket": Sample(
        {"forceDestroy": True, "tags": TAGS},
        updates={"tags": OTHER_TAGS, "forceDestroy": False},
        replaces={"bucket": "another-bucket", "objectLockEnabled": True},
    ),
    "aws:s3/bucketVersioning:BucketVersioning": Sample(
        {"bucket": BUCKET, "versioningConfiguration": {"status": "Enabled"}},
        updates={"versioningConfiguration": {"status": "Suspended"}},
        replaces={"bucket": "another-bucket", "expectedBucketOwner": ACCOUNT},
        stays=True,
    ),
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": Sample(
        {
            "bucket": BUCKET,
            "rules": [
                {
                    "applyServerSideEncryptionByDefault": {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": KEY_ARN},
                    "bucketKeyEnabled": True,
                }
            ],
        },
        updates={"rules": [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}}]},
        replaces={"bucket": "another-bucket", "expectedBucketOwner": ACCOUNT},
    ),
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": Sample(
        {
            "bucket": BUCKET,
            "blockPublicAcls": True,
            "blockPublicPolicy": True,
            "ignorePublicAcls": True,
            "restrictPublicBuckets": True,
        },
        updates={"blockPublicAcls": False, "restrictPublicBuckets": False},
        replaces={"bucket": "another-bucket"},
    ),
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": Sample(
        {"bucket": BUCKET, "rule": {"objectOwnership": "BucketOwnerEnforced"}},
        updates={"rule": {"objectOwnership": "BucketOwnerPreferred"}},
        replaces={"bucket": "another-bucket"},
    ),
    "aws:s3/bucketPolicy:BucketPolicy": Sample(
        {"bucket": BUCKET, "policy": LOGGING},
        updates={"policy": policy("s3:PutObject", "arn:aws:s3:::x/*")},
        replaces={"bucket": "another-bucket"},
    ),
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": Sample(
        {
            "bucket": BUCKET,
            "rules": [
                {
                    "id": "expire-old-versions",
                    "status": "Enabled",
                    "filter": {"prefix": "raw/"},
                    "noncurrentVersionExpiration": {"noncurrentDays": 90},
                    "abortIncompleteMultipartUpload": {"daysAfterInitiation": 7},
                }
            ],
        },
        updates={
            "rules": [{"id": "expire", "status": "Enabled", "filter": {"prefix": ""}, "expiration": {"days": 30}}]
        },
        replaces={"bucket": "another-bucket", "expectedBucketOwner": ACCOUNT},
    ),
    "aws:s3/bucketLogging:BucketLogging": Sample(
        {"bucket": BUCKET, "targetBucket": "{aws:s3/bucketPolicy:BucketPolicy}", "targetPrefix": "log/"},
        updates={"targetPrefix": "access/"},
        replaces={"bucket": "another-bucket", "expectedBucketOwner": ACCOUNT},
    ),
    "aws:s3/bucketObjectv2:BucketObjectv2": Sample(
        {"bucket": BUCKET, "key": "raw/a.csv", "content": "a,b\n1,2\n", "contentType": "text/csv", "tags": TAGS},
        updates={"content": "a,b\n3,4\n", "contentType": "text/plain", "tags": OTHER_TAGS},
        replaces={"bucket": "another-bucket", "key": "raw/b.csv"},
        write_only=("content",),
    ),
    "aws:iam/role:Role": Sample(
        {
            "assumeRolePolicy": TRUST,
            "description": "runs training",
            "permissionsBoundary": f"arn:aws:iam::{ACCOUNT}:policy/boundary",
            "tags": TAGS,
        },
        updates={
            "assumeRolePolicy": TRUST.replace("sagemaker", "lambda"),
            "description": "runs jobs",
            "maxSessionDuration": 7200,
            "managedPolicyArns": ["{aws:iam/policy:Policy}"],
            "permissionsBoundary": f"arn:aws:iam::{ACCOUNT}:policy/other",
            "forceDetachPolicies": True,
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other", "path": "/mlops/"},
        write_only=("forceDetachPolicies",),
    ),
    "aws:iam/policy:Policy": Sample(
        {"description": "reads data", "policy": role_policy("s3:GetObject"), "tags": TAGS},
        updates={"policy": role_policy("s3:PutObject"), "tags": OTHER_TAGS},
        replaces={"name": "other", "path": "/mlops/", "description": "other"},
    ),
    "aws:iam/rolePolicy:RolePolicy": Sample(
        {"role": "{aws:iam/role:Role}", "policy": role_policy("s3:GetObject")},
        updates={"policy": role_policy("s3:PutObject")},
        replaces={"role": "other", "name": "other"},
    ),
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": Sample(
        {"role": "{aws:iam/role:Role}", "policyArn": "{aws:iam/policy:Policy}"},
        replaces={"role": "other", "policyArn": "arn:aws:iam::aws:policy/AdministratorAccess"},
    ),
    "aws:sagemaker/featureGroup:FeatureGroup": Sample(
        {
            "featureGroupName": "customer-usage",
            "recordIdentifierFeatureName": "customer_id",
            "eventTimeFeatureName": "observed_at",
            "roleArn": ROLE,
            "description": "what customers use",
            "featureDefinitions": [
                {"featureName": "customer_id", "featureType": "String"},
                {"featureName": "observed_at", "featureType": "String"},
            ],
            "onlineStoreConfig": {
                "enableOnlineStore": True,
                "securityConfig": {"kmsKeyId": KEY_ARN},
                "ttlDuration": {"unit": "Days", "value": 30},
            },
            "offlineStoreConfig": {
                "s3StorageConfig": {"s3Uri": "s3://curated/features", "kmsKeyId": KEY_ARN},
            },
            "tags": TAGS,
        },
        updates={"tags": OTHER_TAGS},
        replaces={
            "featureGroupName": "other",
            "recordIdentifierFeatureName": "observed_at",
            "eventTimeFeatureName": "customer_id",
            "roleArn": ROLE + "2",
            "description": "other",
            "featureDefinitions": [{"featureName": "customer_id", "featureType": "Integral"}],
            "offlineStoreConfig": {"s3StorageConfig": {"s3Uri": "s3://other/features"}},
            "onlineStoreConfig": {
                "enableOnlineStore": True,
                "securityConfig": {"kmsKeyId": KEY_ARN[:-1] + "c"},
                "ttlDuration": {"unit": "Days", "value": 30},
            },
        },
    ),
    "aws:sagemaker/pipeline:Pipeline": Sample(
        {
            "pipelineName": "churn-training",
            "pipelineDisplayName": "churn-training",
            "roleArn": ROLE,
            "pipelineDefinition": json.dumps(DEFINITION),
            "parallelismConfiguration": {"maxParallelExecutionSteps": 2},
            "tags": TAGS,
        },
        updates={
            "pipelineDefinition": json.dumps({**DEFINITION, "Parameters": []}),
            "pipelineDisplayName": "churn",
            "roleArn": ROLE + "2",
            "parallelismConfiguration": {"maxParallelExecutionSteps": 3},
            "tags": OTHER_TAGS,
        },
        replaces={"pipelineName": "other"},
    ),
    "aws:sagemaker/modelPackageGroup:ModelPackageGroup": Sample(
        {"modelPackageGroupName": "churn", "modelPackageGroupDescription": "all versions", "tags": TAGS},
        updates={"tags": OTHER_TAGS},
        replaces={"modelPackageGroupName": "other", "modelPackageGroupDescription": "other"},
    ),
    "aws:sagemaker/model:Model": Sample(
        {
            "executionRoleArn": ROLE,
            "enableNetworkIsolation": True,
            "primaryContainer": {
                "image": f"{ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/churn@sha256:{'a' * 64}",
                "modelDataUrl": "s3://models/churn.tar.gz",
                "environment": {"LOG_LEVEL": "info"},
            },
            "vpcConfig": {"subnets": ["subnet-1", "subnet-2"], "securityGroupIds": ["sg-1"]},
            "tags": TAGS,
        },
        updates={"tags": OTHER_TAGS},
        replaces={
            "name": "other",
            "executionRoleArn": ROLE + "2",
            "enableNetworkIsolation": False,
            "primaryContainer": {"image": "other"},
            "vpcConfig": {"subnets": ["subnet-3"], "securityGroupIds": ["sg-1"]},
        },
    ),
    "aws:sagemaker/endpointConfiguration:EndpointConfiguration": Sample(
        {
            "kmsKeyArn": KEY_ARN,
            "productionVariants": [VARIANT],
            "dataCaptureConfig": {
                "enableCapture": True,
                "initialSamplingPercentage": 100,
                "destinationS3Uri": "s3://capture/churn",
                "kmsKeyId": KEY_ARN,
                "captureOptions": [{"captureMode": "Input"}, {"captureMode": "Output"}],
            },
            "tags": TAGS,
        },
        updates={"tags": OTHER_TAGS},
        replaces={
            "name": "other",
            "kmsKeyArn": KEY_ARN[:-1] + "c",
            "productionVariants": [{**VARIANT, "instanceType": "ml.m5.xlarge"}],
            "dataCaptureConfig": {
                "enableCapture": False,
                "initialSamplingPercentage": 100,
                "destinationS3Uri": "s3://capture/churn",
                "captureOptions": [{"captureMode": "Input"}],
            },
            "executionRoleArn": ROLE,
        },
    ),
    "aws:sagemaker/endpoint:Endpoint": Sample(
        {
            "name": "churn",
            "endpointConfigName": "{aws:sagemaker/endpointConfiguration:EndpointConfiguration}",
            "tags": TAGS,
        },
        updates={"tags": OTHER_TAGS},
        replaces={"name": "other"},
    ),
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
    "aws:sns/topic:Topic": Sample(
        {"displayName": "alarms", "kmsMasterKeyId": KEY_ARN, "tags": TAGS},
        updates={
            "displayName": "churn alarms",
            "kmsMasterKeyId": "alias/aws/sns",
            "signatureVersion": 2,
            "deliveryPolicy": json.dumps({"http": {"disableSubscriptionOverrides": False}}),
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other", "fifoTopic": True},
        write_only=("signatureVersion",),
    ),
    "aws:sns/topicPolicy:TopicPolicy": Sample(
        {"arn": TOPIC, "policy": policy("sns:Publish")},
        updates={"policy": policy("sns:Subscribe")},
        replaces={"arn": "arn:aws:sns:eu-west-1:123456789012:other"},
        stays=True,
    ),
    "aws:sns/topicSubscription:TopicSubscription": Sample(
        {"topic": TOPIC, "protocol": "sqs", "endpoint": QUEUE_ARN, "rawMessageDelivery": True},
        updates={"rawMessageDelivery": False, "filterPolicy": json.dumps({"kind": ["drift"]})},
        replaces={
            "topic": "arn:aws:sns:eu-west-1:123456789012:other",
            "protocol": "email",
            "endpoint": "a@example.com",
        },
        write_only=("confirmationTimeoutInMinutes",),
    ),
    "aws:cloudwatch/metricAlarm:MetricAlarm": Sample(
        {
            "name": "churn-5xx",
            "alarmDescription": "the endpoint fails",
            "comparisonOperator": "GreaterThanThreshold",
            "evaluationPeriods": 2,
            "datapointsToAlarm": 2,
            "metricName": "Invocation5XXErrors",
            "namespace": "AWS/SageMaker",
            "period": 60,
            "statistic": "Sum",
            "threshold": 0.5,
            "dimensions": {"EndpointName": "churn", "VariantName": "main"},
            "alarmActions": [TOPIC],
            "okActions": [TOPIC],
            "treatMissingData": "breaching",
            "tags": TAGS,
        },
        updates={
            "alarmDescription": "other",
            "comparisonOperator": "GreaterThanOrEqualToThreshold",
            "evaluationPeriods": 3,
            "period": 300,
            "threshold": 4,
            "dimensions": {"EndpointName": "churn"},
            "alarmActions": [],
            "actionsEnabled": False,
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other"},
    ),
    "aws:cloudwatch/dashboard:Dashboard": Sample(
        {"dashboardName": "churn", "dashboardBody": json.dumps(DASHBOARD)},
        updates={"dashboardBody": json.dumps({"widgets": []})},
        replaces={"dashboardName": "other"},
    ),
    "aws:cloudwatch/logGroup:LogGroup": Sample(
        {"name": "/mlops/churn", "retentionInDays": 30, "kmsKeyId": KEY_ARN, "tags": TAGS},
        updates={"retentionInDays": 90, "tags": OTHER_TAGS},
        replaces={"name": "/mlops/other", "logGroupClass": "INFREQUENT_ACCESS"},
    ),
    "aws:cloudwatch/eventRule:EventRule": Sample(
        {
            "description": "a package was approved",
            "eventPattern": json.dumps({"source": ["aws.sagemaker"], "detail": {"ModelApprovalStatus": ["Approved"]}}),
            "state": "ENABLED",
            "tags": TAGS,
        },
        updates={
            "description": "other",
            "eventPattern": json.dumps({"source": ["aws.s3"]}),
            "state": "DISABLED",
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other", "eventBusName": "other"},
    ),
    "aws:cloudwatch/eventTarget:EventTarget": Sample(
        {
            "rule": "{aws:cloudwatch/eventRule:EventRule}",
            "arn": QUEUE_ARN,
            "targetId": "queue",
            "input": json.dumps({"kind": "approved"}),
            "deadLetterConfig": {"arn": QUEUE_ARN},
            "retryPolicy": {"maximumRetryAttempts": 3, "maximumEventAgeInSeconds": 300},
        },
        updates={
            "arn": "arn:aws:sqs:eu-west-1:123456789012:other",
            "input": json.dumps({"kind": "rejected"}),
            "retryPolicy": {"maximumRetryAttempts": 4, "maximumEventAgeInSeconds": 300},
        },
        replaces={"rule": "other", "targetId": "other", "eventBusName": "other"},
        import_id="{rule}/{targetId}",
    ),
    "aws:sqs/queue:Queue": Sample(
        {
            "messageRetentionSeconds": 1209600,
            "kmsMasterKeyId": KEY_ARN,
            "policy": policy("sqs:SendMessage"),
            "tags": TAGS,
        },
        updates={
            "visibilityTimeoutSeconds": 60,
            "messageRetentionSeconds": 600,
            "policy": policy("sqs:ReceiveMessage"),
            "redrivePolicy": json.dumps({"deadLetterTargetArn": QUEUE_ARN, "maxReceiveCount": 4}),
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other", "fifoQueue": True},
    ),
    "aws:glue/catalogDatabase:CatalogDatabase": Sample(
        {"name": "churn", "description": "curated data", "parameters": {"a": "b"}, "tags": TAGS},
        updates={"description": "other", "locationUri": "s3://curated/", "parameters": {"a": "c"}, "tags": OTHER_TAGS},
        replaces={"name": "other", "catalogId": "210987654321"},
    ),
    "aws:ec2/vpc:Vpc": Sample(
        {"cidrBlock": "10.0.0.0/16", "enableDnsHostnames": True, "tags": TAGS},
        updates={"enableDnsHostnames": False, "enableDnsSupport": False, "tags": OTHER_TAGS},
        replaces={"cidrBlock": "10.1.0.0/16", "instanceTenancy": "dedicated"},
    ),
    "aws:ec2/subnet:Subnet": Sample(
        {
            "vpcId": "{aws:ec2/vpc:Vpc}",
            "cidrBlock": "10.0.1.0/24",
            "availabilityZone": "eu-west-1a",
            "tags": TAGS,
        },
        updates={"mapPublicIpOnLaunch": True, "tags": OTHER_TAGS},
        replaces={"vpcId": "vpc-0", "cidrBlock": "10.0.2.0/24", "availabilityZone": "eu-west-1b"},
    ),
    "aws:ec2/securityGroup:SecurityGroup": Sample(
        {
            "name": "endpoint",
            "description": "what the endpoint may reach",
            "vpcId": "{aws:ec2/vpc:Vpc}",
            "egress": [
                {"protocol": "tcp", "fromPort": 443, "toPort": 443, "cidrBlocks": ["10.0.0.0/16"], "description": "S3"}
            ],
            "tags": TAGS,
        },
        updates={
            "egress": [{"protocol": "tcp", "fromPort": 443, "toPort": 443, "cidrBlocks": ["10.0.1.0/24"]}],
            "ingress": [{"protocol": "tcp", "fromPort": 8080, "toPort": 8080, "self": True}],
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other", "description": "other", "vpcId": "vpc-0"},
    ),
    "aws:ssm/parameter:Parameter": Sample(
        {"name": "/mlops/churn/version", "type": "String", "value": "3", "description": "live", "tags": TAGS},
        updates={"value": "4", "description": "other", "tags": OTHER_TAGS},
        replaces={"name": "/mlops/other"},
    ),
    "aws:secretsmanager/secret:Secret": Sample(
        {"name": "churn/token", "description": "a token", "kmsKeyId": KEY_ARN, "recoveryWindowInDays": 0, "tags": TAGS},
        updates={
            "description": "other",
            "kmsKeyId": KEY_ARN[:-1] + "c",
            "policy": policy("secretsmanager:GetSecretValue"),
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other"},
        write_only=("recoveryWindowInDays",),
    ),
    "aws:secretsmanager/secretVersion:SecretVersion": Sample(
        {"secretId": "{aws:secretsmanager/secret:Secret}", "secretString": "s3cr3t"},
        replaces={"secretId": "other", "secretString": "other"},
        stays=True,
    ),
}
