"""Interpreter: run the definition of a deployed state machine in its own role, its calls going to the local cloud.

The interpreter of the Amazon States Language is moto's. What it lacks of Step Functions is put right here.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

import boto3
import moto.stepfunctions.parser.asl.utils.boto_client as clients
import pytest
from moto import mock_aws
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.state_task_service_glue import (
    StateTaskServiceGlue,
)

Json = dict[str, Any]


class Calls:
    """The clients that the machine's states call by: in the machine's role, and a Glue job is played when it starts."""

    def __init__(self, url: str, region: str, keys: Mapping[str, str], job: Callable[[Json], None]) -> None:
        self._session, self._url, self._job = boto3.Session(region_name=region, **keys), url, job

    def client(self, *, service_name: str, **_: Any) -> Any:
        client: Any = self._session.client(service_name, endpoint_url=self._url)
        if service_name == "glue":
            start = client.start_job_run
            client.start_job_run = lambda **given: (start(**given), self._job(given))[0]
        if service_name == "s3":
            # Step Functions hands on an object's text, the interpreter the stream that boto3 gives.
            get = client.get_object
            client.get_object = lambda **given: {"Body": get(**given)["Body"].read().decode()}
        return client


def waiting(self: Any, env: Any, **call: Any) -> None:
    """Wait for a Glue job. moto's own wait ends every integration that takes no task token with an error."""
    done = self._build_sync_resolver(env=env, **call)
    while env.is_running() and (result := done()) is None:
        pass
    if env.is_running():
        env.stack.append(json.loads(json.dumps(result, default=str)))


def hurried(definition: Json) -> Json:
    """The definition with pauses of a second and at most two further attempts."""
    for state in definition["States"].values():
        for retry in state.get("Retry", ()):
            retry.update(IntervalSeconds=1, BackoffRate=1.0, MaxAttempts=min(retry["MaxAttempts"], 2))
            retry.pop("MaxDelaySeconds", None)
            retry.pop("JitterStrategy", None)
    return definition


def execute(patch: pytest.MonkeyPatch, calls: Calls, definition: Json, role_arn: str, name: str, given: Json) -> Json:
    """One execution to its end, as Step Functions describes it."""
    patch.setattr(StateTaskServiceGlue, "_eval_integration_pattern", waiting)
    patch.setattr(clients, "boto3", calls)
    with mock_aws(config={"stepfunctions": {"execute_state_machine": True}}):
        states: Any = boto3.client(
            "stepfunctions", region_name="eu-west-1", endpoint_url="https://states.eu-west-1.amazonaws.com"
        )
        asked = {"name": "m", "definition": json.dumps(definition), "roleArn": role_arn}
        machine = states.create_state_machine(**asked)["stateMachineArn"]
        started = states.start_execution(stateMachineArn=machine, name=name, input=json.dumps(given))
        while (told := states.describe_execution(executionArn=started["executionArn"]))["status"] == "RUNNING":
            pass
    return told
