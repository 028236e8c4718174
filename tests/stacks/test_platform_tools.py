"""The platform's tools from the spec: images, Studio and where experiments are tracked."""

import json

import pytest
from mlops_stacks.model import Deployment, Environment
from mlops_stacks.platform import PlatformSpec, build
from pydantic import ValidationError

SPEC = {"platform": "platform", "owner": "us", "cost_center": "1", "data_classification": "internal"}
SCIENTIST = {"data_scientist": {"products": ["churn"], "taken_by": {"studio": True}}}
STUDIO = {"users": {"ada": {"persona": "data_scientist"}}}
TOOLS = (":ImageRepository", ":ImageBuild", ":Studio", ":ExperimentTracking", ":TrackingIntegration")


def made(engine, **given):
    spec = PlatformSpec.model_validate({**SPEC, **given})
    outputs = engine.build(lambda: build(Deployment(spec, Environment.LOCAL)))
    return outputs, [name for name in engine.names() if name.split()[0].endswith(TOOLS)]


def test_the_smallest_platform_has_no_tools(engine):
    outputs, tools = made(engine)
    assert tools == []
    assert outputs["tracking_uri"] is None


def test_each_tool_is_made_where_it_is_asked_for(engine):
    outputs, tools = made(
        engine,
        images={"bought": {}},
        studio=STUDIO,
        access={"personas": SCIENTIST},
        tracking={},
        trackers={"wandb": {"tracker": "wandb", "addresses": ["10.0.0.0/24"]}},
    )
    assert sorted(tools) == [
        "mlops:images:ImageRepository bought-image",
        "mlops:studio:Studio studio",
        "mlops:tracking:ExperimentTracking tracking",
        "mlops:tracking:TrackingIntegration wandb-tracker",
    ]
    assert outputs["images"] == {"bought": {"repository": "churn-local-bought-image"}}
    assert outputs["trackers"]["wandb"]["environment"]["WANDB_BASE_URL"] == "https://api.wandb.ai"


def test_an_image_is_built_in_the_platforms_network(engine, tmp_path):
    (tmp_path / "Dockerfile").write_text("FROM scratch\n")
    made(engine, images={"train": {"build": {"context": str(tmp_path)}}})
    assert engine.one("aws:codebuild/project:Project")["vpcConfig"]["vpcId"] == "network-vpc-id"


def test_people_of_studio_have_the_role_of_their_persona_and_log_runs_with_it(engine):
    made(
        engine,
        studio=STUDIO,
        access={"personas": SCIENTIST},
        tracking={},
    )
    role = engine.one("aws:sagemaker/userProfile:UserProfile")["userSettings"]["executionRole"]
    assert role.endswith("role/churn-local-data-scientist")
    policies = [one["policy"] for one in engine.all("aws:iam/policy:Policy") if "data-scientist" in one["name"]]
    statements = [statement for policy in policies for statement in json.loads(policy)["Statement"]]
    assert "sagemaker-mlflow:Create*" in {action for one in statements for action in one["Action"]}
    files = [one for one in statements if "s3:PutObject" in one["Action"]]
    assert any(resource.endswith("/mlflow/*") for one in files for resource in one["Resource"])


@pytest.mark.parametrize(
    ("access", "message"),
    [
        ({}, 'studio.users.ada.persona: "data_scientist" must be one of access.personas; there are none'),
        (
            {
                "personas": {
                    "data_scientist": {
                        "products": ["churn"],
                        "taken_by": {"roles": ["arn:aws:iam::123456789012:role/x"]},
                    }
                }
            },
            'studio.users.ada.persona: "data_scientist" cannot be taken by Studio: set '
            "access.personas.data_scientist.taken_by.studio",
        ),
    ],
)
def test_a_person_whose_persona_studio_cannot_take_is_refused(access, message):
    with pytest.raises(ValidationError) as error:
        PlatformSpec.model_validate({**SPEC, "studio": STUDIO, "access": access})
    assert [detail["msg"] for detail in error.value.errors()] == [message]
