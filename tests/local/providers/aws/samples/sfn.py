"""Samples of Step Functions."""

import json

from tests.local.providers.aws.samples.sample import OTHER_TAGS, ROLE, TAGS, Sample

DEFINITION = {"StartAt": "Train", "States": {"Train": {"Type": "Pass", "End": True}}}
MACHINE = "{aws:sfn/stateMachine:StateMachine}"
VERSION = "{aws:sfn/stateMachine:StateMachine.stateMachineVersionArn}"

LOG = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/vendedlogs/states/train"

SAMPLES: dict[str, Sample] = {
    "aws:sfn/stateMachine:StateMachine": Sample(
        {"definition": json.dumps(DEFINITION), "roleArn": ROLE, "publish": True, "tags": TAGS},
        updates={
            "definition": json.dumps({**DEFINITION, "Comment": "other"}),
            "roleArn": ROLE + "2",
            "loggingConfiguration": {"level": "ALL", "includeExecutionData": True, "logDestination": f"{LOG}:*"},
            "tracingConfiguration": {"enabled": True},
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other", "type": "EXPRESS"},
        write_only=("publish",),
    ),
    "aws:sfn/activity:Activity": Sample({"tags": TAGS}, updates={"tags": OTHER_TAGS}, replaces={"name": "other"}),
    "aws:sfn/alias:Alias": Sample(
        {"name": "live", "routingConfigurations": [{"stateMachineVersionArn": VERSION, "weight": 100}]},
        updates={"description": "other"},
        replaces={"name": "other"},
    ),
}
