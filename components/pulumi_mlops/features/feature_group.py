"""FeatureGroup: the features of one kind of record, online and offline, encrypted under the customer key."""

from typing import Any, Self

import pulumi
from pulumi_aws import lambda_, sagemaker
from pydantic import Field, model_validator

from ..access import jobs
from ..access.role import ExecutionRole, ExecutionRoleArgs, wearing
from ..access.statements import use_key
from ..args import Args, Arn, Input, KmsKeyArn, wrong
from ..component import Component
from ..documents import as_json
from ..naming import physical_name
from . import evolution
from .schema import Schema, Storage, definition


class FeatureGroupArgs(Schema, Args):
    """What a FeatureGroup is made of."""

    kms_key_arn: Input[KmsKeyArn] = Field(description="Customer key for both stores.")
    bucket: Input[str] | None = Field(None, description="Name of the bucket of the offline store.")
    bucket_arn: Input[Arn] | None = Field(None, description="ARN of that bucket.")
    permissions_boundary: Input[Arn] | None = Field(None, description="Policy that bounds the role.")
    additions_function: Input[str] | None = Field(
        None, description="Name of a FeatureStore's function, which adds features in place; none: they are refused."
    )
    disposable: bool = Field(False, description="Neither protected nor retained: for laptops and what is thrown away.")

    @model_validator(mode="after")
    def _with_a_bucket_for_its_history(self) -> Self:
        for field in ("bucket", "bucket_arn"):
            if self.offline is not None and getattr(self, field) is None:
                raise wrong("is required: the offline store keeps its objects there", field)
        return self


