"""Pipelines: their definitions, a version each, and executions that take their moment. No step runs."""

import json
from typing import Any

from moto.s3.models import s3_backends

from local.cloud.store import families, filling, lists
from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind, Parent, Statuses
from local.cloud.store.objects import Object
from local.cloud.store.services.sagemaker.words import INVALID, NOT_FOUND, Action, all_of, arn, refuse
from local.cloud.store.shapes import members

_PIPELINE = Kind(
    "Pipeline",
    key=("name",),
    arn=arn("pipeline/{name}"),
    status="status",
    statuses=Statuses(ready="Active"),
    defaults={"displayname": "{name}"},
    missing=(NOT_FOUND, "Pipeline '{arn}' does not exist."),
    taken=(INVALID, "Pipeline names must be unique within an AWS account and region. {name} already exists."),
)
_EXECUTION = Kind(
    "PipelineExecution",
    key=("arn",),
    operations={"StartPipelineExecution": "create", "RetryPipelineExecution": ""},
    arn=arn("pipeline/{pipelinename}/execution/{lower:12}"),
    status="status",
    statuses=Statuses("Executing", "Succeeded", failed="Failed", stopping="Stopping", stopped="Stopped"),
    parents=(Parent("Pipeline", {"pipelinename": "name"}, blocks=False, cascade=True),),
    missing=(NOT_FOUND, "PipelineExecution '{arn}' does not exist."),
)
KINDS = (_PIPELINE, _EXECUTION)


def create(call: Call) -> Answer:
    """CreatePipeline, from a definition that is given or lies in S3."""
    _read_definition(call)
    answer = families.create(call, _PIPELINE)
    _number(call, call.the(_PIPELINE))
    return answer


def update(call: Call) -> Answer:
    """UpdatePipeline: a new definition is a new version."""
    before = call.the(_PIPELINE).facts["definition"]
    _read_definition(call)
    answer = families.update(call, _PIPELINE)
    pipeline = call.the(_PIPELINE)
    if pipeline.facts["definition"] != before:
        _number(call, pipeline)
    return {**answer, "PipelineVersionId": pipeline.facts["versions"][-1]["PipelineVersionId"]}


def describe(call: Call) -> Answer:
    """DescribePipeline: as it is, or one of its versions."""
    pipeline = call.the(_PIPELINE, {"name": call.params["PipelineName"].rpartition("/")[2]})
    wanted = call.params.get("PipelineVersionId")
    if wanted is None:
        return call.answer(pipeline)
    return call.answer(pipeline, definition=_version(pipeline, wanted)["PipelineDefinition"])


def list_versions(call: Call) -> Answer:
    """ListPipelineVersions, the latest first."""
    pipeline = call.the(_PIPELINE, {"name": call.params["PipelineName"].rpartition("/")[2]})
    found = [{**each, "PipelineArn": pipeline.arn} for each in pipeline.facts["versions"]]
    if call.params.get("SortOrder") != "Ascending":
        found.reverse()
    part, told = lists.page(call.operation, call.params, found)
    return {**told, "PipelineVersionSummaries": part}


def update_version(call: Call) -> Answer:
    """UpdatePipelineVersion: what a version is called."""
    pipeline = call.the(_PIPELINE, {"name": call.params["PipelineArn"].rpartition("/")[2]})
    edited = call.objects.edit(pipeline)
    version = _version(edited, call.params["PipelineVersionId"])
    names = ("PipelineVersionDisplayName", "PipelineVersionDescription")
    version.update({name: call.params[name] for name in names if name in call.params})
    return {"PipelineArn": pipeline.arn, "PipelineVersionId": version["PipelineVersionId"]}


def start(call: Call) -> Answer:
    """StartPipelineExecution, of the pipeline as it is now or of one of its versions."""
    pipeline = call.the(_PIPELINE, {"name": call.params["PipelineName"].rpartition("/")[2]})
    call.params["PipelineName"] = pipeline.facts["name"]
    number = call.params.setdefault("PipelineVersionId", pipeline.facts["versions"][-1]["PipelineVersionId"])
    definition = _version(pipeline, number)["PipelineDefinition"]
    _check_parameters(definition, call.params.get("PipelineParameters", []))
    answer = families.create(call, _EXECUTION)
    facts = call.objects.edit(call.the(_EXECUTION, {"arn": answer["PipelineExecutionArn"]})).facts
    facts |= {"pipelinearn": pipeline.arn, "definition": definition}
    call.objects.edit(pipeline).facts["lastruntime"] = call.now
    return answer


def list_executions(call: Call) -> Answer:
    """ListPipelineExecutions of a pipeline, the latest first."""
    pipeline = call.the(_PIPELINE, {"name": call.params["PipelineName"].rpartition("/")[2]})
    found = [each for each in all_of(call, "PipelineExecution") if each.facts["pipelinearn"] == pipeline.arn]
    if call.params.get("SortOrder") != "Ascending":
        found.reverse()
    shape = members(call.operation.output_shape)["PipelineExecutionSummaries"].member
    part, told = lists.page(call.operation, call.params, found)
    return {**told, "PipelineExecutionSummaries": [filling.summary(shape, each) for each in part]}


