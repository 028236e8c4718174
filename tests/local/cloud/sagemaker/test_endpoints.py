"""Endpoints move through their statuses, are updated, and rolled back when an alarm says so."""

import http.client
import json
from urllib.parse import urlsplit

import pytest

from tests.local.cloud.sagemaker.asking import (
    ARN,
    IMAGE,
    KEY,
    MISSING,
    SAGEMAKER,
    create,
    delete,
    describe,
    error,
    settle,
    until,
)

DEPLOYMENT = {
    "BlueGreenUpdatePolicy": {
        "TrafficRoutingConfiguration": {
            "Type": "CANARY",
            "CanarySize": {"Type": "CAPACITY_PERCENT", "Value": 10},
            "WaitIntervalInSeconds": 60,
        }
    },
    "AutoRollbackConfiguration": {"Alarms": [{"AlarmName": "errors"}]},
}


ROLLING = {
    "RollingUpdatePolicy": {
        "MaximumBatchSize": {"Type": "CAPACITY_PERCENT", "Value": 50},
        "WaitIntervalInSeconds": 60,
    },
    "AutoRollbackConfiguration": {"Alarms": [{"AlarmName": "errors"}]},
}
SOON = {"Delay": 0.05, "MaxAttempts": 200}


def test_an_update_moves_the_endpoint_to_the_new_configuration(endpoint):
    before = describe(endpoint, "Endpoint")
    answer = endpoint.update_endpoint(EndpointName="e", EndpointConfigName="d", DeploymentConfig=DEPLOYMENT)
    assert answer["EndpointArn"] == ARN["Endpoint"]
    after = settle(endpoint, "Endpoint")
    assert (after["EndpointConfigName"], after["EndpointStatus"]) == ("d", "InService")
    assert after["LastDeploymentConfig"] == DEPLOYMENT
    assert after["DataCaptureConfig"] == {
        "EnableCapture": True,
        "CaptureStatus": "Started",
        "CurrentSamplingPercentage": 50,
        "DestinationS3Uri": "s3://capture/",
        "KmsKeyId": KEY,
    }
    assert [variant["DesiredInstanceCount"] for variant in after["ProductionVariants"]] == [3]
    assert after["CreationTime"] == before["CreationTime"]
    assert after["LastModifiedTime"] > before["LastModifiedTime"]
    endpoint.get_waiter("endpoint_in_service").wait(EndpointName="e", WaiterConfig={"MaxAttempts": 1})


def test_an_update_without_capture_ends_the_capture(endpoint):
    for config in ("d", "c"):
        endpoint.update_endpoint(EndpointName="e", EndpointConfigName=config)
        settle(endpoint, "Endpoint")
    assert {"DataCaptureConfig", "LastDeploymentConfig"} & set(describe(endpoint, "Endpoint")) == set()


@pytest.mark.parametrize(
    ("more", "count", "weight"),
    [
        ({}, 3, 1.0),
        ({"RetainAllVariantProperties": True}, 5, 0.25),
        (
            {
                "RetainAllVariantProperties": True,
                "ExcludeRetainedVariantProperties": [{"VariantPropertyType": "DesiredInstanceCount"}],
            },
            3,
            0.25,
        ),
    ],
    ids=["replaced", "retained", "retained but the count"],
)
def test_an_update_keeps_the_live_capacity_only_when_told_to(more, count, weight, endpoint):
    endpoint.update_endpoint_weights_and_capacities(
        EndpointName="e",
        DesiredWeightsAndCapacities=[{"VariantName": "v", "DesiredInstanceCount": 5, "DesiredWeight": 0.25}],
    )
    settle(endpoint, "Endpoint")
    endpoint.update_endpoint(EndpointName="e", EndpointConfigName="d", **more)
    (variant,) = settle(endpoint, "Endpoint")["ProductionVariants"]
    assert (variant["DesiredInstanceCount"], variant["CurrentInstanceCount"]) == (count, count)
    assert (variant["DesiredWeight"], variant["CurrentWeight"]) == (weight, weight)


