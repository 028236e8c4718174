"""Step Functions: no state machine has published versions, which the real AWS provider asks for after every write."""

from moto.stepfunctions.responses import StepFunctionResponse

from local.cloud.gaps.filling import Answer, Call, answers


@answers(StepFunctionResponse, "ListStateMachineVersions")
def list_state_machine_versions(_: Call) -> Answer:
    return {"stateMachineVersions": []}
