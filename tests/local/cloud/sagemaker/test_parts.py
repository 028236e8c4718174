"""What SageMaker's smaller parts do beside being made and deleted."""

import pytest

from tests.local.cloud.sagemaker.asking import IMAGE, ROLE, SAGEMAKER, create, delete, describe, error, until
from tests.local.cloud.sagemaker.lives import BY_NOUN


def test_a_training_job_completes_and_tells_where_its_model_would_be(alive):
    life = BY_NOUN["TrainingJob"]
    alive.create(life)
    told = alive.describe(life)
    assert (told["TrainingJobStatus"], told["SecondaryStatus"]) == ("Completed", "Completed")
    assert told["ModelArtifacts"]["S3ModelArtifacts"] == "s3://models/Fit/output/model.tar.gz"
    assert told["TrainingEndTime"] >= told["TrainingStartTime"]
    code, message = error(alive.client.stop_training_job, TrainingJobName="Fit")
    assert (code, "is in status Completed" in message) == ("ValidationException", True)


def test_a_job_that_runs_is_stopped_and_not_deleted(alive):
    life = BY_NOUN["ProcessingJob"]
    alive.client.create_processing_job(**life.create)
    alive.made.append(life)
    alive.named["ProcessingJobName"] = "prepare"
    assert "not in a terminal state" in error(alive.client.delete_processing_job, ProcessingJobName="prepare")[1]
    alive.client.stop_processing_job(ProcessingJobName="prepare")
    assert alive.settled(life)["ProcessingJobStatus"] == "Stopped"
    alive.client.get_waiter("processing_job_completed_or_stopped").wait(ProcessingJobName="prepare")


def test_devices_are_registered_many_at_once(alive):
    alive.create(BY_NOUN["DeviceFleet"])
    client, fleet = alive.client, {"DeviceFleetName": "shop"}
    devices = [{"DeviceName": name, "IotThingName": name} for name in ("till", "door")]
    client.register_devices(**fleet, Devices=devices)
    code, message = error(client.register_devices, **fleet, Devices=[{"DeviceName": "new"}, {"DeviceName": "door"}])
    assert (code, "door is already registered" in message) == ("ValidationException", True)
    told = client.describe_device(**fleet, DeviceName="till")
    assert (told["DeviceArn"], told["IotThingName"]) == (f"{SAGEMAKER}:device-fleet/shop/device/till", "till")
    client.update_devices(**fleet, Devices=[{"DeviceName": "till", "Description": "d"}])
    assert client.describe_device(**fleet, DeviceName="till")["Description"] == "d"
    listed = client.list_devices(**fleet)["DeviceSummaries"]
    assert [device["DeviceName"] for device in listed] == ["till", "door"]
    assert error(client.delete_device_fleet, **fleet)[0] == "ResourceInUse"
    client.deregister_devices(**fleet, DeviceNames=["till", "door", "new"])
    code, message = error(client.describe_device, **fleet, DeviceName="till")
    assert (code, message.startswith("No device with name till")) == ("ValidationException", True)


CONTENT = {
    "HubName": "own",
    "HubContentType": "Model",
    "HubContentName": "boost",
    "DocumentSchemaVersion": "2.3.0",
    "HubContentDocument": "{}",
}


