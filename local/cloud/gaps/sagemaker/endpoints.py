"""Endpoints: their statuses move, one change at a time, and an update that its alarms refuse is rolled back.

As in AWS a rollback is silent: the endpoint is InService again, on the configuration it had, and only FailureReason and
EndpointConfigName tell. No container runs, so nothing else fails unless it is asked to.
"""

import time
from typing import Any

from moto.cloudwatch.models import cloudwatch_backends
from moto.core.utils import utcnow
from moto.sagemaker.responses import SageMakerResponse

from local.cloud.gaps.filling import Answer, Call, answers
from local.cloud.gaps.sagemaker import kinds, variants
from local.cloud.store import motion


@kinds.before_create("Endpoint")
def check(call: Call) -> None:
    kinds.find(call, "EndpointConfig", call.params["EndpointConfigName"])
    _check_deployment(call)


@kinds.after_create("Endpoint")
def start(call: Call, endpoint: Any) -> None:
    endpoint.change = None
    endpoint.failure_reason = motion.outcome("sagemaker", call.operation, endpoint.endpoint_name)
    _serve(call, endpoint, endpoint.asked)
    _move(endpoint, "Creating")


@kinds.before_look("Endpoint")
def settle(call: Call, store: dict[str, Any], key: str) -> None:
    """Let the endpoint arrive where its time has come."""
    endpoint = store[key]
    if endpoint.endpoint_status == "Updating" and endpoint.change:
        endpoint.change["Refusal"] = endpoint.change["Refusal"] or _alarmed(call, endpoint.change)
    if endpoint.due is None or time.time() < endpoint.due:
        return
    endpoint.due = None
    match endpoint.endpoint_status:
        case "Deleting":
            del store[key]
            return
        case "Creating" if endpoint.failure_reason:
            endpoint.endpoint_status = "Failed"
            return
        case "Updating" if endpoint.change:
            _end_update(call, endpoint, endpoint.change)
        case _:
            variants.arrive(endpoint.production_variants)
    endpoint.endpoint_status = "InService"


@answers(SageMakerResponse, "ListEndpoints")
def list_endpoints(call: Call) -> Answer:
    kinds.every(call, "Endpoint")  # each is brought up to the time
    return call.moto()


@answers(SageMakerResponse, "UpdateEndpoint")
def update(call: Call) -> Answer:
    endpoint = kinds.find(call, "Endpoint")
    check(call)
    _refuse_in_progress(call, endpoint)
    last = endpoint.asked.get("LastDeploymentConfig") if call.params.get("RetainDeploymentConfig") else None
    endpoint.change = {
        **call.params,
        "DeploymentConfig": call.params.get("DeploymentConfig") or last,
        "Refusal": motion.outcome("sagemaker", call.operation, endpoint.endpoint_name),
    }
    config = kinds.find(call, "EndpointConfig", call.params["EndpointConfigName"])
    endpoint.asked["PendingDeploymentSummary"] = {
        "EndpointConfigName": config.endpoint_config_name,
        "ProductionVariants": variants.summaries(call, config.asked["ProductionVariants"]),
        "StartTime": utcnow(),
    }
    _move(endpoint, "Updating")
    return {"EndpointArn": endpoint.arn}


@answers(SageMakerResponse, "UpdateEndpointWeightsAndCapacities")
def update_weights_and_capacities(call: Call) -> Answer:
    endpoint = kinds.find(call, "Endpoint")
    _refuse_in_progress(call, endpoint)
    by_name = {variant["VariantName"]: variant for variant in endpoint.production_variants}
    wanted = call.params["DesiredWeightsAndCapacities"]
    for desired in wanted:
        if desired["VariantName"] not in by_name:
            raise call.refuse(
                kinds.INVALID,
                f'The variant name(s) "{desired["VariantName"]}" is/are not present within endpoint configuration '
                f'"{endpoint.endpoint_config_name}".',
            )
    for desired in wanted:
        variants.desire(by_name[desired["VariantName"]], desired)
    _move(endpoint, "Updating")
    return {"EndpointArn": endpoint.arn}


