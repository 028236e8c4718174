"""The measured sets as an engineer writes them without our components: pulumi-aws alone, nothing of pulumi_mlops."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws
from pulumi import Output, ResourceOptions

from bench.flat_pipeline import definition

DIGEST = "sha256:" + "0" * 64
TAGS = {"product": "bench", "environment": "local", "owner": "us", "cost-center": "1", "data-classification": "public"}
VARIANT = "AllTraffic"
Json = dict[str, Any]
NOT_OVER_TLS: Json = {"Principal": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}

ADMINISTER = [
    "kms:CancelKeyDeletion", "kms:CreateAlias", "kms:DeleteAlias", "kms:Describe*", "kms:Disable*", "kms:Enable*",
    "kms:Get*", "kms:List*", "kms:Put*", "kms:RetireGrant", "kms:RevokeGrant", "kms:RotateKeyOnDemand",
    "kms:ScheduleKeyDeletion", "kms:TagResource", "kms:UntagResource", "kms:Update*",
]  # fmt: skip
USE = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
THROUGH = [
    "athena", "backup", "bedrock", "codebuild", "dynamodb", "ec2", "ecr", "elasticfilesystem", "firehose", "fsx",
    "glue", "kinesis", "lambda", "rds", "redshift", "s3", "sagemaker", "secretsmanager", "sns", "sqs", "ssm",
    "states",
]  # fmt: skip

JOBS = ("ProcessingJobs", "TrainingJobs")


@dataclass(frozen=True)
class Account:
    """Where the program works: looked up once."""

    id: Output[str]
    region: Output[str]
    partition: Output[str]

    def arn(self, service: str, rest: pulumi.Input[str]) -> Output[str]:
        """An ARN of this account and region."""
        return Output.concat("arn:", self.partition, f":{service}:", self.region, ":", self.id, ":", rest)

    def image(self, repository: str) -> Output[str]:
        """An image of this account's registry."""
        return Output.concat(self.id, ".dkr.ecr.", self.region, f".amazonaws.com/{repository}@{DIGEST}")


def register_flat(sets: int) -> None:
    """Register `sets` sets, the resources of `bench.sets.register`, without a component."""
    account = Account(
        id=aws.get_caller_identity_output().account_id,
        region=aws.get_region_output().region,
        partition=aws.get_partition_output().partition,
    )
    for number in range(sets):
        _one(f"s{number}", account)


