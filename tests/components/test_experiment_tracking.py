"""ExperimentTracking: an MLflow app or server whose role reaches one prefix of one bucket."""

import inspect
import json
from importlib import import_module

import botocore.session
import pulumi
import pulumi_mlops as mlops
import pytest
from pulumi_mlops.access.statements import document as policy
from pulumi_mlops.access.statements import log_runs
from pydantic import ValidationError

KEY = "arn:aws:kms:eu-west-1:123456789012:key/k-1"
BUCKET = "arn:aws:s3:::runs"
HERE = "arn:aws:sagemaker:eu-west-1:123456789012:"
LINKS = {"artifact_bucket": "runs", "artifact_bucket_arn": BUCKET, "kms_key_arn": KEY, "tags": {"owner": "me"}}
APP = "aws:sagemaker/mlflowApp:MlflowApp"
CREATING = ("CreateMlflowApp", "CreateMlflowTrackingServer")
SERVER = "aws:sagemaker/mlflowTrackingServer:MlflowTrackingServer"


def make(**given):
    made = mlops.ExperimentTracking("tracking", mlops.ExperimentTrackingArgs(**LINKS, **given))
    return [made.artifact_uri]


def may(engine):
    return json.loads(engine.one("aws:iam/rolePolicy:RolePolicy")["policy"])["Statement"]


def test_it_is_an_app_which_costs_nothing_while_idle_unless_a_server_is_asked_for(engine):
    assert engine.build(make) == ["s3://runs/mlflow"]
    assert engine.one(APP) == {
        "name": "churn-local-tracking",
        "artifactStoreUri": "s3://runs/mlflow",
        "modelRegistrationMode": "AutoModelRegistrationDisabled",
        "weeklyMaintenanceWindowStart": "Sun:03:00",
        "roleArn": "arn:aws:iam::123456789012:role/churn-local-tracking",
        "tags": {"owner": "me"},
    }
    assert engine.all(SERVER) == []


def test_a_server_has_the_size_and_version_asked_for(engine):
    engine.build(lambda: make(server={"size": "Medium", "version": "3.0"}, register_models=True))
    assert engine.one(SERVER) == {
        "trackingServerName": "churn-local-tracking",
        "trackingServerSize": "Medium",
        "mlflowVersion": "3.0",
        "artifactStoreUri": "s3://runs/mlflow",
        "automaticModelRegistration": True,
        "weeklyMaintenanceWindowStart": "Sun:03:00",
        "roleArn": "arn:aws:iam::123456789012:role/churn-local-tracking",
        "tags": {"owner": "me"},
    }
    assert engine.all(APP) == []


def test_its_role_reaches_the_files_of_runs_and_nothing_else(engine):
    engine.build(make)
    assert [(one["Action"], one["Resource"], one.get("Condition")) for one in may(engine)] == [
        (["s3:GetObject", "s3:GetObjectVersion"], [f"{BUCKET}/mlflow/*"], None),
        (["s3:ListBucket"], [BUCKET], {"StringLike": {"s3:prefix": ["mlflow/*"]}}),
        (["s3:GetBucketLocation"], [BUCKET], None),
        (["s3:PutObject", "s3:AbortMultipartUpload"], [f"{BUCKET}/mlflow/*"], None),
        (["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"], [KEY], None),
        (["kms:CreateGrant"], [KEY], {"Bool": {"kms:GrantIsForAWSResource": "true"}}),
    ]


def test_its_role_registers_models_only_where_that_is_asked_for(engine):
    engine.build(lambda: make(register_models=True))
    groups, versions = f"{HERE}model-package-group/*", f"{HERE}model-package/*"
    kept = ["sagemaker:CreateModelPackage", "sagemaker:UpdateModelPackage"]
    assert [(one["Effect"], one["Action"], one["Resource"]) for one in may(engine)[6:]] == [
        ("Allow", ["sagemaker:CreateModelPackageGroup", "sagemaker:DescribeModelPackageGroup"], [groups]),
        ("Allow", kept, [groups, versions]),
        ("Deny", kept, [groups, versions]),
        ("Allow", ["sagemaker:AddTags"], [groups, versions]),
    ]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"maintenance_start": "Sunday 3:00"}, "must be a day and a time in UTC, for example Sun:03:00"),
        ({"maintenance_start": "Sun:24:00"}, "must be a day and a time in UTC, for example Sun:03:00"),
        ({"server": {"version": "latest"}}, "must be a version, for example 3.0"),
        ({"server": {"size": "Huge"}}, "Input should be 'Small', 'Medium' or 'Large'"),
    ],
)
def test_what_sagemaker_would_refuse_is_refused_before(given, told):
    with pytest.raises(ValidationError) as error:
        make(**given)
    assert [detail["msg"] for detail in error.value.errors()] == [told]


def test_who_logs_runs_deletes_none_and_reaches_one_mlflow_only(engine):
    tracking = f"{HERE}mlflow-app/app-1"
    (only,) = json.loads(engine.build(lambda: policy(log_runs(pulumi.Output.from_input(tracking)))))["Statement"]
    assert only["Resource"] == [tracking]
    assert {"sagemaker-mlflow:Create*", "sagemaker-mlflow:Log*"} < set(only["Action"])
    assert [action for action in only["Action"] if "Delete" in action or action.endswith(":*")] == []


def test_no_provider_has_an_input_for_the_key_of_an_apps_own_records_yet():
    """SageMaker takes one of an app, and none of a server. Once a provider does, pass kms_key_arn and mend the docs."""
    sagemaker = botocore.session.get_session().get_service_model("sagemaker")
    taken = {kind: "KmsKeyId" in sagemaker.operation_model(kind).input_shape.members for kind in CREATING}
    assert taken == {"CreateMlflowApp": True, "CreateMlflowTrackingServer": False}
    for provider in ("pulumi_aws", "pulumi_aws_native"):
        inputs = inspect.signature(import_module(f"{provider}.sagemaker").MlflowAppArgs.__init__).parameters
        assert "artifact_store_uri" in inputs
        assert [name for name in inputs if "kms" in name] == []
