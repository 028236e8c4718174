"""SageMaker: keep the resources of a model's life as they were asked for, update, tag and delete them as AWS does.

moto keeps a few members of each request and forgets the others (network isolation, the online store, ...). Here each
object remembers its whole request, and Describe answers from it. Everything is in service at once, so waiters pass.
"""

import json
from dataclasses import dataclass
from typing import Any, cast

from moto.core.utils import get_service_model, utcnow
from moto.s3.models import s3_backends
from moto.sagemaker import models as moto_models
from moto.sagemaker.exceptions import ValidationError
from moto.sagemaker.models import FakeEndpointConfig, SageMakerModelBackend, sagemaker_backends
from moto.sagemaker.responses import SageMakerResponse

from local.cloud.gaps.filling import Answer, Call, answers
from local.cloud.patching import replace


@dataclass(frozen=True)
class Kind:
    """A kind of resource: the ARN's type, its operations' noun, where moto keeps it, and AWS's words for errors."""

    arn: str
    noun: str
    store: str
    missing: tuple[str, str]
    taken: tuple[str, str]

    @property
    def name(self) -> str:
        return f"{self.noun}Name"


_INVALID = "ValidationException"
_KINDS = [
    Kind(
        "model",
        "Model",
        "_models",
        (_INVALID, 'Could not find model "{arn}".'),
        (_INVALID, 'Cannot create already existing model "{arn}".'),
    ),
    Kind(
        "endpoint-config",
        "EndpointConfig",
        "endpoint_configs",
        (_INVALID, 'Could not find endpoint configuration "{arn}".'),
        (_INVALID, 'Cannot create already existing endpoint configuration "{arn}".'),
    ),
    Kind(
        "endpoint",
        "Endpoint",
        "endpoints",
        (_INVALID, 'Could not find endpoint "{arn}".'),
        (_INVALID, 'Cannot create already existing endpoint "{arn}".'),
    ),
    Kind(
        "model-package-group",
        "ModelPackageGroup",
        "model_package_groups",
        (_INVALID, "ModelPackageGroup {arn} does not exist."),
        (_INVALID, "Model Package Group already exists: {arn}"),
    ),
    Kind(
        "pipeline",
        "Pipeline",
        "pipelines",
        ("ResourceNotFound", "Pipeline '{arn}' does not exist."),
        (_INVALID, "Pipeline names must be unique within an AWS account and region. {name} already exists."),
    ),
    Kind(
        "feature-group",
        "FeatureGroup",
        "feature_groups",
        ("ResourceNotFound", "Amazon SageMaker can't find a FeatureGroup with name {name}."),
        ("ResourceInUse", "Resource Already Exists: FeatureGroup with name {name} already exists."),
    ),
]
_BY_NOUN = {kind.noun: kind for kind in _KINDS}
# What Describe tells although nobody asked for it.
_DEFAULTS: dict[str, Answer] = {
    "Model": {"EnableNetworkIsolation": False},
    "FeatureGroup": {"ThroughputConfig": {"ThroughputMode": "OnDemand"}},
}


def _backend(call: Call) -> SageMakerModelBackend:
    return sagemaker_backends[call.account][call.region]


def _arn(call: Call, kind: Kind, name: str) -> str:
    named = name.lower() if kind.noun == "FeatureGroup" else name
    return f"arn:{_backend(call).partition}:sagemaker:{call.region}:{call.account}:{kind.arn}/{named}"


def _place(call: Call, kind: Kind, name: str) -> tuple[dict[str, Any], str]:
    """The store of that kind, and the key in it of the resource that a name or an ARN means."""
    name = name.rpartition("/")[2]
    return getattr(_backend(call), kind.store), _arn(call, kind, name) if kind.noun == "FeatureGroup" else name


def _find(call: Call, noun: str, name: str | None = None) -> Any:
    """The resource of that kind that the call names; refused in AWS's words where there is none."""
    kind = _BY_NOUN[noun]
    name = name or str(call.params[kind.name])
    store, key = _place(call, kind, name)
    if key not in store:
        code, message = kind.missing
        raise call.refuse(code, message.format(arn=_arn(call, kind, name), name=name))
    return store[key]


