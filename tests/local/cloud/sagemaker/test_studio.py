"""Studio's parts depend on each other: what is in use is not deleted, what is missing is not built on."""

import pytest

from tests.local.cloud.sagemaker.asking import IMAGE, error, until
from tests.local.cloud.sagemaker.lives import BY_NOUN

ROLE = "arn:aws:iam::123456789012:role/studio"


def test_what_is_in_use_is_not_deleted(alive):
    alive.create(BY_NOUN["App"])
    domain = alive.named["DomainId"]
    assert error(alive.client.delete_user_profile, DomainId=domain, UserProfileName="ann") == (
        "ResourceInUse",
        f"Unable to delete UserProfile [{domain}/ann] because App(s) are associated with it.",
    )
    code, message = error(alive.client.delete_domain, DomainId=domain)
    assert (code, "are associated with it" in message) == ("ResourceInUse", True)


def test_a_domain_must_be_there(aws):
    missing = {"DomainId": "d-0123456789ab", "UserProfileName": "ann"}
    assert error(aws("sagemaker").create_user_profile, **missing) == (
        "ResourceNotFound",
        "Domain [d-0123456789ab] does not exist.",
    )


def test_what_moves_is_left_alone(alive):
    alive.create(BY_NOUN["Domain"])
    domain = alive.named["DomainId"]
    alive.client.create_space(DomainId=domain, SpaceName="s")
    assert alive.client.describe_space(DomainId=domain, SpaceName="s")["Status"] == "Pending"
    assert error(alive.client.delete_space, DomainId=domain, SpaceName="s")[0] == "ResourceInUse"
    until(
        lambda: alive.client.describe_space(DomainId=domain, SpaceName="s")["Status"],
        lambda status: status == "InService",
    )
    alive.client.delete_space(DomainId=domain, SpaceName="s")
    until(lambda: alive.client.list_spaces(DomainIdEquals=domain)["Spaces"], lambda found: not found)


def test_a_user_gets_a_url(alive):
    alive.create(BY_NOUN["UserProfile"])
    url = alive.client.create_presigned_domain_url(DomainId=alive.named["DomainId"], UserProfileName="ann")
    assert url["AuthorizedUrl"].startswith(f"https://{alive.named['DomainId']}.studio.eu-west-1.sagemaker.aws/auth?")


@pytest.fixture
def image(aws):
    """SageMaker with the image `base` and a function that makes a version of it."""
    client = aws("sagemaker")
    client.create_image(ImageName="base", RoleArn=ROLE)
    until(lambda: client.describe_image(ImageName="base")["ImageStatus"], lambda status: status == "CREATED")

    def version(**more):
        made = client.create_image_version(
            ImageName="base", BaseImage=IMAGE, ClientToken=more.pop("token", "t"), **more
        )
        until(
            lambda: client.describe_image_version(ImageName="base")["ImageVersionStatus"],
            lambda status: status == "CREATED",
        )
        return made["ImageVersionArn"]

    yield client, version
    for each in client.list_image_versions(ImageName="base")["ImageVersions"]:
        client.delete_image_version(ImageName="base", Version=each["Version"])
    until(lambda: client.list_image_versions(ImageName="base")["ImageVersions"], lambda found: not found)
    client.delete_image(ImageName="base")
    until(lambda: client.list_images()["Images"], lambda found: not found)


def test_versions_are_numbered_and_found_by_alias(image):
    client, version = image
    first, second = version(token="a", Aliases=["stable"]), version(token="b")
    assert [arn.rpartition(":image-version/")[2] for arn in (first, second)] == ["base/1", "base/2"]
    assert version(token="a") == first
    assert client.describe_image_version(ImageName="base")["Version"] == 2
    assert client.describe_image_version(ImageName="base", Alias="stable")["Version"] == 1
    client.update_image_version(ImageName="base", Version=2, AliasesToAdd=["stable"], VendorGuidance="STABLE")
    found = client.describe_image_version(ImageName="base", Alias="stable")
    assert (found["Version"], found["VendorGuidance"], found["ContainerImage"]) == (2, "STABLE", IMAGE)
    assert client.list_aliases(ImageName="base")["SageMakerImageVersionAliases"] == ["stable"]
    assert client.list_aliases(ImageName="base", Version=1)["SageMakerImageVersionAliases"] == []
    assert error(client.delete_image, ImageName="base")[0] == "ResourceInUse"
    client.get_waiter("image_version_created").wait(ImageName="base", Version=1)
    assert error(client.describe_image_version, ImageName="base", Version=3)[0] == "ResourceNotFound"


def test_a_tracking_server_is_stopped_and_started(alive):
    alive.create(BY_NOUN["MlflowTrackingServer"])
    client, server, life = alive.client, {"TrackingServerName": "runs"}, BY_NOUN["MlflowTrackingServer"]
    assert error(client.start_mlflow_tracking_server, **server)[0] == "ValidationException"
    client.stop_mlflow_tracking_server(**server)
    stopped = alive.settled(life)
    assert (stopped["TrackingServerStatus"], stopped["IsActive"]) == ("Stopped", "Inactive")
    client.start_mlflow_tracking_server(**server)
    started = alive.settled(life)
    assert (started["TrackingServerStatus"], started["IsActive"]) == ("Started", "Active")
    url = client.create_presigned_mlflow_tracking_server_url(**server)["AuthorizedUrl"]
    assert url.startswith(started["TrackingServerUrl"])
    client.update_mlflow_tracking_server(**server, TrackingServerSize="Large")
    assert alive.settled(life)["TrackingServerStatus"] == "Updated"


def test_a_notebook_is_changed_only_while_it_is_stopped(alive):
    life = BY_NOUN["NotebookInstance"]
    alive.create(life)
    client, notebook = alive.client, {"NotebookInstanceName": "Desk"}
    for refused in (client.delete_notebook_instance, client.update_notebook_instance, client.start_notebook_instance):
        code, message = error(refused, **notebook)
        assert (code, message.startswith("Status (InService) not in ([Stopped, Failed])")) == (
            "ValidationException",
            True,
        )
    client.stop_notebook_instance(**notebook)
    client.get_waiter("notebook_instance_stopped").wait(**notebook, WaiterConfig={"Delay": 0.05})
    client.update_notebook_instance(**notebook, InstanceType="ml.t3.large", VolumeSizeInGB=50)
    changed = alive.settled(life)
    assert (changed["NotebookInstanceStatus"], changed["InstanceType"]) == ("Stopped", "ml.t3.large")
    client.start_notebook_instance(**notebook)
    client.get_waiter("notebook_instance_in_service").wait(**notebook, WaiterConfig={"Delay": 0.05})


def test_a_schedule_is_stopped_and_started(alive):
    life = BY_NOUN["MonitoringSchedule"]
    alive.create(life)
    alive.client.stop_monitoring_schedule(MonitoringScheduleName="hourly")
    assert alive.describe(life)["MonitoringScheduleStatus"] == "Stopped"
    alive.client.start_monitoring_schedule(MonitoringScheduleName="hourly")
    told = alive.settled(life)
    assert (told["MonitoringScheduleStatus"], told["MonitoringType"]) == ("Scheduled", "DataQuality")