@answers(SageMakerResponse, "DeleteEndpoint")
def delete(call: Call) -> Answer:
    endpoint = kinds.find(call, "Endpoint")
    _refuse_in_progress(call, endpoint, but=("Failed", "UpdateRollbackFailed"))
    _move(endpoint, "Deleting")
    return {}


def _move(endpoint: Any, status: str) -> None:
    endpoint.endpoint_status, endpoint.due = status, time.time() + motion.seconds
    endpoint.last_modified_time = utcnow()


def _refuse_in_progress(call: Call, endpoint: Any, but: tuple[str, ...] = ()) -> None:
    if endpoint.endpoint_status not in ("InService", *but):
        raise call.refuse(kinds.INVALID, f'Cannot update in-progress endpoint "{endpoint.arn}".')


def _check_deployment(call: Call) -> None:
    deployment = call.params.get("DeploymentConfig") or {}
    if "BlueGreenUpdatePolicy" in deployment and "RollingUpdatePolicy" in deployment:
        raise call.refuse(
            kinds.INVALID, "DeploymentConfig takes either BlueGreenUpdatePolicy or RollingUpdatePolicy, not both."
        )


def _end_update(call: Call, endpoint: Any, change: Answer) -> None:
    endpoint.change, endpoint.failure_reason = None, change["Refusal"]
    del endpoint.asked["PendingDeploymentSummary"]
    endpoint.last_modified_time = utcnow()
    if change["Refusal"]:
        return
    before = endpoint.production_variants
    _serve(call, endpoint, change)
    if change.get("RetainAllVariantProperties"):
        excluded = {kind["VariantPropertyType"] for kind in change.get("ExcludeRetainedVariantProperties", [])}
        variants.retain(endpoint.production_variants, before, excluded)


def _alarmed(call: Call, change: Answer) -> str | None:
    """Why the update is to be rolled back: an alarm of its deployment that is on."""
    asked = ((change["DeploymentConfig"] or {}).get("AutoRollbackConfiguration") or {}).get("Alarms", [])
    alarms: dict[str, Any] = cloudwatch_backends[call.account][call.region].alarms
    on = [a["AlarmName"] for a in asked if a["AlarmName"] in alarms and alarms[a["AlarmName"]].state_value == "ALARM"]
    return f"The deployment was rolled back: the alarms {on} are in the ALARM state." if on else None


def _serve(call: Call, endpoint: Any, asked: Answer) -> None:
    """Put an endpoint on the configuration that is asked for."""
    config = kinds.find(call, "EndpointConfig", asked["EndpointConfigName"])
    endpoint.endpoint_config_name = endpoint.asked["EndpointConfigName"] = config.endpoint_config_name
    endpoint.production_variants = variants.summaries(call, config.asked["ProductionVariants"])
    endpoint.data_capture_config = _capture(config.asked.get("DataCaptureConfig"))
    told = {name: config.asked.get(name) for name in ("AsyncInferenceConfig", "ExplainerConfig", "MetricsConfig")}
    told["LastDeploymentConfig"] = asked.get("DeploymentConfig")
    told["DataCaptureConfig"] = endpoint.data_capture_config
    told["ShadowProductionVariants"] = variants.summaries(call, config.asked.get("ShadowProductionVariants", []))
    endpoint.asked.pop("DeploymentConfig", None)
    endpoint.asked.update({name: value or None for name, value in told.items()})  # None leaves it out of the answer


def _capture(asked: dict[str, Any] | None) -> dict[str, Any] | None:
    return asked and {
        "EnableCapture": asked.get("EnableCapture", False),
        "CaptureStatus": "Started" if asked.get("EnableCapture") else "Stopped",
        "CurrentSamplingPercentage": asked["InitialSamplingPercentage"],
        "DestinationS3Uri": asked["DestinationS3Uri"],
        "KmsKeyId": asked.get("KmsKeyId"),
    }