def test_a_capacity_that_is_not_given_stays(endpoint):
    endpoint.update_endpoint_weights_and_capacities(
        EndpointName="e", DesiredWeightsAndCapacities=[{"VariantName": "v", "DesiredInstanceCount": 5}]
    )
    (variant,) = describe(endpoint, "Endpoint")["ProductionVariants"]
    assert (variant["DesiredInstanceCount"], variant["DesiredWeight"]) == (5, 1.0)


def test_updates_of_what_is_not_there_are_refused(endpoint):
    assert error(endpoint.update_endpoint, EndpointName="none", EndpointConfigName="d") == (
        "ValidationException",
        f'Could not find endpoint "{SAGEMAKER}:endpoint/none".',
    )
    assert error(endpoint.update_endpoint, EndpointName="e", EndpointConfigName="none") == (
        "ValidationException",
        f'Could not find endpoint configuration "{SAGEMAKER}:endpoint-config/none".',
    )
    assert describe(endpoint, "Endpoint")["EndpointConfigName"] == "c"
    wanted = [{"VariantName": "none", "DesiredInstanceCount": 1}]
    code, message = error(
        endpoint.update_endpoint_weights_and_capacities, EndpointName="e", DesiredWeightsAndCapacities=wanted
    )
    assert (code, '"none"' in message) == ("ValidationException", True)


def test_a_list_tells_where_each_endpoint_is(sagemaker):
    create(sagemaker, "EndpointConfig")
    sagemaker.create_endpoint(EndpointName="e", EndpointConfigName="c")

    def statuses():
        return [each["EndpointStatus"] for each in sagemaker.list_endpoints()["Endpoints"]]

    assert until(statuses, lambda found: found != ["Creating"]) == ["InService"]


IN_PROGRESS = ("ValidationException", f'Cannot update in-progress endpoint "{SAGEMAKER}:endpoint/e".')


def test_an_endpoint_is_created_in_its_time_and_not_touched_before(sagemaker):
    create(sagemaker, "EndpointConfig")
    sagemaker.create_endpoint(EndpointName="e", EndpointConfigName="c")
    assert describe(sagemaker, "Endpoint")["EndpointStatus"] == "Creating"
    assert error(sagemaker.delete_endpoint, EndpointName="e") == IN_PROGRESS
    assert error(sagemaker.update_endpoint, EndpointName="e", EndpointConfigName="c") == IN_PROGRESS
    sagemaker.get_waiter("endpoint_in_service").wait(EndpointName="e", WaiterConfig=SOON)
    sagemaker.delete_endpoint(EndpointName="e")
    assert describe(sagemaker, "Endpoint")["EndpointStatus"] == "Deleting"
    sagemaker.get_waiter("endpoint_deleted").wait(EndpointName="e", WaiterConfig=SOON)
    assert error(describe, sagemaker, "Endpoint") == MISSING["Endpoint"]


def test_while_it_is_updated_an_endpoint_serves_the_old_and_tells_the_new(endpoint):
    endpoint.update_endpoint(EndpointName="e", EndpointConfigName="d")
    during = describe(endpoint, "Endpoint")
    assert (during["EndpointStatus"], during["EndpointConfigName"]) == ("Updating", "c")
    pending = during["PendingDeploymentSummary"]
    assert (pending["EndpointConfigName"], pending["ProductionVariants"][0]["DesiredInstanceCount"]) == ("d", 3)
    assert error(endpoint.update_endpoint, EndpointName="e", EndpointConfigName="d") == IN_PROGRESS
    assert error(delete, endpoint, "Endpoint") == IN_PROGRESS
    assert "PendingDeploymentSummary" not in settle(endpoint, "Endpoint")


@pytest.fixture
def alarm(aws):
    """The alarm of the deployment, as a function that sets its state."""
    client = aws("cloudwatch")
    client.put_metric_alarm(
        AlarmName="errors",
        ComparisonOperator="GreaterThanThreshold",
        EvaluationPeriods=1,
        Threshold=1,
        MetricName="Invocation5XXErrors",
        Namespace="AWS/SageMaker",
        Period=60,
        Statistic="Sum",
    )
    yield lambda state: client.set_alarm_state(AlarmName="errors", StateValue=state, StateReason="test")
    client.delete_alarms(AlarmNames=["errors"])