def list_steps(call: Call) -> Answer:
    """ListPipelineExecutionSteps: the steps of the definition, as far as the execution is."""
    execution = call.the(_EXECUTION)
    status = {"Succeeded": "Succeeded", "Stopped": "Stopped"}.get(execution.status, "Executing")
    ended = {} if status == "Executing" else {"EndTime": execution.data["changed"]}
    found = [
        {"StepName": step["Name"], "StepStatus": status, "StartTime": execution.data["made"], **ended}
        for step in json.loads(execution.facts["definition"]).get("Steps", [])
    ]
    part, told = lists.page(call.operation, call.params, found)
    return {**told, "PipelineExecutionSteps": part}


def describe_definition(call: Call) -> Answer:
    """DescribePipelineDefinitionForExecution."""
    execution = call.the(_EXECUTION)
    return {"PipelineDefinition": execution.facts["definition"], "CreationTime": execution.data["made"]}


def list_parameters(call: Call) -> Answer:
    """ListPipelineParametersForExecution: those that are given, over the defaults of the definition."""
    execution = call.the(_EXECUTION)
    known = _parameters(execution.facts["definition"])
    given = {each["Name"]: each["Value"] for each in execution.facts.get("pipelineparameters", [])}
    merged = {**{name: default for name, default in known.items() if default is not None}, **given}
    found = [{"Name": name, "Value": str(value)} for name, value in merged.items()]
    part, told = lists.page(call.operation, call.params, found)
    return {**told, "PipelineParameters": part}


def stop(call: Call) -> Answer:
    """StopPipelineExecution."""
    execution = call.the(_EXECUTION)
    if execution.status != "Executing":
        raise refuse(f"Only pipelines in Executing status can be stopped: {execution.arn} is {execution.status}.")
    return families.stop(call, _EXECUTION)


def retry(call: Call) -> Answer:
    """RetryPipelineExecution of one that failed or was stopped."""
    execution = call.the(_EXECUTION)
    if execution.status not in ("Failed", "Stopped"):
        raise refuse(f"Only failed and stopped executions can be retried: {execution.arn} is {execution.status}.")
    call.objects.move(execution, "Executing", "Succeeded")
    return {"PipelineExecutionArn": execution.arn}


def _read_definition(call: Call) -> None:
    if lies := call.params.pop("PipelineDefinitionS3Location", None):
        backend = s3_backends[call.account][call.partition]
        try:
            found: Any = backend.get_object(lies["Bucket"], lies["ObjectKey"], lies.get("VersionId"))
        except Exception:
            found = None
        if found is None:
            raise refuse(f"Could not read s3://{lies['Bucket']}/{lies['ObjectKey']}.")
        call.params["PipelineDefinition"] = found.value.decode()
    try:
        json.loads(call.params.get("PipelineDefinition", "{}"))
    except ValueError as error:
        raise refuse(f"Unable to parse pipeline definition: {error}") from error


def _number(call: Call, pipeline: Object) -> None:
    facts = call.objects.edit(pipeline).facts
    versions = facts.setdefault("versions", [])
    version = {"PipelineVersionId": len(versions) + 1, "PipelineDefinition": facts["definition"]}
    versions.append({**version, "CreationTime": call.now})


def _version(pipeline: Object, number: int) -> dict[str, Any]:
    versions: list[dict[str, Any]] = pipeline.facts["versions"]
    if not 1 <= number <= len(versions):
        raise refuse(f"Pipeline version {number} of {pipeline.arn} does not exist.", NOT_FOUND)
    return versions[number - 1]


def _parameters(definition: str) -> dict[str, Any]:
    return {each["Name"]: each.get("DefaultValue") for each in json.loads(definition).get("Parameters", [])}


def _check_parameters(definition: str, given: list[dict[str, str]]) -> None:
    known = _parameters(definition)
    names = {each["Name"] for each in given}
    if unknown := sorted(names - set(known)):
        raise refuse(f"Unknown parameters {unknown} for the pipeline definition.")
    if open_ := sorted(name for name, default in known.items() if default is None and name not in names):
        raise refuse(f"Missing parameters {open_} of the pipeline definition.")


ACTIONS: dict[str, Action] = {
    "CreatePipeline": create,
    "UpdatePipeline": update,
    "DescribePipeline": describe,
    "ListPipelineVersions": list_versions,
    "UpdatePipelineVersion": update_version,
    "StartPipelineExecution": start,
    "ListPipelineExecutions": list_executions,
    "ListPipelineExecutionSteps": list_steps,
    "DescribePipelineDefinitionForExecution": describe_definition,
    "ListPipelineParametersForExecution": list_parameters,
    "StopPipelineExecution": stop,
    "RetryPipelineExecution": retry,
}