@answers(SageMakerResponse, *(f"Create{kind.noun}" for kind in _KINDS))
def create(call: Call) -> Answer:
    kind = _BY_NOUN[call.operation.removeprefix("Create")]
    name = str(call.params[kind.name])
    store, key = _place(call, kind, name)
    if key in store:
        code, message = kind.taken
        raise call.refuse(code, message.format(arn=_arn(call, kind, name), name=name))
    if prepare := _PREPARE.get(kind.noun):
        prepare(call)
    answer = call.moto()
    made = store[key]
    made.asked = call.params
    made.tags = call.params.get("Tags") or []
    made.arn = _arn(call, kind, name)  # moto keeps a tuple for endpoint configurations
    if finish := _FINISH.get(kind.noun):
        finish(call, made)
    return answer


@answers(SageMakerResponse, *(f"Describe{kind.noun}" for kind in _KINDS))
def describe(call: Call) -> Answer:
    noun = call.operation.removeprefix("Describe")
    found = _find(call, noun)
    could_ask = get_service_model("sagemaker").operation_model(f"Create{noun}").input_shape.members
    known = {name: value for name, value in call.moto().items() if name not in could_ask or name in found.asked}
    return _merged({**known, **_DEFAULTS.get(noun, {})}, found.asked)


@answers(SageMakerResponse, *(f"Delete{kind.noun}" for kind in _KINDS))
def delete(call: Call) -> Answer:
    kind = _BY_NOUN[call.operation.removeprefix("Delete")]
    found = _find(call, kind.noun)
    packages = _backend(call).model_packages.values()
    if kind.noun == "ModelPackageGroup" and any(
        package.model_package_group_name == found.model_package_group_name for package in packages
    ):
        raise call.refuse(
            "ConflictException", "Model Package Group cannot be deleted: it still contains Model Packages."
        )
    store, key = _place(call, kind, str(call.params[kind.name]))
    del store[key]
    return {"PipelineArn": found.arn}


@answers(SageMakerResponse, "DeleteModelPackage")
def delete_model_package(call: Call) -> Answer:
    backend, name = _backend(call), str(call.params["ModelPackageName"])
    arn = backend.model_package_name_mapping.pop(name, name)
    if backend.model_packages.pop(arn, None) is None:
        raise call.refuse(_INVALID, f"ModelPackage {name} does not exist.")
    return {}


def _merged(base: Answer, over: Answer) -> Answer:
    both = {name: _merged(base[name], over[name]) for name in base if isinstance(base[name], dict) and name in over}
    return {**base, **over, **both}


# Models and endpoints


def _complete_model(_: Call, model: Any) -> None:
    for container in [model.asked.get("PrimaryContainer"), *model.asked.get("Containers", [])]:
        if container is not None:
            container.setdefault("Mode", "SingleModel")


def _check_endpoint_config(call: Call) -> None:
    for variant in _variants(call.params):
        if "ModelName" in variant:  # none where inference components bring the models
            _find(call, "Model", variant["ModelName"])


def _complete_endpoint_config(_: Call, config: Any) -> None:
    for variant in _variants(config.asked):
        variant.setdefault("InitialVariantWeight", 1.0)
    config.production_variants = config.asked["ProductionVariants"]


def _check_endpoint(call: Call) -> None:
    _find(call, "EndpointConfig", call.params["EndpointConfigName"])


def _serve(call: Call, endpoint: Any) -> None:
    """Put an endpoint on the configuration it asks for."""
    config = _find(call, "EndpointConfig", endpoint.asked["EndpointConfigName"])
    endpoint.endpoint_config_name = config.endpoint_config_name
    endpoint.production_variants = endpoint._process_production_variants(config.asked["ProductionVariants"])
    endpoint.last_modified_time = utcnow()
    told = {name: config.asked.get(name) for name in ("AsyncInferenceConfig", "ExplainerConfig", "MetricsConfig")}
    told["LastDeploymentConfig"] = endpoint.asked.pop("DeploymentConfig", None)
    told["DataCaptureConfig"] = endpoint.data_capture_config = _capture(config.asked.get("DataCaptureConfig"))
    told["ShadowProductionVariants"] = endpoint._process_production_variants(
        config.asked.get("ShadowProductionVariants", [])
    )
    endpoint.asked.update({name: value or None for name, value in told.items()})  # None leaves it out of the answer


