"""CodeBuild: projects as they were asked for, their updates, their visibility and their webhook."""

from typing import Any

from moto.codebuild.models import codebuild_backends
from moto.codebuild.responses import CodeBuildResponse

from local.cloud.gaps.filling import Answer, Call, answers

_MISSING = "ResourceNotFoundException"


def _project(call: Call, name: str) -> dict[str, Any]:
    projects = codebuild_backends[call.account][call.region].codebuild_projects
    name = name.rpartition("/")[2]
    if name not in projects:
        raise call.refuse(_MISSING, f"Project cannot be found: {name}")
    return projects[name].project_metadata


def _remember(call: Call, project: dict[str, Any]) -> Answer:
    asked = {name: value for name, value in call.params.items() if name != "badgeEnabled"}
    project.update({name: value for name, value in asked.items() if value is not None})
    if asked.get("vpcConfig") == {}:
        del project["vpcConfig"]
    if "badgeEnabled" in call.params:
        url = f"https://codebuild.{call.region}.amazonaws.com/badges?uuid={project['name']}&branch=main"
        enabled = call.params["badgeEnabled"]
        project["badge"] = {"badgeEnabled": enabled, **({"badgeRequestUrl": url} if enabled else {})}
    return {"project": project}


@answers(CodeBuildResponse, "CreateProject")
def create_project(call: Call) -> Answer:
    call.moto()
    project = _project(call, call.params["name"])
    project["projectVisibility"] = "PRIVATE"
    return _remember(call, project)


@answers(CodeBuildResponse, "UpdateProject")
def update_project(call: Call) -> Answer:
    return _remember(call, _project(call, call.params["name"]))


@answers(CodeBuildResponse, "UpdateProjectVisibility")
def update_project_visibility(call: Call) -> Answer:
    project = _project(call, call.params["projectArn"])
    project.update({name: value for name, value in call.params.items() if name != "projectArn"})
    return {"projectArn": project["arn"], "projectVisibility": project["projectVisibility"]}


@answers(CodeBuildResponse, "CreateWebhook")
def create_webhook(call: Call) -> Answer:
    project = _project(call, call.params["projectName"])
    if "webhook" in project:
        raise call.refuse("ResourceAlreadyExistsException", f"Webhook already exists for {project['name']}")
    given = {name: value for name, value in call.params.items() if name != "projectName"}
    at = f"https://codebuild.{call.region}.amazonaws.com/webhooks"
    project["webhook"] = {"url": f"{at}?name={project['name']}", "payloadUrl": at, "status": "ACTIVE", **given}
    return {"webhook": {**project["webhook"], "secret": "told-only-once"}}


@answers(CodeBuildResponse, "UpdateWebhook")
def update_webhook(call: Call) -> Answer:
    webhook = _webhook(call)
    webhook.update({name: value for name, value in call.params.items() if name not in ("projectName", "rotateSecret")})
    if "branchFilter" in call.params:
        webhook.pop("filterGroups", None)
    return {"webhook": webhook}


@answers(CodeBuildResponse, "DeleteWebhook")
def delete_webhook(call: Call) -> Answer:
    _webhook(call)
    del _project(call, call.params["projectName"])["webhook"]
    return {}


def _webhook(call: Call) -> dict[str, Any]:
    project = _project(call, call.params["projectName"])
    if "webhook" not in project:
        raise call.refuse(_MISSING, f"Webhook not found for project {project['name']}")
    return project["webhook"]