class FeatureGroup(Component, token="mlops:features:FeatureGroup"):
    """A feature group that nothing removes by accident: it grows in place, is protected and retained unless it is
    disposable, and refuses every change that would replace it."""

    feature_group_name: pulumi.Output[str]
    arn: pulumi.Output[str]
    offline_uri: pulumi.Output[str] | None
    """Below which its history lies; none without an offline store."""
    table: pulumi.Output[dict[str, str]] | None
    """Where its history is asked for: `catalog`, `database` and `table_name`; none without an offline store."""
    history_uri: pulumi.Output[str] | None
    """Where exactly it lies; none without an offline store."""

    def __init__(self, name: str, args: FeatureGroupArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        group_name, provider = physical_name(name), self.get_provider("aws:index:Provider")
        function = args.additions_function
        asked = function if isinstance(function, str) else None
        evolution.check({group_name: args}, provider, grows=function is not None, function=asked)
        role = self._role(name, args)
        definitions = [definition(*feature) for feature in args.features.items()]
        group = sagemaker.FeatureGroup(
            f"{name}-group",
            feature_group_name=group_name,
            description=args.description,
            record_identifier_feature_name=args.record_id,
            event_time_feature_name=args.event_time,
            feature_definitions=[_definition(made) for made in definitions],
            role_arn=role.arn,
            online_store_config=_online(args),
            offline_store_config=_offline(group_name, args),
            throughput_config=_throughput(args),
            tags=self.tags,
            # Features of a group that is there would replace it. They are added by the call below.
            opts=wearing(
                self,
                role,
                protect=not args.disposable,
                retain_on_delete=not args.disposable,
                ignore_changes=["featureDefinitions"],
            ),
        )
        if args.additions_function is not None:
            lambda_.Invocation(
                f"{name}-additions",
                function_name=args.additions_function,
                lifecycle_scope="CRUD",
                input=as_json({"group": group.feature_group_name, "features": definitions}),
                opts=self.child,
            )
        self.publish(
            feature_group_name=group.feature_group_name,
            arn=group.arn,
            offline_uri=_uri(args),
            table=group.offline_store_config.apply(_table) if args.offline else None,
            history_uri=group.offline_store_config.apply(_history) if args.offline else None,
        )

    def _role(self, name: str, args: FeatureGroupArgs) -> ExecutionRole:
        """Who writes the offline store. pulumi-aws asks for a role where there is none, too."""
        statements = use_key(args.kms_key_arn)
        if args.offline and args.bucket_arn:
            store = jobs.Objects(bucket_arn=args.bucket_arn, prefix="features/")
            statements = jobs.FeatureStore(store=store, kms_key_arns=[args.kms_key_arn]).statements(self.account)
        return ExecutionRole(
            f"{name}-store",
            ExecutionRoleArgs(
                service="sagemaker.amazonaws.com",
                statements=statements,
                permissions_boundary=args.permissions_boundary,
                tags=self.tags,
            ),
            self.child,
        )


def _definition(made: dict[str, Any]) -> sagemaker.FeatureGroupFeatureDefinitionArgs:
    vector = made.get("CollectionConfig", {}).get("VectorConfig")
    return sagemaker.FeatureGroupFeatureDefinitionArgs(
        feature_name=made["FeatureName"],
        feature_type=made["FeatureType"],
        collection_type=made.get("CollectionType"),
        collection_config=sagemaker.FeatureGroupFeatureDefinitionCollectionConfigArgs(
            vector_config=sagemaker.FeatureGroupFeatureDefinitionCollectionConfigVectorConfigArgs(
                dimension=vector["Dimension"]
            )
        )
        if vector
        else None,
    )


def _online(args: FeatureGroupArgs) -> sagemaker.FeatureGroupOnlineStoreConfigArgs | None:
    if args.online is None:
        return None
    ttl = args.online.ttl_days
    return sagemaker.FeatureGroupOnlineStoreConfigArgs(
        enable_online_store=True,
        security_config=sagemaker.FeatureGroupOnlineStoreConfigSecurityConfigArgs(kms_key_id=args.kms_key_arn),
        # What was made before there was a choice named no storage, and naming it now would replace it.
        storage_type=None if args.online.storage is Storage.STANDARD else args.online.storage.of_service,
        ttl_duration=sagemaker.FeatureGroupOnlineStoreConfigTtlDurationArgs(unit="Days", value=ttl) if ttl else None,
    )


def _offline(group_name: str, args: FeatureGroupArgs) -> sagemaker.FeatureGroupOfflineStoreConfigArgs | None:
    uri = _uri(args)
    if args.offline is None or uri is None:
        return None
    return sagemaker.FeatureGroupOfflineStoreConfigArgs(
        s3_storage_config=sagemaker.FeatureGroupOfflineStoreConfigS3StorageConfigArgs(
            s3_uri=uri, kms_key_id=args.kms_key_arn
        ),
        table_format=args.offline.format.of_service,
        data_catalog_config=sagemaker.FeatureGroupOfflineStoreConfigDataCatalogConfigArgs(
            catalog="AwsDataCatalog",
            database=evolution.database_of(args.offline.database),
            table_name=group_name.replace("-", "_"),
        )
        if args.offline.database
        else None,
    )


def _uri(args: FeatureGroupArgs) -> pulumi.Output[str] | None:
    """Below which the service makes a folder for the group."""
    return pulumi.Output.concat("s3://", args.bucket, "/features") if args.offline and args.bucket else None


def _table(store: Any) -> dict[str, str]:
    made = store.data_catalog_config
    return {"catalog": made.catalog, "database": made.database, "table_name": made.table_name} if made else {}


def _history(store: Any) -> str:
    return store.s3_storage_config.resolved_output_s3_uri


def _throughput(args: FeatureGroupArgs) -> sagemaker.FeatureGroupThroughputConfigArgs | None:
    if args.throughput is None:
        return None
    return sagemaker.FeatureGroupThroughputConfigArgs(
        throughput_mode="Provisioned",
        provisioned_read_capacity_units=args.throughput.read_units or None,
        provisioned_write_capacity_units=args.throughput.write_units,
    )