def test_a_hub_holds_versions_and_references(alive):
    alive.create(BY_NOUN["Hub"])
    client, named = alive.client, {name: CONTENT[name] for name in ("HubName", "HubContentType", "HubContentName")}
    for version in ("1.0.0", "1.1.0"):
        client.import_hub_content(**CONTENT, HubContentVersion=version)

    def latest():
        return client.describe_hub_content(**named)

    told = until(latest, lambda told: told["HubContentStatus"] == "Available")
    assert told["HubContentArn"] == f"{SAGEMAKER}:hub-content/own/Model/boost/1.1.0"
    listed = client.list_hub_contents(HubName="own", HubContentType="Model")["HubContentSummaries"]
    assert [each["HubContentVersion"] for each in listed] == ["1.1.0"]
    assert len(client.list_hub_content_versions(**named)["HubContentSummaries"]) == 2
    assert error(client.delete_hub, HubName="own")[0] == "ResourceInUse"
    public = "arn:aws:sagemaker:eu-west-1:aws:hub-content/SageMakerPublicHub/Model/huggingface-llm"
    made = client.create_hub_content_reference(HubName="own", SageMakerPublicHubContentArn=public)
    assert made["HubContentArn"] == f"{SAGEMAKER}:hub-content/own/ModelReference/huggingface-llm/1.0.0"
    reference = {"HubName": "own", "HubContentType": "ModelReference", "HubContentName": "huggingface-llm"}
    client.update_hub_content_reference(**reference, MinVersion="2.0.0")
    assert client.describe_hub_content(**reference)["ReferenceMinVersion"] == "2.0.0"
    client.delete_hub_content_reference(**reference)
    assert error(client.describe_hub_content, **reference)[0] == "ResourceNotFound"
    for version in ("1.0.0", "1.1.0"):
        client.delete_hub_content(**named, HubContentVersion=version)
    until(lambda: client.list_hub_content_versions(**named)["HubContentSummaries"], lambda found: not found)


def test_a_workforce_with_teams_is_not_deleted(alive):
    alive.create(BY_NOUN["Workteam"])
    assert alive.describe(BY_NOUN["Workteam"])["WorkforceArn"] == f"{SAGEMAKER}:workforce/all"
    assert error(alive.client.delete_workforce, WorkforceName="all")[0] == "ValidationException"


def test_a_task_page_tells_its_digest_instead_of_itself(alive):
    alive.create(BY_NOUN["HumanTaskUi"])
    template = alive.describe(BY_NOUN["HumanTaskUi"])["UiTemplate"]
    assert set(template) == {"Url", "ContentSha256"}


@pytest.fixture
def component(endpoint):
    """SageMaker with the inference component `i` on endpoint e."""
    endpoint.create_inference_component(
        InferenceComponentName="i",
        EndpointName="e",
        VariantName="v",
        Specification={
            "Container": {"Image": IMAGE},
            "ComputeResourceRequirements": {"MinMemoryRequiredInMb": 1024},
        },
        RuntimeConfig={"CopyCount": 2},
    )
    yield endpoint
    settle_component(endpoint)
    endpoint.delete_inference_component(InferenceComponentName="i")
    until(lambda: endpoint.list_inference_components()["InferenceComponents"], lambda found: not found)


def settle_component(client):
    return until(
        lambda: client.describe_inference_component(InferenceComponentName="i"),
        lambda told: told["InferenceComponentStatus"] == "InService",
    )


def test_a_component_is_scaled_and_keeps_its_endpoint(component):
    told = settle_component(component)
    assert told["RuntimeConfig"] == {"DesiredCopyCount": 2, "CurrentCopyCount": 2}
    assert told["EndpointArn"] == f"{SAGEMAKER}:endpoint/e"
    assert told["Specification"]["Container"]["DeployedImage"]["ResolvedImage"] == IMAGE
    component.update_inference_component_runtime_config(
        InferenceComponentName="i", DesiredRuntimeConfig={"CopyCount": 3}
    )
    assert settle_component(component)["RuntimeConfig"]["CurrentCopyCount"] == 3
    code, message = error(delete, component, "Endpoint")
    assert (code, "still has inference components" in message) == ("ValidationException", True)
    assert describe(component, "Endpoint")["EndpointStatus"] == "InService"


def test_a_component_needs_its_endpoint(sagemaker):
    refusal = error(
        sagemaker.create_inference_component, InferenceComponentName="i", EndpointName="none", VariantName="v"
    )
    assert refusal == ("ValidationException", f'Could not find endpoint "{SAGEMAKER}:endpoint/none".')


POLICY = '{"Version": "2012-10-17", "Statement": []}'


