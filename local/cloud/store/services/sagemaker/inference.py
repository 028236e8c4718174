"""Inference: components that put models on an endpoint, and experiments that compare them."""

from typing import Any

from local.cloud.store import families
from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind, Parent, Statuses
from local.cloud.store.services.sagemaker.words import INVALID, Action, all_of, arn, missing, only_when, refuse, taken


def _deploy(call: Call, facts: dict[str, Any]) -> None:
    """Describe tells what is deployed where the request told what to deploy."""
    place = f"arn:{call.partition}:sagemaker:{call.region}:{call.account}"
    facts["endpointarn"] = f"{place}:endpoint/{facts['endpointname']}"
    if count := facts.get("runtimeconfig", {}).get("CopyCount"):
        facts["runtimeconfig"] = {"DesiredCopyCount": count, "CurrentCopyCount": count}
    for specification in [facts.get("specification") or {}, *facts.get("specifications", [])]:
        container = specification.get("Container") or {}
        if image := container.get("Image"):
            container["DeployedImage"] = {"SpecifiedImage": image, "ResolvedImage": image, "ResolutionTime": call.now}


def _shadow(_: Call, facts: dict[str, Any]) -> None:
    """Describe tells of the endpoint whose requests the experiment follows."""
    facts["endpointmetadata"] = {"EndpointName": facts["endpointname"]}


KINDS = (
    Kind(
        "InferenceComponent",
        arn=arn("inference-component/{name}"),
        operations={"UpdateInferenceComponentRuntimeConfig": "update"},
        renames={"desiredruntimeconfig": "runtimeconfig", "deploymentconfig": "lastdeploymentconfig"},
        status="status",
        statuses=Statuses("Creating", "InService", "Updating", "Deleting", "Failed"),
        parents=(Parent("Endpoint", {"endpointname": "EndpointName"}, read="DescribeEndpoint"),),
        finish=_deploy,
        missing=(INVALID, 'Could not find inference component "{arn}".'),
        taken=(INVALID, 'Cannot create already existing inference component "{arn}".'),
        busy=(INVALID, 'Cannot update in-progress inference component "{arn}".'),
    ),
    Kind(
        "InferenceExperiment",
        arn=arn("inference-experiment/{lower:name}"),
        status="status",
        statuses=Statuses(
            "Creating", "Running", "Updating", stopping="Stopping", stopped="Completed", starting="Starting"
        ),
        finish=_shadow,
        missing=missing("InferenceExperiment"),
        taken=taken("InferenceExperiment"),
    ),
    Kind("EndpointPolicy", statuses=Statuses()),
)


def delete_endpoint(call: Call) -> Answer:
    """DeleteEndpoint, once nothing is deployed on it; moto does the rest."""
    name = call.params["EndpointName"]
    if any(each.facts["endpointname"] == name for each in all_of(call, "InferenceComponent")):
        raise refuse(f'Cannot delete endpoint "{name}" as it still has inference components.')
    raise NotImplementedError


ACTIONS: dict[str, Action] = {
    "DeleteEndpoint": delete_endpoint,
    "DeleteInferenceExperiment": only_when(
        ("Completed", "Cancelled", "Created"), families.delete, "InferenceExperiment", "Deleting"
    ),
    "StopInferenceExperiment": only_when(("Running", "Created"), families.stop, "InferenceExperiment", "Stopping"),
}
