"""FeatureGroup: the features of one kind of record, online and offline, encrypted under the customer key."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Self

import pulumi
import pulumi_aws as aws
from pydantic import Field, model_validator

from ..access import jobs
from ..access.role import ExecutionRole, ExecutionRoleArgs, wearing
from ..args import Args, Arn, FeatureName, Input, KmsKeyArn, Settings, wrong
from ..component import Component
from ..naming import physical_name


class FeatureType(StrEnum):
    """The service's three types, in the spec's lower case. A time is text (ISO 8601) or fractional (Unix seconds)."""

    STRING = "string"
    INTEGRAL = "integral"
    FRACTIONAL = "fractional"

    @property
    def of_service(self) -> str:
        """As SageMaker spells it."""
        return self.value.capitalize()


class OnlineStore(Settings):
    """The store that answers single records at once."""

    ttl_days: int | None = Field(None, ge=1, le=3650, description="Days until a record expires; none: never.")


class FeatureGroupSettings(Settings):
    """What a person chooses of a FeatureGroup."""

    record_id: FeatureName = Field(description="The feature that identifies a record.")
    event_time: FeatureName = Field(description="The feature that says when the record was true.")
    features: Mapping[FeatureName, FeatureType] = Field(
        min_length=2, max_length=2500, description="Each feature's type: string, integral or fractional."
    )
    description: str | None = Field(None, max_length=128, description="What the features are, for those who search.")
    online: OnlineStore | None = Field(
        default_factory=lambda: OnlineStore(ttl_days=None), description="The online store; null for offline only."
    )

    @model_validator(mode="after")
    def _identified_and_timed(self) -> Self:
        for role in ("record_id", "event_time"):
            named = getattr(self, role)
            if named not in self.features:
                raise wrong(f'"{named}" must be one of the features: {", ".join(self.features)}', role)
        if self.features[self.event_time] is FeatureType.INTEGRAL:
            text = "the event time must be string (ISO 8601) or fractional (Unix seconds)"
            raise wrong(text, "features", self.event_time)
        return self


class FeatureGroupArgs(FeatureGroupSettings, Args):
    """What a FeatureGroup is made of."""

    kms_key_arn: Input[KmsKeyArn] = Field(description="Customer key for both stores.")
    bucket: Input[str] = Field(description="Name of the bucket of the offline store.")
    bucket_arn: Input[Arn] = Field(description="ARN of that bucket.")
    permissions_boundary: Input[Arn] | None = Field(None, description="Policy that bounds the role.")
    disposable: bool = Field(False, description="Not protected: for laptops and throw-away environments.")


class FeatureGroup(Component, token="mlops:features:FeatureGroup"):
    """A feature group that nothing removes by accident: it is protected unless it is disposable."""

    feature_group_name: pulumi.Output[str]
    arn: pulumi.Output[str]
    offline_uri: pulumi.Output[str]

    def __init__(self, name: str, args: FeatureGroupArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        role = ExecutionRole(
            f"{name}-store",
            ExecutionRoleArgs(
                service="sagemaker.amazonaws.com",
                statements=jobs.FeatureStore(
                    store=jobs.Objects(bucket_arn=args.bucket_arn, prefix="features/"), kms_key_arns=[args.kms_key_arn]
                ).statements(self.account),
                permissions_boundary=args.permissions_boundary,
                tags=self.tags,
            ),
            self.child,
        )
        group = aws.sagemaker.FeatureGroup(
            f"{name}-group",
            feature_group_name=physical_name(name),
            description=args.description,
            record_identifier_feature_name=args.record_id,
            event_time_feature_name=args.event_time,
            feature_definitions=[
                aws.sagemaker.FeatureGroupFeatureDefinitionArgs(feature_name=feature, feature_type=kind.of_service)
                for feature, kind in args.features.items()
            ],
            role_arn=role.arn,
            online_store_config=_online(args),
            offline_store_config=aws.sagemaker.FeatureGroupOfflineStoreConfigArgs(
                s3_storage_config=aws.sagemaker.FeatureGroupOfflineStoreConfigS3StorageConfigArgs(
                    s3_uri=pulumi.Output.concat("s3://", args.bucket, "/features"), kms_key_id=args.kms_key_arn
                ),
                table_format="Glue",
            ),
            tags=self.tags,
            opts=wearing(self, role, protect=not args.disposable),
        )
        self.publish(
            feature_group_name=group.feature_group_name,
            arn=group.arn,
            offline_uri=pulumi.Output.concat("s3://", args.bucket, "/features"),
        )


def _online(args: FeatureGroupArgs) -> aws.sagemaker.FeatureGroupOnlineStoreConfigArgs | None:
    if args.online is None:
        return None
    return aws.sagemaker.FeatureGroupOnlineStoreConfigArgs(
        enable_online_store=True,
        security_config=aws.sagemaker.FeatureGroupOnlineStoreConfigSecurityConfigArgs(kms_key_id=args.kms_key_arn),
        ttl_duration=(
            aws.sagemaker.FeatureGroupOnlineStoreConfigTtlDurationArgs(unit="Days", value=args.online.ttl_days)
            if args.online.ttl_days
            else None
        ),
    )
