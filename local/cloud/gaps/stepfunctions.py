"""Step Functions: the versions of a state machine, which the real AWS provider asks for after every write."""

from moto.stepfunctions.models import stepfunctions_backends
from moto.stepfunctions.responses import StepFunctionResponse

from local.cloud.gaps.filling import Answer, Call, answers


@answers(StepFunctionResponse, "ListStateMachineVersions")
def list_state_machine_versions(call: Call) -> Answer:
    """The newest first."""
    machine = stepfunctions_backends[call.account][call.region].describe_state_machine(call.params["stateMachineArn"])
    newest = [version for _, version in sorted(machine.versions.items(), reverse=True)]
    told = [{"stateMachineVersionArn": version.arn, "creationDate": version.creation_date} for version in newest]
    return {"stateMachineVersions": told}
