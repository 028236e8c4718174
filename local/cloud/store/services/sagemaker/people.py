"""People: workforces, their teams, and what they are asked: labeling jobs, flows and the pages of tasks."""

import hashlib
from typing import Any

from local.cloud.store.call import Call
from local.cloud.store.kinds import Kind, Parent, Statuses
from local.cloud.store.services.sagemaker.words import INVALID, Action, arn, missing, taken


def _team_up(call: Call, facts: dict[str, Any]) -> None:
    workforce = facts.setdefault("workforcename", "default")
    place = f"arn:{call.partition}:sagemaker:{call.region}:{call.account}"
    facts["workforcearn"] = f"{place}:workforce/{workforce}"


def _open_page(call: Call, facts: dict[str, Any]) -> None:
    """Describe tells where the template lies and what it hashes to, instead of the template."""
    template = facts["template"]
    if "Content" in template:
        digest = hashlib.sha256(template["Content"].encode()).hexdigest()
        where = f"https://sagemaker-human-task-ui-{call.region}.s3.{call.region}.amazonaws.com/{facts['name']}"
        facts["template"] = {"Url": where, "ContentSha256": digest}


def _count(_: Call, facts: dict[str, Any]) -> None:
    counters = ("TotalLabeled", "HumanLabeled", "MachineLabeled", "FailedNonRetryableError", "Unlabeled")
    facts["labelcounters"] = dict.fromkeys(counters, 0)
    facts["labelingjoboutput"] = {"OutputDatasetS3Uri": f"{facts['outputconfig']['S3OutputPath']}{facts['name']}"}


KINDS = (
    Kind(
        "Workforce",
        arn=arn("workforce/{name}"),
        status="status",
        statuses=Statuses("Initializing", "Active", "Updating", "Deleting", "Failed"),
        derived={"subdomain": "{lower:10}.labeling.{region}.sagemaker.aws"},
        missing=(INVALID, "No workforce found with name {name}."),
        taken=(INVALID, "The workforce {name} already exists."),
    ),
    Kind(
        "Workteam",
        arn=arn("workteam/private-crowd/{name}"),
        derived={"subdomain": "{lower:10}.labeling.{region}.sagemaker.aws"},
        parents=(
            Parent(
                "Workforce",
                {"workforcename": "name"},
                missing=(INVALID, "No workforce found with name {workforcename}."),
                in_use=(INVALID, "The workforce {workforcename} has workteams and cannot be deleted."),
                optional=True,
            ),
        ),
        finish=_team_up,
        missing=(INVALID, 'The work team "{arn}" isn\'t in your account.'),
        taken=("ResourceInUse", "The work team {name} already exists."),
    ),
    Kind(
        "HumanTaskUi",
        arn=arn("human-task-ui/{lower:name}"),
        status="status",
        statuses=Statuses(ready="Active", deleting="Deleting"),
        finish=_open_page,
        missing=missing("HumanTaskUi"),
        taken=taken("HumanTaskUi"),
    ),
    Kind(
        "FlowDefinition",
        arn=arn("flow-definition/{lower:name}"),
        status="status",
        statuses=Statuses("Initializing", "Active", "", "Deleting", "Failed"),
        missing=missing("FlowDefinition"),
        taken=taken("FlowDefinition"),
    ),
    Kind(
        "LabelingJob",
        arn=arn("labeling-job/{lower:name}"),
        status="status",
        statuses=Statuses("Initializing", "InProgress", failed="Failed", stopping="Stopping", stopped="Stopped"),
        derived={"jobreferencecode": "{upper:10}"},
        finish=_count,
        missing=missing("LabelingJob"),
        taken=taken("LabelingJob"),
    ),
)
ACTIONS: dict[str, Action] = {}
