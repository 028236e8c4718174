"""A feature group that the first release made grows in place under this one: nothing of it is replaced."""

from local.session import REGION

STACK = "grown-local"
COMMON = """
import pulumi
import pulumi_mlops as mlops
from pulumi_aws import sagemaker
from pulumi_mlops.access import jobs

TAGS = {"product": "churn", "environment": "local", "owner": "me", "cost-center": "1"}
TAGS["data-classification"] = "internal"
boundary = mlops.PermissionsBoundary("boundary", mlops.PermissionsBoundaryArgs(jobs_in_vpc=False, tags=TAGS))
key = mlops.EncryptionKey("key", mlops.EncryptionKeyArgs(tags=TAGS, disposable=True))
logs = mlops.LogBucket("logs", mlops.LogBucketArgs(tags=TAGS, disposable=True))
kept = {"kms_key_arn": key.arn, "log_bucket": logs.bucket, "tags": TAGS, "disposable": True}
bucket = mlops.Bucket("store", mlops.BucketArgs(**kept))
"""
FIRST = '''
class FirstRelease(pulumi.ComponentResource):
    """What FeatureGroup registered in the first release."""

    def __init__(self):
        super().__init__("mlops:features:FeatureGroup", "usage")
        account = boundary.account
        store = jobs.FeatureStore(store=jobs.Objects(bucket_arn=bucket.arn, prefix="features/"), kms_key_arns=[key.arn])
        role = mlops.ExecutionRole(
            "usage-store",
            mlops.ExecutionRoleArgs(
                service="sagemaker.amazonaws.com", statements=store.statements(account),
                permissions_boundary=boundary.arn, tags=TAGS,
            ),
            pulumi.ResourceOptions(parent=self),
        )
        sagemaker.FeatureGroup(
            "usage-group",
            feature_group_name="grown-local-usage",
            description=None,
            record_identifier_feature_name="id",
            event_time_feature_name="at",
            feature_definitions=[
                sagemaker.FeatureGroupFeatureDefinitionArgs(feature_name=name, feature_type="String")
                for name in ("id", "at")
            ],
            role_arn=role.arn,
            online_store_config=sagemaker.FeatureGroupOnlineStoreConfigArgs(
                enable_online_store=True,
                security_config=sagemaker.FeatureGroupOnlineStoreConfigSecurityConfigArgs(kms_key_id=key.arn),
            ),
            offline_store_config=sagemaker.FeatureGroupOfflineStoreConfigArgs(
                s3_storage_config=sagemaker.FeatureGroupOfflineStoreConfigS3StorageConfigArgs(
                    s3_uri=pulumi.Output.concat("s3://", bucket.bucket, "/features"), kms_key_id=key.arn
                ),
                table_format="Glue",
            ),
            tags=TAGS,
            opts=pulumi.ResourceOptions(parent=self, depends_on=[role.ready]),
        )


FirstRelease()
'''
NOW = """
shared = {"kms_key_arn": key.arn, "bucket_arn": bucket.arn, "permissions_boundary": boundary.arn, "tags": TAGS}
store = mlops.FeatureStore("feature-store", mlops.FeatureStoreArgs.model_validate(shared))
group = {"record_id": "id", "event_time": "at", "features": {"id": "string", "at": "string", "charge": "fractional"}}
more = {"bucket": bucket.bucket, "additions_function": store.additions_function, "disposable": True}
mlops.FeatureGroup("usage", mlops.FeatureGroupArgs.model_validate({**group, **shared, **more}))
"""


def test_a_group_of_the_first_release_grows_and_nothing_of_it_is_replaced(laptop):
    project = laptop.program("grown", COMMON + FIRST)
    steps = (("stack", "init"), ("config", "set", "aws:region", REGION), ("up", "--yes", "--skip-preview"))
    for words in steps:
        done = laptop.pulumi(*words, *([STACK] if words[0] == "stack" else ["--stack", STACK]), project=project)
        assert done.returncode == 0, done.stdout + done.stderr
    sagemaker, name = laptop.client("sagemaker"), {"FeatureGroupName": "grown-local-usage"}
    born = sagemaker.describe_feature_group(**name)["CreationTime"]
    project.joinpath("__main__.py").write_text(COMMON + NOW)
    steps = laptop.steps(STACK, project)
    assert {op for step, op in steps.items() if "feature-store" not in step and "additions" not in step} == set()
    assert set(steps.values()) == {"create"}
    done = laptop.pulumi("up", "--yes", "--skip-preview", "--stack", STACK, project=project)
    assert done.returncode == 0, done.stdout + done.stderr
    now = sagemaker.describe_feature_group(**name)
    assert ([one["FeatureName"] for one in now["FeatureDefinitions"]], now["CreationTime"]) == (
        ["id", "at", "charge"],
        born,
    )
    assert laptop.steps(STACK, project) == {}
