"""Runtime: answers for an endpoint that is in service. No container runs, so the answer is the request itself.

What a test wants as the answer can be queued for moto, at `/moto-api/static/sagemaker/endpoint-results`.
"""

from typing import Any

from moto.sagemakerruntime.models import sagemakerruntime_backends

from local.cloud.store import templates
from local.cloud.store.call import Answer, Call
from local.cloud.store.protocol import RefusalError
from local.cloud.store.services.sagemaker.words import Action


def invoke(call: Call) -> Answer:
    """InvokeEndpoint: what was queued, else an echo."""
    variant = _variant(call)
    backend = sagemakerruntime_backends[call.account][call.region]
    if backend.results_queue:
        body, content_type, queued, attributes = backend.results_queue.pop(0)
        told = {"Body": body, "ContentType": content_type, "CustomAttributes": attributes}
        return {**told, "InvokedProductionVariant": queued or variant}
    return {
        "Body": call.params.get("Body", b""),
        "ContentType": call.params.get("ContentType", "application/octet-stream"),
        "InvokedProductionVariant": variant,
        **({"CustomAttributes": call.params["CustomAttributes"]} if "CustomAttributes" in call.params else {}),
    }


def invoke_async(call: Call) -> Answer:
    """InvokeEndpointAsync: accepted; nothing is written where the result would be."""
    _variant(call)
    endpoint = call.ask("sagemaker", "DescribeEndpoint", {"EndpointName": call.params["EndpointName"]})
    config = endpoint.get("AsyncInferenceConfig")
    if not config:
        raise _invalid(f"Endpoint {call.params['EndpointName']} is not an asynchronous inference endpoint.")
    output = config["OutputConfig"]
    identifier = call.params.get("InferenceId") or templates.fill("{uuid}", {})
    failures = output.get("S3FailurePath", output.get("S3OutputPath", ""))
    return {
        "InferenceId": identifier,
        "OutputLocation": f"{output.get('S3OutputPath', '').rstrip('/')}/{identifier}.out",
        "FailureLocation": f"{failures.rstrip('/')}/{identifier}-error.out",
    }


def _variant(call: Call) -> str:
    """The variant that answers: the one that is asked for, or the one with the most weight."""
    name = call.params["EndpointName"]
    try:
        endpoint = call.ask("sagemaker", "DescribeEndpoint", {"EndpointName": name})
    except RefusalError:
        raise _invalid(f"Endpoint {name} of account {call.account} not found.") from None
    variants: list[dict[str, Any]] = endpoint.get("ProductionVariants", [])
    if endpoint["EndpointStatus"] in ("Creating", "Deleting", "Failed") or not variants:
        raise _invalid(f"Endpoint {name} of account {call.account} is in status {endpoint['EndpointStatus']}.")
    wanted = call.params.get("TargetVariant")
    if wanted is None:
        return str(max(variants, key=lambda each: each.get("CurrentWeight", 0.0))["VariantName"])
    if wanted not in [each["VariantName"] for each in variants]:
        raise _invalid(f"Variant {wanted} not found for Request. Endpoint {name} has no such variant.")
    return str(wanted)


def _invalid(message: str) -> RefusalError:
    return RefusalError("ValidationError", message)


ACTIONS: dict[str, Action] = {"InvokeEndpoint": invoke, "InvokeEndpointAsync": invoke_async}
