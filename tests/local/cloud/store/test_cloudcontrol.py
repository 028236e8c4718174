"""Cloud Control and a service's own API see the same objects."""

import json

import pytest
from botocore.exceptions import ClientError

ROLE = "arn:aws:iam::123456789012:role/r"
GROUP = "AWS::SageMaker::FeatureGroup"
FEATURES = [{"FeatureName": "id", "FeatureType": "String"}, {"FeatureName": "at", "FeatureType": "String"}]


@pytest.fixture
def control(aws):
    return aws("cloudcontrol")


def create(control, kind, **properties):
    """Create and wait until it is at rest."""
    event = control.create_resource(TypeName=kind, DesiredState=json.dumps(properties))["ProgressEvent"]
    return finish(control, event)


def update(control, kind, identifier, *patch):
    event = control.update_resource(TypeName=kind, Identifier=identifier, PatchDocument=json.dumps(patch))
    return finish(control, event["ProgressEvent"])


def finish(control, event):
    waiter = control.get_waiter("resource_request_success")
    waiter.wait(RequestToken=event["RequestToken"], WaiterConfig={"Delay": 1, "MaxAttempts": 10})
    return control.get_resource_request_status(RequestToken=event["RequestToken"])["ProgressEvent"]


def properties(control, kind, identifier):
    found = control.get_resource(TypeName=kind, Identifier=identifier)["ResourceDescription"]
    assert found["Identifier"] == identifier
    return json.loads(found["Properties"])


def refused(call, **arguments) -> tuple[str, str]:
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    return caught.value.response["Error"]["Code"], caught.value.response["Error"]["Message"]


def test_what_it_makes_is_the_service_s_own(control, aws):
    event = create(
        control,
        "AWS::SageMaker::ModelPackageGroup",
        ModelPackageGroupName="churn",
        ModelPackageGroupDescription="d",
        Tags=[{"Key": "a", "Value": "b"}],
    )
    arn = "arn:aws:sagemaker:eu-west-1:123456789012:model-package-group/churn"
    assert (event["Identifier"], event["Operation"], event["OperationStatus"]) == (arn, "CREATE", "SUCCESS")
    own = aws("sagemaker").describe_model_package_group(ModelPackageGroupName="churn")
    assert (own["ModelPackageGroupArn"], own["ModelPackageGroupDescription"]) == (arn, "d")
    found = properties(control, "AWS::SageMaker::ModelPackageGroup", arn)
    assert (found["ModelPackageGroupName"], found["Tags"]) == ("churn", [{"Key": "a", "Value": "b"}])
    listed = control.list_resources(TypeName="AWS::SageMaker::ModelPackageGroup")["ResourceDescriptions"]
    assert [each["Identifier"] for each in listed] == [arn]
    finish(
        control,
        control.delete_resource(TypeName="AWS::SageMaker::ModelPackageGroup", Identifier=arn)["ProgressEvent"],
    )
    assert aws("sagemaker").list_model_package_groups()["ModelPackageGroupSummaryList"] == []
    gone = refused(control.get_resource, TypeName="AWS::SageMaker::ModelPackageGroup", Identifier=arn)
    assert gone[0] == "ResourceNotFoundException"


def test_what_the_service_makes_it_reads(control, aws):
    aws("sagemaker").create_mlflow_tracking_server(
        TrackingServerName="made", ArtifactStoreUri="s3://bucket/a", RoleArn=ROLE, TrackingServerSize="Small"
    )
    kind = "AWS::SageMaker::MlflowTrackingServer"
    assert properties(control, kind, "made")["TrackingServerSize"] == "Small"


def test_features_are_added_by_a_patch(control, aws):
    create(
        control,
        GROUP,
        FeatureGroupName="patched",
        RecordIdentifierFeatureName="id",
        EventTimeFeatureName="at",
        FeatureDefinitions=FEATURES,
        OnlineStoreConfig={"EnableOnlineStore": True},
        RoleArn=ROLE,
    )
    new = {"FeatureName": "score", "FeatureType": "Fractional"}
    update(control, GROUP, "patched", {"op": "add", "path": "/FeatureDefinitions/-", "value": new})
    own = aws("sagemaker").describe_feature_group(FeatureGroupName="patched")
    assert [each["FeatureName"] for each in own["FeatureDefinitions"]] == ["id", "at", "score"]
    code, message = refused(
        control.update_resource,
        TypeName=GROUP,
        Identifier="patched",
        PatchDocument=json.dumps([{"op": "test", "path": "/RoleArn", "value": "other"}]),
    )
    assert code == "InvalidRequestException"
    assert "cannot be applied" in message


def test_what_only_the_create_takes_cannot_be_updated(control):
    create(
        control,
        "AWS::SageMaker::StudioLifecycleConfig",
        StudioLifecycleConfigName="config",
        StudioLifecycleConfigAppType="JupyterLab",
        StudioLifecycleConfigContent="IyEvYmluL2Jhc2g=",
    )
    patch = json.dumps([{"op": "replace", "path": "/StudioLifecycleConfigContent", "value": "Iw=="}])
    code, _ = refused(
        control.update_resource,
        TypeName="AWS::SageMaker::StudioLifecycleConfig",
        Identifier="config",
        PatchDocument=patch,
    )
    assert code == "UnsupportedActionException"


def test_a_failed_create_says_why(control):
    asked = {"TypeName": "AWS::SageMaker::Image", "DesiredState": json.dumps({"ImageName": "i", "ImageRoleArn": ROLE})}
    finish(control, control.create_resource(**asked)["ProgressEvent"])
    event = control.create_resource(**asked)["ProgressEvent"]
    assert (event["OperationStatus"], event["ErrorCode"]) == ("FAILED", "AlreadyExists")
    assert "already exists" in event["StatusMessage"]


def test_a_wrong_model_is_refused_before_anything_is_made(control):
    wrong = {"TypeName": "AWS::SageMaker::Image", "DesiredState": json.dumps({"ImageName": "x", "Nope": 1})}
    assert refused(control.create_resource, **wrong) == (
        "InvalidRequestException",
        "Model validation failed (#: extraneous key [Nope] is not permitted)",
    )
    short = {"TypeName": "AWS::SageMaker::Image", "DesiredState": json.dumps({"ImageName": "x"})}
    assert refused(control.create_resource, **short) == (
        "InvalidRequestException",
        "Model validation failed (#: required key [ImageRoleArn] not found)",
    )
    assert (
        refused(control.create_resource, TypeName="AWS::Nothing::Here", DesiredState="{}")[0] == "TypeNotFoundException"
    )


def test_the_same_token_makes_one_request(control):
    asked = {
        "TypeName": "AWS::CodeConnections::Connection",
        "DesiredState": json.dumps({"ConnectionName": "c", "ProviderType": "GitHub"}),
        "ClientToken": "once",
    }
    first = control.create_resource(**asked)["ProgressEvent"]
    assert control.create_resource(**asked)["ProgressEvent"]["Identifier"] == first["Identifier"]
    other = asked | {"DesiredState": json.dumps({"ConnectionName": "d", "ProviderType": "GitHub"})}
    assert refused(control.create_resource, **other)[0] == "ClientTokenConflictException"
    assert refused(control.get_resource_request_status, RequestToken="none")[0] == "RequestTokenNotFoundException"
    listed = control.list_resource_requests(ResourceRequestStatusFilter={"Operations": ["CREATE"]})
    assert first["RequestToken"] in [each["RequestToken"] for each in listed["ResourceRequestStatusSummaries"]]
