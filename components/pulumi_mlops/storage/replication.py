"""BucketReplication: a bucket's objects, copied to a bucket of another region under a key that is there."""

import pulumi
import pulumi_aws as aws
from pydantic import Field

from ..access.role import PATH, ROLE_NAME_LIMIT, ExecutionRole, ExecutionRoleArgs, wearing
from ..access.statements import Statement, statement
from ..args import Args, Arn, Input, KmsKeyArn, Region
from ..component import Account, Component
from ..naming import physical_name
from .bucket_policy import within

READ = ["s3:GetObjectVersionAcl", "s3:GetObjectVersionForReplication", "s3:GetObjectVersionTagging"]
READ_LOCKS = ["s3:GetObjectLegalHold", "s3:GetObjectRetention"]
WRITE = ["s3:ReplicateDelete", "s3:ReplicateObject", "s3:ReplicateTags"]


class BucketReplicationArgs(Args):
    """What a BucketReplication is made of."""

    bucket: Input[str] = Field(description="Name of the bucket that is copied.")
    bucket_arn: Input[Arn] = Field(description="ARN of that bucket.")
    kms_key_arn: Input[KmsKeyArn] = Field(description="Customer key of that bucket.")
    replica_arn: Input[Arn] = Field(description="ARN of the bucket that receives the copies.")
    replica_kms_key_arn: Input[KmsKeyArn] = Field(description="Customer key of the copies, in their region.")
    replica_region: Region = Field(description="Region of the copies.")
    permissions_boundary: Input[Arn] | None = Field(None, description="Policy that bounds the role.")


class BucketReplication(Component, token="mlops:storage:BucketReplication"):
    """A rule that copies whatever is written from now on, deletions too, by a role that can do just that."""

    role_arn: pulumi.Output[str]

    def __init__(self, name: str, args: BucketReplicationArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        role = ExecutionRole(
            name,
            ExecutionRoleArgs(
                service="s3.amazonaws.com",
                statements=copying(args, self.account),
                permissions_boundary=args.permissions_boundary,
                tags=self.tags,
            ),
            self.child,
        )
        aws.s3.BucketReplicationConfig(
            f"{name}-rule",
            bucket=args.bucket,
            role=role.arn,
            rules=[
                aws.s3.BucketReplicationConfigRuleArgs(
                    id="everything",
                    priority=1,
                    status="Enabled",
                    filter=aws.s3.BucketReplicationConfigRuleFilterArgs(prefix=""),
                    delete_marker_replication=aws.s3.BucketReplicationConfigRuleDeleteMarkerReplicationArgs(
                        status="Enabled"
                    ),
                    source_selection_criteria=aws.s3.BucketReplicationConfigRuleSourceSelectionCriteriaArgs(
                        sse_kms_encrypted_objects=aws.s3.BucketReplicationConfigRuleSourceSelectionCriteriaSseKmsEncryptedObjectsArgs(
                            status="Enabled"
                        )
                    ),
                    destination=aws.s3.BucketReplicationConfigRuleDestinationArgs(
                        bucket=args.replica_arn,
                        encryption_configuration=aws.s3.BucketReplicationConfigRuleDestinationEncryptionConfigurationArgs(
                            replica_kms_key_id=args.replica_kms_key_arn
                        ),
                    ),
                )
            ],
            opts=wearing(self, role),
        )
        self.publish(role_arn=role.arn)


def replication_role_arn(name: str, account: Account) -> pulumi.Output[str]:
    """The ARN of the role of the replication of that name, known before it is made: buckets must let it through."""
    return account.global_arn("iam", f"role{PATH}", physical_name(name, ROLE_NAME_LIMIT))


def copying(args: BucketReplicationArgs, account: Account) -> list[Statement]:
    """What S3 does to copy objects that KMS encrypts.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
    """
    source, copy = pulumi.Output.from_input(args.bucket_arn), pulumi.Output.from_input(args.replica_arn)
    return [
        statement(["s3:GetReplicationConfiguration", "s3:ListBucket"], [source]),
        statement([*READ, *READ_LOCKS], [within(source)]),
        statement(WRITE, [within(copy)]),
        statement(["kms:Decrypt"], [args.kms_key_arn], when=_through_s3(account.region)),
        statement(
            ["kms:Encrypt", "kms:GenerateDataKey"], [args.replica_kms_key_arn], when=_through_s3(args.replica_region)
        ),
    ]


def _through_s3(region: Input[str]) -> dict[str, dict[str, pulumi.Output[str]]]:
    return {"StringEquals": {"kms:ViaService": pulumi.Output.concat("s3.", region, ".amazonaws.com")}}
