"""Objects: create, describe and delete a resource of any kind."""

from moto.core.utils import get_service_model
from moto.sagemaker.responses import SageMakerResponse

from local.cloud.gaps.filling import Answer, Call, answers
from local.cloud.gaps.sagemaker import kinds

# What Describe tells although nobody asked for it.
_DEFAULTS: dict[str, Answer] = {
    "Model": {"EnableNetworkIsolation": False},
}


@answers(SageMakerResponse, *(f"Create{kind.noun}" for kind in kinds.KINDS))
def create(call: Call) -> Answer:
    kind = kinds.BY_NOUN[call.operation.removeprefix("Create")]
    name = str(call.params[kind.name])
    store, key = kinds.place(call, kind, name)
    if key in store:
        code, message = kind.taken
        raise call.refuse(code, message.format(arn=kinds.arn(call, kind, name), name=name))
    if check := kinds.CHECKS.get(kind.noun):
        check(call)
    answer = call.moto()
    made = store[key]
    made.asked = call.params
    made.tags = call.params.get("Tags") or []
    made.arn = kinds.arn(call, kind, name)  # moto keeps a tuple for endpoint configurations
    if complete := kinds.COMPLETIONS.get(kind.noun):
        complete(call, made)
    return answer


@answers(SageMakerResponse, *(f"Describe{kind.noun}" for kind in kinds.KINDS))
def describe(call: Call) -> Answer:
    noun = call.operation.removeprefix("Describe")
    found = kinds.find(call, noun)
    could_ask = get_service_model("sagemaker").operation_model(f"Create{noun}").input_shape.members
    known = {name: value for name, value in call.moto().items() if name not in could_ask or name in found.asked}
    return kinds.merged({**known, **_DEFAULTS.get(noun, {})}, found.asked)


@answers(SageMakerResponse, *(f"Delete{noun}" for noun in ("Model", "EndpointConfig")))
def delete(call: Call) -> Answer:
    kind = kinds.BY_NOUN[call.operation.removeprefix("Delete")]
    kinds.find(call, kind.noun)
    store, key = kinds.place(call, kind, str(call.params[kind.name]))
    del store[key]
    return {}
