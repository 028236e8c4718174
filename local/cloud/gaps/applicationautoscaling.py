"""Application Auto Scaling: tags of scalable targets, the defaults AWS fills in, and its order of things."""

from typing import Any

from moto.applicationautoscaling.models import (
    ApplicationAutoscalingBackend,
    FakeApplicationAutoscalingPolicy,
    applicationautoscaling_backends,
)
from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse
from moto.sagemaker.models import sagemaker_backends

from local.cloud.gaps.filling import Answer, Call, answers

_ROLES = {  # the service-linked role that AWS uses, whatever role is asked for
    "sagemaker": "AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint",
    "dynamodb": "AWSServiceRoleForApplicationAutoScaling_DynamoDBTable",
    "lambda": "AWSServiceRoleForApplicationAutoScaling_LambdaConcurrency",
    "ecs": "AWSServiceRoleForApplicationAutoScaling_ECSService",
}
_RUNNING = {"DynamicScalingInSuspended": False, "DynamicScalingOutSuspended": False, "ScheduledScalingSuspended": False}


def _backend(call: Call) -> ApplicationAutoscalingBackend:
    return applicationautoscaling_backends[call.account][call.region]


def _find(call: Call) -> Any:
    """The scalable target that the call means, by service, resource and dimension."""
    resource, dimension = call.params["ResourceId"], call.params["ScalableDimension"]
    target = _backend(call).targets.get(dimension, {}).get(resource)
    if target is None:
        raise call.refuse(
            "ObjectNotFoundException",
            f"No scalable target found for service namespace: {call.params['ServiceNamespace']}, "
            f"resource ID: {resource}, scalable dimension: {dimension}",
        )
    return target


@answers(ApplicationAutoScalingResponse, "RegisterScalableTarget")
def register_scalable_target(call: Call) -> Answer:
    if call.params["ServiceNamespace"] == "sagemaker":
        _check_variant(call)
    answer = call.moto()
    target = _find(call)
    target.tags = {**getattr(target, "tags", {}), **call.params.get("Tags", {})}
    target.suspended_state = {**_RUNNING, **(target.suspended_state or {})}
    if role := _ROLES.get(target.service_namespace):
        host = f"{target.service_namespace}.application-autoscaling.amazonaws.com"
        partition = _backend(call).partition
        target.role_arn = f"arn:{partition}:iam::{call.account}:role/aws-service-role/{host}/{role}"
    return answer


def _check_variant(call: Call) -> None:
    resource = str(call.params["ResourceId"])
    match resource.split("/"):
        case ["endpoint", name, "variant", variant]:
            endpoint = sagemaker_backends[call.account][call.region].endpoints.get(name)
            if endpoint and any(each["VariantName"] == variant for each in endpoint.production_variants):
                return
        case ["inference-component", _]:
            return
        case _:
            pass
    raise call.refuse("ValidationException", f"Could not find the endpoint variant of resource ID: {resource}")


@answers(ApplicationAutoScalingResponse, "DeregisterScalableTarget")
def deregister_scalable_target(call: Call) -> Answer:
    target = _find(call)
    backend = _backend(call)
    for policy in list(backend.policies.values()):  # AWS deletes a target's policies with it
        if (policy.resource_id, policy.scalable_dimension) == (target.resource_id, target.scalable_dimension):
            backend.delete_scaling_policy(
                policy.policy_name, policy.service_namespace, policy.resource_id, policy.scalable_dimension
            )
    return call.moto()


@answers(ApplicationAutoScalingResponse, "PutScalingPolicy")
def put_scaling_policy(call: Call) -> Answer:
    _find(call)
    before = _policy(call)
    answer = call.moto()
    if before is None:
        return answer
    policy: Any = _policy(call)  # moto makes a new policy, AWS changes the old one
    policy.policy_arn, policy.creation_time = before.policy_arn, before.creation_time
    return {**answer, "PolicyARN": policy.policy_arn}


@answers(ApplicationAutoScalingResponse, "DeleteScalingPolicy")
def delete_scaling_policy(call: Call) -> Answer:
    if _policy(call) is None:
        raise call.refuse("ObjectNotFoundException", f"No scaling policy found with name {call.params['PolicyName']}")
    return call.moto()


def _policy(call: Call) -> FakeApplicationAutoscalingPolicy | None:
    names = ("ServiceNamespace", "ResourceId", "ScalableDimension", "PolicyName")
    key = FakeApplicationAutoscalingPolicy.formulate_key(*(call.params[name] for name in names))
    return _backend(call).policies.get(key)


@answers(ApplicationAutoScalingResponse, "ListTagsForResource")
def list_tags_for_resource(call: Call) -> Answer:
    return {"Tags": _tags(call)}


@answers(ApplicationAutoScalingResponse, "TagResource")
def tag_resource(call: Call) -> Answer:
    _tags(call).update(call.params["Tags"])
    return {}


@answers(ApplicationAutoScalingResponse, "UntagResource")
def untag_resource(call: Call) -> Answer:
    for key in call.params["TagKeys"]:
        _tags(call).pop(key, None)
    return {}


def _tags(call: Call) -> dict[str, str]:
    arn = call.params["ResourceARN"]
    for targets in _backend(call).targets.values():
        for target in targets.values():
            if target.arn == arn:
                return vars(target)["tags"]
    raise call.refuse("ResourceNotFoundException", f"No scalable target found for resource ARN: {arn}")