@pytest.mark.parametrize("policy", [DEPLOYMENT, ROLLING], ids=["blue/green", "rolling"])
def test_an_update_is_rolled_back_silently_by_its_alarm(policy, endpoint, alarm):
    alarm("ALARM")
    endpoint.update_endpoint(EndpointName="e", EndpointConfigName="d", DeploymentConfig=policy)
    assert describe(endpoint, "Endpoint")["EndpointStatus"] == "Updating"
    after = settle(endpoint, "Endpoint")
    assert (after["EndpointStatus"], after["EndpointConfigName"]) == ("InService", "c")
    assert "errors" in after["FailureReason"]
    assert after["ProductionVariants"][0]["CurrentInstanceCount"] == 2
    alarm("OK")
    endpoint.update_endpoint(EndpointName="e", EndpointConfigName="d", DeploymentConfig=policy)
    after = settle(endpoint, "Endpoint")
    assert (after["EndpointConfigName"], "FailureReason" in after) == ("d", False)


def test_an_alarm_that_the_deployment_does_not_name_rolls_nothing_back(endpoint, alarm):
    alarm("ALARM")
    endpoint.update_endpoint(EndpointName="e", EndpointConfigName="d")
    assert settle(endpoint, "Endpoint")["EndpointConfigName"] == "d"


def test_a_deployment_is_blue_green_or_rolling(endpoint):
    code, message = error(
        endpoint.update_endpoint, EndpointName="e", EndpointConfigName="d", DeploymentConfig=DEPLOYMENT | ROLLING
    )
    assert (code, "not both" in message) == ("ValidationException", True)


def test_the_deployment_is_kept_when_told_to(endpoint):
    endpoint.update_endpoint(EndpointName="e", EndpointConfigName="d", DeploymentConfig=ROLLING)
    settle(endpoint, "Endpoint")
    endpoint.update_endpoint(EndpointName="e", EndpointConfigName="c", RetainDeploymentConfig=True)
    assert settle(endpoint, "Endpoint")["LastDeploymentConfig"] == ROLLING


def test_the_images_that_serve_are_told(endpoint):
    (variant,) = describe(endpoint, "Endpoint")["ProductionVariants"]
    assert [image["ResolvedImage"] for image in variant["DeployedImages"]] == [IMAGE]


@pytest.fixture
def plan(url):
    """Put a fault plan; it is cleared in the end."""

    def ask(method, body=None):
        connection = http.client.HTTPConnection(urlsplit(url).netloc)
        connection.request(method, "/_local/faults", body=json.dumps(body))
        assert connection.getresponse().status == 200
        connection.close()

    yield lambda **fault: ask("PUT", {"faults": [{"service": "sagemaker", "do": "fail", **fault}]})
    ask("DELETE")


def test_an_endpoint_fails_when_a_plan_says_so(sagemaker, plan):
    plan(operation="CreateEndpoint", reason="The container did not pass its health check.")
    create(sagemaker, "EndpointConfig")
    sagemaker.create_endpoint(EndpointName="e", EndpointConfigName="c")
    told = settle(sagemaker, "Endpoint")
    assert told["EndpointStatus"] == "Failed"
    assert told["FailureReason"] == "The container did not pass its health check."
    assert error(sagemaker.update_endpoint, EndpointName="e", EndpointConfigName="c")[0] == "ValidationException"


def test_an_update_that_fails_is_rolled_back(endpoint, plan):
    plan(operation="UpdateEndpoint", reason="There is not enough capacity.")
    endpoint.update_endpoint(EndpointName="e", EndpointConfigName="d")
    told = settle(endpoint, "Endpoint")
    assert (told["EndpointStatus"], told["EndpointConfigName"]) == ("InService", "c")
    assert told["FailureReason"] == "There is not enough capacity."
