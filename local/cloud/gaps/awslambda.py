"""Lambda: settings of functions, their URLs and mappings that moto drops; who may sign their code."""

from typing import Any

from moto.awslambda import urls
from moto.awslambda.models import FunctionUrlConfig, LambdaBackend, LambdaFunction, lambda_backends
from moto.awslambda.responses import LambdaResponse

from local.cloud.gaps.filling import Answer, Call, answers
from local.cloud.patching import replace

urls.url_paths[r"{0}/2021-10-31/functions/(?P<FunctionName>[^/]+)/urls$"] = LambdaResponse.dispatch

_DROPPED = (
    "AcceleratorConfig",
    "CapacityProviderConfig",
    "DeadLetterConfig",
    "DurableConfig",
    "EphemeralStorage",
    "FileSystemConfigs",
    "ImageConfig",
    "KMSKeyArn",
    "LoggingConfig",
    "RuntimeConfig",
    "SnapStart",
    "TenancyConfig",
    "TracingConfig",
)
_OF_URL = ("AuthType", "Cors", "InvokeMode")
_IN_MAPPING = {"KMSKeyArn": "kms_key", "MetricsConfig": "metrics", "ProvisionedPollerConfig": "poller_config"}


def _run_nothing(function: LambdaFunction, event: str | None = None) -> tuple[str, bool, str]:  # noqa: ARG001
    """The answer of a function that returns nothing, where `functions.py` does not run it. moto starts a container."""
    return "null", False, ""


replace(LambdaFunction, _invoke_lambda=_run_nothing)


def _backend(call: Call) -> LambdaBackend:
    return lambda_backends[call.account][call.region]


def _the(call: Call) -> LambdaFunction:
    return _backend(call).get_function(call.params["FunctionName"], call.params.get("Qualifier"))


@answers(LambdaResponse, "CreateFunction", "UpdateFunctionConfiguration")
def update_function_configuration(call: Call) -> Answer:
    answer = call.moto()
    found = _the(call)
    asked = {name: call.params[name] for name in _DROPPED if call.params.get(name) is not None}
    vars(found)["asked"] = {**vars(found).get("asked", {}), **asked}
    return answer | _kept(found)


@answers(LambdaResponse, "GetFunctionConfiguration", "UpdateFunctionCode", "PublishVersion")
def get_function_configuration(call: Call) -> Answer:
    answer = call.moto()
    return answer | _kept(_the(call))


@answers(LambdaResponse, "GetFunction")
def get_function(call: Call) -> Answer:
    answer = call.moto()
    return {**answer, "Configuration": answer["Configuration"] | _kept(_the(call))}


def _kept(found: LambdaFunction) -> Answer:
    """What was asked, as AWS tells it: nothing of what was emptied."""
    asked: dict[str, Any] = vars(found).get("asked", {})
    kept = {name: value or None for name, value in asked.items() if name != "ImageConfig"}
    if asked.get("ImageConfig"):
        kept["ImageConfigResponse"] = {"ImageConfig": asked["ImageConfig"]}
    if kept.get("SnapStart"):
        kept["SnapStart"] = {**asked["SnapStart"], "OptimizationStatus": "Off"}
    return kept


@answers(LambdaResponse, "PutFunctionCodeSigningConfig", "DeleteFunctionCodeSigningConfig")
def put_function_code_signing_config(call: Call) -> Answer:
    found = _the(call)
    found.code_signing_config_arn = call.params.get("CodeSigningConfigArn")
    return found.get_function_code_signing_config() if found.code_signing_config_arn else {}


@answers(LambdaResponse, "CreateFunctionUrlConfig")
def create_function_url_config(call: Call) -> Answer:
    urls = _urls(call)
    if (qualifier := call.params.get("Qualifier", "")) in urls:
        raise call.refuse("ResourceConflictException", "FunctionUrlConfig exists for this Lambda function")
    asked = {name: call.params[name] for name in _OF_URL if name in call.params}
    urls[qualifier] = FunctionUrlConfig(_the(call), asked)
    return _url(call)


@answers(LambdaResponse, "GetFunctionUrlConfig")
def get_function_url_config(call: Call) -> Answer:
    return _url(call)


@answers(LambdaResponse, "UpdateFunctionUrlConfig")
def update_function_url_config(call: Call) -> Answer:
    _url(call)
    url = _urls(call)[call.params.get("Qualifier", "")]
    url.config |= {name: call.params[name] for name in _OF_URL if name in call.params}
    return _url(call)


@answers(LambdaResponse, "DeleteFunctionUrlConfig")
def delete_function_url_config(call: Call) -> Answer:
    _url(call)
    del _urls(call)[call.params.get("Qualifier", "")]
    return {}


@answers(LambdaResponse, "ListFunctionUrlConfigs")
def list_function_url_configs(call: Call) -> Answer:
    return {"FunctionUrlConfigs": [_told(url, qualifier) for qualifier, url in sorted(_urls(call).items())]}


def _urls(call: Call) -> dict[str, FunctionUrlConfig]:
    """The URLs of a function by the alias they lead to: moto has one of each function."""
    return vars(_backend(call).get_function(call.params["FunctionName"])).setdefault("urls", {})


def _url(call: Call) -> Answer:
    qualifier = call.params.get("Qualifier", "")
    if (found := _urls(call).get(qualifier)) is None:
        raise call.refuse("ResourceNotFoundException", "The resource you requested does not exist.")
    return _told(found, qualifier)


def _told(url: FunctionUrlConfig, qualifier: str) -> Answer:
    arn = url.function.function_arn
    mode = url.config.get("InvokeMode", "BUFFERED")
    return {**url.to_dict(), "InvokeMode": mode, "FunctionArn": f"{arn}:{qualifier}" if qualifier else arn}


@answers(LambdaResponse, "UpdateEventSourceMapping")
def update_event_source_mapping(call: Call) -> Answer:
    call.moto()
    found = _backend(call).get_event_source_mapping(call.params["UUID"])
    if found is None:
        raise call.refuse("ResourceNotFoundException", "The resource you requested does not exist.")
    vars(found).update({kept: call.params[name] for name, kept in _IN_MAPPING.items() if name in call.params})
    return found.get_configuration()


@answers(LambdaResponse, "PutFunctionEventInvokeConfig")
def put_function_event_invoke_config(call: Call) -> Answer:
    found = _the(call)
    answer = call.moto()
    del found.event_invoke_config[:-1]
    return answer