def _one(name: str, account: Account) -> None:
    stem = f"{pulumi.get_stack()}-{name}"
    key = _key(name, stem, account)
    logs, _, logs_policy = _bucket(
        f"{name}-logs",
        account,
        encryption={"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}},
        noncurrent_days=30,
        retention=[{"id": "retention", "status": "Enabled", "filter": {"prefix": ""}, "expiration": {"days": 400}}],
        writer="logging.s3.amazonaws.com",
    )
    data, data_arn, _ = _bucket(
        f"{name}-data",
        account,
        encryption={
            "apply_server_side_encryption_by_default": {"sse_algorithm": "aws:kms", "kms_master_key_id": key.arn},
            "bucket_key_enabled": True,
        },
        noncurrent_days=90,
    )
    aws.s3.BucketLogging(
        f"{name}-data-logging",
        bucket=data.bucket,
        target_bucket=logs.bucket,
        target_prefix=Output.concat(data.bucket, "/"),
        opts=ResourceOptions(depends_on=[logs_policy]),
    )
    topic = aws.sns.Topic(f"{name}-alarms-topic", name=f"{stem}-alarms", kms_master_key_id=key.arn, tags=TAGS)
    publish = {"Action": ["sns:Publish"], "Resource": [topic.arn]}
    aws.sns.TopicPolicy(
        f"{name}-alarms-policy",
        arn=topic.arn,
        policy=_policy(
            [
                {"Effect": "Allow", **publish, **_service("cloudwatch.amazonaws.com", account)},
                {"Effect": "Deny", **publish, **NOT_OVER_TLS},
            ]
        ),
    )
    group = aws.sagemaker.ModelPackageGroup(
        f"{name}-models-group",
        model_package_group_name=f"{stem}-models",
        model_package_group_description="Versions of this product's model.",
        tags=TAGS,
    )
    _training(f"{name}-training", f"{stem}-training", account, key, data, data_arn, group)
    _endpoint(f"{name}-endpoint", f"{stem}-endpoint", account, key, data, data_arn, topic)


def _key(name: str, stem: str, account: Account) -> aws.kms.Key:
    root = Output.concat("arn:", account.partition, ":iam::", account.id, ":root")
    through = account.region.apply(lambda region: [f"{service}.{region}.amazonaws.com" for service in THROUGH])
    key = aws.kms.Key(
        f"{name}-key-key",
        description="Encrypts the data of this stack.",
        enable_key_rotation=True,
        rotation_period_in_days=365,
        deletion_window_in_days=30,
        policy=_policy(
            [
                {"Effect": "Allow", "Action": ADMINISTER, "Resource": ["*"], "Principal": {"AWS": root}},
                {
                    "Effect": "Allow",
                    "Action": [*USE, "kms:CreateGrant"],
                    "Resource": ["*"],
                    "Principal": {"AWS": root},
                    "Condition": {"StringEquals": {"kms:ViaService": through}},
                },
                {
                    "Effect": "Allow",
                    "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
                    "Resource": ["*"],
                    **_service("cloudwatch.amazonaws.com", account),
                },
                {
                    "Effect": "Allow",
                    "Action": USE,
                    "Resource": ["*"],
                    "Principal": {"Service": Output.concat("logs.", account.region, ".amazonaws.com")},
                    "Condition": {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": account.arn("logs", "*")}},
                },
            ]
        ),
        tags=TAGS,
    )
    aws.kms.Alias(f"{name}-key-alias", name=f"alias/{stem}-key", target_key_id=key.key_id)
    return key


def _bucket(
    name: str,
    account: Account,
    *,
    encryption: aws.s3.BucketServerSideEncryptionConfigurationRuleArgsDict,
    noncurrent_days: int,
    retention: Sequence[aws.s3.BucketLifecycleConfigurationRuleArgsDict] = (),
    writer: str | None = None,
) -> tuple[aws.s3.Bucket, Output[str], aws.s3.BucketPolicy]:
    """A private bucket; its ARN, built from the name so that a preview knows it; its policy."""
    bucket = aws.s3.Bucket(
        f"{name}-bucket",
        bucket=Output.concat(f"{pulumi.get_stack()}-{name}-", account.id, "-", account.region),
        force_destroy=True,
        tags=TAGS,
    )
    arn = Output.concat("arn:", account.partition, ":s3:::", bucket.bucket)
    objects = Output.concat(arn, "/*")
    public_access = aws.s3.BucketPublicAccessBlock(
        f"{name}-public-access",
        bucket=bucket.bucket,
        block_public_acls=True,
        block_public_policy=True,
        ignore_public_acls=True,
        restrict_public_buckets=True,
    )
    aws.s3.BucketOwnershipControls(
        f"{name}-ownership", bucket=bucket.bucket, rule={"object_ownership": "BucketOwnerEnforced"}
    )
    versioning = aws.s3.BucketVersioning(
        f"{name}-versioning", bucket=bucket.bucket, versioning_configuration={"status": "Enabled"}
    )
    aws.s3.BucketServerSideEncryptionConfiguration(f"{name}-encryption", bucket=bucket.bucket, rules=[encryption])
    aws.s3.BucketLifecycleConfiguration(
        f"{name}-lifecycle",
        bucket=bucket.bucket,
        rules=[
            {
                "id": "clean-up",
                "status": "Enabled",
                "filter": {"prefix": ""},
                "noncurrent_version_expiration": {"noncurrent_days": noncurrent_days},
                "abort_incomplete_multipart_upload": {"days_after_initiation": 7},
            },
            *retention,
        ],
        opts=ResourceOptions(depends_on=[versioning]),
    )
    statements: list[Json] = [{"Effect": "Deny", "Action": ["s3:*"], "Resource": [arn, objects], **NOT_OVER_TLS}]
    if writer:
        statements.append(
            {"Effect": "Allow", "Action": ["s3:PutObject"], "Resource": [objects], **_service(writer, account)}
        )
    policy = aws.s3.BucketPolicy(
        f"{name}-policy",
        bucket=bucket.bucket,
        policy=_policy(statements),
        opts=ResourceOptions(depends_on=[public_access]),
    )
    return bucket, arn, policy


def _training(
    name: str,
    stem: str,
    account: Account,
    key: aws.kms.Key,
    data: aws.s3.Bucket,
    data_arn: Output[str],
    group: aws.sagemaker.ModelPackageGroup,
) -> None:
    job, job_policy = _role(
        f"{name}-job",
        account,
        [
            *_read(data_arn, ""),
            *_read(data_arn, "training/"),
            *_write(data_arn, "training/"),
            *_use(key),
            *_container(account, "train", JOBS, JOBS),
        ],
    )
    jobs = [account.arn("sagemaker", f"{kind}/pipelines-*") for kind in ("processing-job", "training-job")]
    group_arn = account.arn("sagemaker", Output.concat("model-package-group/", group.model_package_group_name))
    versions = account.arn("sagemaker", Output.concat("model-package/", group.model_package_group_name, "/*"))
    run = [
        f"sagemaker:{verb}{kind}Job" for kind in ("Processing", "Training") for verb in ("Create", "Describe", "Stop")
    ]
    starter, starter_policy = _role(
        f"{name}-starter",
        account,
        [
            _allow(run, jobs),
            _allow(["sagemaker:AddTags", "sagemaker:ListTags"], jobs),
            _allow(["iam:PassRole"], [job.arn], {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}}),
            *_deny_unencrypted(),
            _allow(["sagemaker:DescribeModelPackageGroup"], [group_arn]),
            _allow(["sagemaker:CreateModelPackage", "sagemaker:DescribeModelPackage"], [group_arn, versions]),
            {
                "Effect": "Deny",
                "Action": ["sagemaker:CreateModelPackage", "sagemaker:UpdateModelPackage"],
                "Resource": [group_arn, versions],
                "Condition": {"StringEquals": {"sagemaker:ModelApprovalStatus": ["Approved", "Rejected"]}},
            },
            _allow(["sagemaker:AddTags", "sagemaker:ListTags"], [versions]),
            *_read(data_arn, "training/"),
            *_use(key),
        ],
    )
    aws.sagemaker.Pipeline(
        f"{name}-pipeline",
        pipeline_name=stem,
        pipeline_display_name=stem,
        pipeline_definition=Output.json_dumps(
            definition(account.image("train"), job.arn, key.arn, data.bucket, group.model_package_group_name)
        ),
        role_arn=starter.arn,
        tags=TAGS,
        opts=ResourceOptions(depends_on=[job_policy, starter_policy]),
    )


def _endpoint(
    name: str,
    stem: str,
    account: Account,
    key: aws.kms.Key,
    data: aws.s3.Bucket,
    data_arn: Output[str],
    topic: aws.sns.Topic,
) -> None:
    artifact = "models/1/model.tar.gz"
    logs = aws.cloudwatch.LogGroup(
        f"{name}-logs",
        name=f"/aws/sagemaker/Endpoints/{stem}",
        kms_key_id=key.arn,
        retention_in_days=400,
        tags=TAGS,
    )
    role, role_policy = _role(
        f"{name}-serving",
        account,
        [
            *_read(data_arn, artifact),
            *_write(data_arn, "capture/"),
            *_use(key),
            *_container(account, "serve", [f"Endpoints/{stem}"], ["Endpoints"]),
        ],
    )
    model = aws.sagemaker.Model(
        f"{name}-model",
        name=f"{stem}-1",
        execution_role_arn=role.arn,
        primary_container={
            "image": account.image("serve"),
            "model_data_url": Output.concat("s3://", data.bucket, f"/{artifact}"),
        },
        enable_network_isolation=True,
        tags=TAGS,
        opts=ResourceOptions(depends_on=[role_policy]),
    )
    config = aws.sagemaker.EndpointConfiguration(
        f"{name}-config",
        name=f"{stem}-1",
        kms_key_arn=key.arn,
        production_variants=[
            {
                "variant_name": VARIANT,
                "model_name": model.name,
                "instance_type": "ml.m5.large",
                "initial_instance_count": 2,
                "initial_variant_weight": 1.0,
            }
        ],
        data_capture_config={
            "enable_capture": True,
            "initial_sampling_percentage": 100,
            "destination_s3_uri": Output.concat("s3://", data.bucket, "/capture"),
            "kms_key_id": key.arn,
            "capture_options": [{"capture_mode": "Input"}, {"capture_mode": "Output"}],
        },
        tags=TAGS,
    )

    def alarm(
        what: str, metric: str, bound: int, statistic: str, minutes: int, host: bool
    ) -> aws.cloudwatch.MetricAlarm:
        percentile = statistic.startswith("p")
        return aws.cloudwatch.MetricAlarm(
            f"{name}-alarms-{what}",
            name=f"{stem}-{what}",
            alarm_description=f"{metric} ({statistic}) at {bound} or over, {minutes} min",
            namespace="/aws/sagemaker/Endpoints" if host else "AWS/SageMaker",
            metric_name=metric,
            dimensions={"EndpointName": stem, "VariantName": VARIANT},
            statistic=None if percentile else statistic,
            extended_statistic=statistic if percentile else None,
            comparison_operator="GreaterThanOrEqualToThreshold",
            threshold=bound,
            period=60,
            evaluation_periods=minutes,
            treat_missing_data="notBreaching",
            alarm_actions=[topic.arn],
            ok_actions=[topic.arn],
            tags=TAGS,
        )

    errors = alarm("errors", "Invocation5XXErrors", 1, "Sum", minutes=1, host=False)
    latency = alarm("latency", "ModelLatency", 1_000_000, "p99", minutes=3, host=False)
    alarm("memory", "MemoryUtilization", 85, "Maximum", minutes=3, host=True)
    alarm("disk", "DiskUtilization", 85, "Maximum", minutes=3, host=True)
    endpoint = aws.sagemaker.Endpoint(
        f"{name}-endpoint",
        name=stem,
        endpoint_config_name=config.name,
        deployment_config={
            "auto_rollback_configuration": {"alarms": [{"alarm_name": errors.name}, {"alarm_name": latency.name}]},
            "blue_green_update_policy": {
                "traffic_routing_configuration": {
                    "type": "CANARY",
                    "wait_interval_in_seconds": 900,
                    "canary_size": {"type": "CAPACITY_PERCENT", "value": 10},
                },
                "termination_wait_in_seconds": 300,
            },
        },
        tags=TAGS,
        opts=ResourceOptions(depends_on=[logs]),
    )
    target = aws.appautoscaling.Target(
        f"{name}-scaling",
        service_namespace="sagemaker",
        resource_id=Output.concat("endpoint/", endpoint.name, f"/variant/{VARIANT}"),
        scalable_dimension="sagemaker:variant:DesiredInstanceCount",
        min_capacity=2,
        max_capacity=4,
        tags=TAGS,
    )
    aws.appautoscaling.Policy(
        f"{name}-scaling-policy",
        name=f"{stem}-invocations",
        policy_type="TargetTrackingScaling",
        service_namespace=target.service_namespace,
        resource_id=target.resource_id,
        scalable_dimension=target.scalable_dimension,
        target_tracking_scaling_policy_configuration={
            "target_value": 600,
            "predefined_metric_specification": {"predefined_metric_type": "SageMakerVariantInvocationsPerInstance"},
            "scale_in_cooldown": 300,
            "scale_out_cooldown": 60,
        },
    )


def _role(name: str, account: Account, statements: Sequence[Json]) -> tuple[aws.iam.Role, aws.iam.RolePolicy]:
    trust = {
        "Effect": "Allow",
        "Action": ["sts:AssumeRole", "sts:SetSourceIdentity"],
        **_service("sagemaker.amazonaws.com", account),
    }
    role = aws.iam.Role(
        f"{name}-role",
        name=f"{pulumi.get_stack()}-{name}",
        path="/mlops/",
        assume_role_policy=_policy([trust]),
        tags=TAGS,
    )
    return role, aws.iam.RolePolicy(f"{name}-policy", name="job", role=role.name, policy=_policy(statements))


def _policy(statements: Sequence[Json]) -> Output[str]:
    return Output.json_dumps({"Version": "2012-10-17", "Statement": statements})


def _service(service: str, account: Account) -> Json:
    return {"Principal": {"Service": service}, "Condition": {"StringEquals": {"aws:SourceAccount": account.id}}}


def _allow(actions: Sequence[str], resources: Sequence[pulumi.Input[str]], when: Json | None = None) -> Json:
    made: Json = {"Effect": "Allow", "Action": actions, "Resource": resources}
    return {**made, "Condition": when} if when else made


def _deny_unencrypted() -> list[Json]:
    kinds = ("HyperParameterTuningJob", "MonitoringSchedule", "ProcessingJob", "TrainingJob", "TransformJob")
    created = [f"sagemaker:Create{kind}" for kind in kinds]
    own = ["ml.*d*.*", "ml.g5.*", "ml.g6.*", "ml.g6e.*", "ml.gr6.*", "ml.p5*", "ml.p6*", "ml.trn1*", "ml.trn2*"]
    missing = {
        key: {"Null": {f"sagemaker:{key}": "true", f"sagemaker:{key}Arn": "true"}}
        for key in ("VolumeKmsKey", "OutputKmsKey")
    }
    own_storage = {"ForAnyValue:StringNotLike": {"sagemaker:InstanceTypes": own}}
    return [
        {
            "Effect": "Deny",
            "Action": created,
            "Resource": ["*"],
            "Condition": {**missing["VolumeKmsKey"], **own_storage},
        },
        {"Effect": "Deny", "Action": created, "Resource": ["*"], "Condition": missing["OutputKmsKey"]},
    ]


def _read(bucket_arn: Output[str], prefix: str) -> list[Json]:
    return [
        _allow(["s3:GetObject", "s3:GetObjectVersion"], [Output.concat(bucket_arn, f"/{prefix}*")]),
        _allow(["s3:ListBucket"], [bucket_arn], {"StringLike": {"s3:prefix": [f"{prefix}*"]}} if prefix else None),
        _allow(["s3:GetBucketLocation"], [bucket_arn]),
    ]


def _write(bucket_arn: Output[str], prefix: str) -> list[Json]:
    return [_allow(["s3:PutObject", "s3:AbortMultipartUpload"], [Output.concat(bucket_arn, f"/{prefix}*")])]


def _use(key: aws.kms.Key) -> list[Json]:
    return [
        _allow(["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"], [key.arn]),
        _allow(["kms:CreateGrant"], [key.arn], {"Bool": {"kms:GrantIsForAWSResource": "true"}}),
    ]


def _container(account: Account, repository: str, logs: Sequence[str], metrics: Sequence[str]) -> list[Json]:
    """Pull the image, write logs, put metrics."""
    groups = [account.arn("logs", f"log-group:/aws/sagemaker/{name}") for name in logs]
    namespaces = [f"/aws/sagemaker/{name}" for name in metrics]
    return [
        _allow(
            ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            [account.arn("ecr", f"repository/{repository}")],
        ),
        _allow(["ecr:GetAuthorizationToken"], ["*"]),
        _allow(
            ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            [*groups, *(Output.concat(group, ":log-stream:*") for group in groups)],
        ),
        _allow(
            ["cloudwatch:PutMetricData"],
            ["*"],
            {"StringEquals": {"cloudwatch:namespace": namespaces[0] if len(namespaces) == 1 else namespaces}},
        ),
    ]
