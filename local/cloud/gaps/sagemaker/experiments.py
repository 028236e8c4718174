"""Experiments: described and updated as they were asked for, and their trial components too."""

from typing import Any

from moto.core.utils import utcnow
from moto.sagemaker.responses import SageMakerResponse

from local.cloud.gaps.filling import Answer, Call, answers
from local.cloud.gaps.sagemaker.kinds import backend

_TOLD = ("DisplayName", "Description")
_PARTS = {"Parameters": "parameters", "InputArtifacts": "input_artifacts", "OutputArtifacts": "output_artifacts"}


@answers(SageMakerResponse, "CreateExperiment")
def create(call: Call) -> Answer:
    answer = call.moto()
    experiment = _the(call)
    experiment.told = {"DisplayName": experiment.experiment_name, **_told(call)}
    experiment.tags = call.params.get("Tags") or []
    return answer


@answers(SageMakerResponse, "DescribeExperiment")
def describe(call: Call) -> Answer:
    told = _the(call).told
    return {**call.moto(), **told}


@answers(SageMakerResponse, "UpdateExperiment")
def update(call: Call) -> Answer:
    experiment = _the(call)
    experiment.told |= _told(call)
    experiment.last_modified_time = utcnow()
    return {"ExperimentArn": experiment.arn}


@answers(SageMakerResponse, "CreateTrialComponent")
def create_component(call: Call) -> Answer:
    """With its tags, which moto forgets."""
    answer = call.moto()
    backend(call).trial_components[call.params["TrialComponentName"]].tags = call.params.get("Tags") or []
    return answer


@answers(SageMakerResponse, "UpdateTrialComponent")
def update_component(call: Call) -> Answer:
    """What the update names is added; moto would put it in the place of all that is there."""
    component = backend(call).trial_components.get(call.params["TrialComponentName"])
    before = {name: dict(getattr(component, held)) for name, held in _PARTS.items()} if component else {}
    for name in (f"{part}ToRemove" for part in before):
        call.response.params.pop(name, None)
    answer = call.moto()
    for name, have in before.items():
        gone = call.params.get(f"{name}ToRemove", ())
        merged = {**have, **call.params.get(name, {})}
        setattr(component, _PARTS[name], {key: value for key, value in merged.items() if key not in gone})
    return answer


def _the(call: Call) -> Any:
    name = call.params["ExperimentName"]
    if found := backend(call).experiments.get(name):
        return found
    raise call.refuse("ResourceNotFound", f"Experiment [{name}] does not exist.")


def _told(call: Call) -> Answer:
    return {name: call.params[name] for name in _TOLD if name in call.params}