def _capture(asked: dict[str, Any] | None) -> dict[str, Any] | None:
    return asked and {
        "EnableCapture": asked.get("EnableCapture", False),
        "CaptureStatus": "Started" if asked.get("EnableCapture") else "Stopped",
        "CurrentSamplingPercentage": asked["InitialSamplingPercentage"],
        "DestinationS3Uri": asked["DestinationS3Uri"],
        "KmsKeyId": asked.get("KmsKeyId"),
    }


@answers(SageMakerResponse, "UpdateEndpoint")
def update_endpoint(call: Call) -> Answer:
    endpoint = _find(call, "Endpoint")
    _check_endpoint(call)
    before = {variant["VariantName"]: variant for variant in endpoint.production_variants}
    endpoint.asked["EndpointConfigName"] = call.params["EndpointConfigName"]
    endpoint.asked["DeploymentConfig"] = call.params.get("DeploymentConfig") or (
        endpoint.asked.get("LastDeploymentConfig") if call.params.get("RetainDeploymentConfig") else None
    )
    _serve(call, endpoint)
    if call.params.get("RetainAllVariantProperties"):
        excluded = {kind["VariantPropertyType"] for kind in call.params.get("ExcludeRetainedVariantProperties", [])}
        for variant in endpoint.production_variants:
            for property_type, what in (("DesiredWeight", "Weight"), ("DesiredInstanceCount", "InstanceCount")):
                if property_type not in excluded:
                    old = before.get(variant["VariantName"], {})
                    variant.update({name: old[name] for name in (f"Desired{what}", f"Current{what}") if name in old})
    return {"EndpointArn": endpoint.arn}


@answers(SageMakerResponse, "UpdateEndpointWeightsAndCapacities")
def update_endpoint_weights_and_capacities(call: Call) -> Answer:
    endpoint = _find(call, "Endpoint")
    variants = {variant["VariantName"]: variant for variant in endpoint.production_variants}
    for desired in call.params["DesiredWeightsAndCapacities"]:
        if desired["VariantName"] not in variants:
            raise call.refuse(
                _INVALID,
                f'The variant name(s) "{desired["VariantName"]}" is/are not present within endpoint configuration '
                f'"{endpoint.endpoint_config_name}".',
            )
    for desired in call.params["DesiredWeightsAndCapacities"]:
        for wanted, what in (("DesiredWeight", "Weight"), ("DesiredInstanceCount", "InstanceCount")):
            if wanted in desired:
                variants[desired["VariantName"]].update({wanted: desired[wanted], f"Current{what}": desired[wanted]})
    endpoint.last_modified_time = utcnow()
    return {"EndpointArn": endpoint.arn}


def _variants(asked: Answer) -> list[dict[str, Any]]:
    return [*asked.get("ProductionVariants", []), *asked.get("ShadowProductionVariants", [])]


def _validate_instance_type(_: FakeEndpointConfig, instance_type: str) -> None:
    known: list[str] = cast(Any, get_service_model("sagemaker").shape_for("ProductionVariantInstanceType")).enum
    if instance_type not in known:
        raise ValidationError(
            f"1 validation error detected: Value '{instance_type}' at 'productionVariants.1.member.instanceType' "
            f"failed to satisfy constraint: Member must satisfy enum value set: {known}"
        )


def _validate_nothing(*_: Any, **__: Any) -> None:
    pass


replace(FakeEndpointConfig, validate_instance_type=_validate_instance_type)  # moto's list ends in 2020
replace(SageMakerModelBackend, validate_production_variants=_validate_nothing)  # checked before, in AWS's words


# Feature groups


def _prepare_feature_group(call: Call) -> None:
    # moto cannot do without an offline store. Describe leaves out what was not asked for.
    call.response.params.setdefault("OfflineStoreConfig", {"S3StorageConfig": {"S3Uri": ""}})


def _complete_feature_group(_: Call, group: Any) -> None:
    if "OfflineStoreConfig" in group.asked:
        group.asked["OfflineStoreStatus"] = {"Status": "Active"}
        if group.asked["OfflineStoreConfig"].get("DisableGlueTableCreation"):
            group.offline_store_config.pop("DataCatalogConfig")


