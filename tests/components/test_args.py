"""Args: plain values are checked, Outputs pass, everything wrong is told."""

import pulumi
import pytest
from pulumi_mlops.args import Args, Arn, Input, InstanceType, Settings
from pydantic import Field, ValidationError


class Machine(Settings):
    type: InstanceType = Field(description="Type.")
    size: int = Field(1, description="Not what MachineArgs takes.")


class MachineArgs(Args):
    type: InstanceType = Field(description="Type.")
    role: Input[Arn] = Field(description="Role.")


def test_a_plain_value_is_checked_and_the_message_says_what_is_right():
    with pytest.raises(ValidationError) as error:
        MachineArgs(type="m5.large", role="churn")
    assert [(detail["loc"], detail["msg"]) for detail in error.value.errors()] == [
        (("type",), 'must start with "ml.", for example ml.m5.large'),
        (("role", "value"), 'must be an ARN, which starts with "arn:aws"'),
    ]


def test_an_output_passes_as_it_is(engine):
    def program():
        role = pulumi.Output.from_input("not checked: it is not there yet")
        assert MachineArgs(type="ml.m5.large", role=role).role is role
        return "done"

    assert engine.build(program) == "done"


def test_an_unknown_argument_is_refused():
    with pytest.raises(ValidationError, match=r"instance_typ\n.*not permitted"):
        MachineArgs(type="ml.m5.large", role="arn:aws:iam::1:role/r", instance_typ="x")


def test_args_cannot_be_changed_after_they_were_checked():
    args = MachineArgs(type="ml.m5.large", role="arn:aws:iam::1:role/r")
    with pytest.raises(ValidationError, match="frozen"):
        args.type = "m5.large"


def test_of_takes_the_settings_it_knows_and_the_links():
    args = MachineArgs.of(Machine(type="ml.g5.xlarge", size=3), role="arn:aws:iam::1:role/r", tags={"a": "b"})
    assert args.model_dump() == {"type": "ml.g5.xlarge", "role": "arn:aws:iam::1:role/r", "tags": {"a": "b"}}


def test_the_json_schema_shows_the_form_of_a_value_and_nothing_of_outputs():
    schema = MachineArgs.model_json_schema()
    assert schema["properties"]["role"] == {
        "description": "Role.",
        "oneOf": [{"pattern": "^arn:aws[a-z-]*:", "type": "string"}],
        "title": "Role",
    }
    assert schema["required"] == ["type", "role"]