def test_a_group_has_a_policy_which_goes_with_it(sagemaker):
    group = {"ModelPackageGroupName": "g"}
    refused = error(sagemaker.put_model_package_group_policy, **group, ResourcePolicy=POLICY)
    assert (refused[0], refused[1].startswith("Cannot find Model Package Group")) == ("ValidationException", True)
    create(sagemaker, "ModelPackageGroup")
    assert "Cannot find resource policy" in error(sagemaker.get_model_package_group_policy, **group)[1]
    for policy in (POLICY, POLICY.replace("[]", "[ ]")):
        sagemaker.put_model_package_group_policy(**group, ResourcePolicy=policy)
        assert sagemaker.get_model_package_group_policy(**group)["ResourcePolicy"] == policy
    delete(sagemaker, "ModelPackageGroup")
    create(sagemaker, "ModelPackageGroup")
    assert "Cannot find resource policy" in error(sagemaker.get_model_package_group_policy, **group)[1]
    sagemaker.put_model_package_group_policy(**group, ResourcePolicy=POLICY)
    sagemaker.delete_model_package_group_policy(**group)
    assert "Cannot find resource policy" in error(sagemaker.delete_model_package_group_policy, **group)[1]


def test_a_model_card_is_exported(sagemaker):
    sagemaker.create_model_card(ModelCardName="card", Content="{}", ModelCardStatus="Draft")
    arn = sagemaker.create_model_card_export_job(
        ModelCardName="card", ModelCardExportJobName="out", OutputConfig={"S3OutputPath": "s3://cards/"}
    )["ModelCardExportJobArn"]
    assert arn.startswith(f"{SAGEMAKER}:model-card/card/export-job/")
    told = until(
        lambda: sagemaker.describe_model_card_export_job(ModelCardExportJobArn=arn),
        lambda told: told["Status"] == "Completed",
    )
    assert (told["ModelCardName"], told["ModelCardVersion"]) == ("card", 1)
    assert told["ExportArtifacts"]["S3ExportArtifacts"].startswith("s3://cards/")
    listed = sagemaker.list_model_card_export_jobs(ModelCardName="card")["ModelCardExportJobSummaries"]
    assert [each["ModelCardExportJobArn"] for each in listed] == [arn]
    sagemaker.delete_model_card(ModelCardName="card")


def test_the_portfolio_is_switched_on_and_off(sagemaker):
    def status():
        return sagemaker.get_sagemaker_servicecatalog_portfolio_status()["Status"]

    assert status() == "Disabled"
    for _ in range(2):
        sagemaker.enable_sagemaker_servicecatalog_portfolio()
        assert status() == "Enabled"
    sagemaker.disable_sagemaker_servicecatalog_portfolio()
    assert status() == "Disabled"


def test_a_labeling_job_counts(sagemaker):
    sagemaker.create_labeling_job(
        LabelingJobName="labels",
        LabelAttributeName="label",
        InputConfig={"DataSource": {"S3DataSource": {"ManifestS3Uri": "s3://in/m"}}},
        OutputConfig={"S3OutputPath": "s3://out/"},
        RoleArn=ROLE,
        HumanTaskConfig={
            "WorkteamArn": f"{SAGEMAKER}:workteam/private-crowd/people",
            "UiConfig": {"UiTemplateS3Uri": "s3://ui/t"},
            "TaskTitle": "t",
            "TaskDescription": "d",
            "NumberOfHumanWorkersPerDataObject": 1,
            "TaskTimeLimitInSeconds": 60,
        },
    )
    told = until(
        lambda: sagemaker.describe_labeling_job(LabelingJobName="labels"),
        lambda told: told["LabelingJobStatus"] == "InProgress",
    )
    assert told["LabelCounters"]["TotalLabeled"] == 0
    sagemaker.stop_labeling_job(LabelingJobName="labels")
    until(
        lambda: sagemaker.describe_labeling_job(LabelingJobName="labels")["LabelingJobStatus"],
        lambda status: status == "Stopped",
    )