@answers(SageMakerResponse, "UpdateFeatureGroup")
def update_feature_group(call: Call) -> Answer:
    group = _find(call, "FeatureGroup")
    have = {feature["FeatureName"] for feature in group.asked["FeatureDefinitions"]}
    for feature in call.params.get("FeatureAdditions", []):
        if feature["FeatureName"] in have:
            raise call.refuse(_INVALID, f"Feature {feature['FeatureName']} already exists in the feature group.")
    group.asked["FeatureDefinitions"] += call.params.get("FeatureAdditions", [])
    for store in ("OnlineStoreConfig", "ThroughputConfig"):
        if store in call.params:
            group.asked[store] = _merged(group.asked.get(store, {}), call.params[store])
    group.asked["LastModifiedTime"] = utcnow()
    group.asked["LastUpdateStatus"] = {"Status": "Successful"}
    return {"FeatureGroupArn": group.arn}


@answers(SageMakerResponse, "ListFeatureGroups")
def list_feature_groups(call: Call) -> Answer:
    groups = [group.describe() for group in _backend(call).feature_groups.values()]
    part = call.params.get("NameContains", "")
    return {"FeatureGroupSummaries": [group for group in groups if part in group["FeatureGroupName"]]}


# Pipelines


def _check_pipeline(call: Call) -> None:
    try:
        json.loads(call.params.get("PipelineDefinition", "{}"))
    except ValueError as error:
        raise call.refuse(_INVALID, f"Unable to parse pipeline definition: {error}") from error


def _complete_pipeline(_: Call, pipeline: Any) -> None:
    pipeline.asked["PipelineDefinition"] = pipeline.pipeline_definition
    pipeline.asked.setdefault("PipelineDisplayName", pipeline.pipeline_name)


@answers(SageMakerResponse, "UpdatePipeline")
def update_pipeline(call: Call) -> Answer:
    pipeline = _find(call, "Pipeline")
    _check_pipeline(call)
    answer = call.moto()
    pipeline.asked.update(call.params)
    pipeline.last_modified_time = utcnow()
    _complete_pipeline(call, pipeline)
    return answer


def _definition_in_s3(location: dict[str, Any], account_id: str, partition: str) -> str:
    found: Any = s3_backends[account_id][partition].get_object(
        location["Bucket"], location["ObjectKey"], location.get("VersionId")
    )
    if found is None:
        raise ValidationError(f"Could not read s3://{location['Bucket']}/{location['ObjectKey']}.")
    return found.value.decode()


# moto parses the definition, and then describes an object where AWS has a string.
replace(moto_models, load_pipeline_definition_from_s3=_definition_in_s3)


# Tags, of every kind that moto keeps


@answers(SageMakerResponse, "ListTags")
def list_tags(call: Call) -> Answer:
    return {"Tags": _tagged(call).tags}


@answers(SageMakerResponse, "AddTags")
def add_tags(call: Call) -> Answer:
    resource, new = _tagged(call), {tag["Key"] for tag in call.params["Tags"]}
    resource.tags = [*(tag for tag in resource.tags if tag["Key"] not in new), *call.params["Tags"]]
    return {"Tags": resource.tags}


@answers(SageMakerResponse, "DeleteTags")
def delete_tags(call: Call) -> Answer:
    resource = _tagged(call)
    resource.tags = [tag for tag in resource.tags if tag["Key"] not in call.params["TagKeys"]]
    return {}


def _tagged(call: Call) -> Any:
    arn = str(call.params["ResourceArn"])
    for store in vars(_backend(call)).values():
        for entry in cast(dict[str, Any], store).values() if isinstance(store, dict) else ():
            for resource in entry if isinstance(entry, list) else [entry]:
                if getattr(resource, "arn", None) == arn:
                    resource.tags = resource.tags or []
                    return resource
    raise call.refuse(_INVALID, f"Could not find resource with ARN {arn}.")


_PREPARE = {
    "EndpointConfig": _check_endpoint_config,
    "Endpoint": _check_endpoint,
    "FeatureGroup": _prepare_feature_group,
    "Pipeline": _check_pipeline,
}
_FINISH = {
    "Model": _complete_model,
    "EndpointConfig": _complete_endpoint_config,
    "Endpoint": _serve,
    "FeatureGroup": _complete_feature_group,
    "Pipeline": _complete_pipeline,
}
