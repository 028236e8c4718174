"""Notebooks: notebook instances, which must be stopped to be changed, their lifecycle configurations, repositories."""

from local.cloud.store import families
from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind, Parent, Statuses
from local.cloud.store.services.sagemaker.words import INVALID, Action, arn, only_when
from local.cloud.store.templates import fill

_GONE = (INVALID, "RecordNotFound")
KINDS = (
    Kind(
        "NotebookInstance",
        arn=arn("notebook-instance/{lower:name}"),
        status="status",
        statuses=Statuses(
            "Pending",
            "InService",
            "Updating",
            "Deleting",
            "Failed",
            "Stopping",
            "Stopped",
            "Pending",
            updated="Stopped",
        ),
        renames={"securitygroupids": "securitygroups"},
        defaults={
            "directinternetaccess": "Enabled",
            "rootaccess": "Enabled",
            "volumesizeingb": 5,
            "platformidentifier": "notebook-al2-v2",
            "instancemetadataserviceconfiguration": {"MinimumInstanceMetadataServiceVersion": "1"},
        },
        derived={"url": "{lower:name}.notebook.{region}.sagemaker.aws"},
        parents=(
            Parent("NotebookInstanceLifecycleConfig", {"lifecycleconfigname": "name"}, optional=True, blocks=False),
        ),
        missing=_GONE,
        taken=(INVALID, "Cannot create a duplicate Notebook Instance ({arn})"),
    ),
    Kind(
        "NotebookInstanceLifecycleConfig",
        arn=arn("notebook-instance-lifecycle-config/{lower:name}"),
        missing=(INVALID, "Unable to describe Notebook Instance Lifecycle Config '{arn}'. (Details: RecordNotFound)"),
        taken=(INVALID, "Unable to create Notebook Instance Lifecycle Config {arn}. (Details: it already exists.)"),
    ),
    Kind(
        "CodeRepository",
        arn=arn("code-repository/{lower:name}"),
        missing=(INVALID, 'Cannot find CodeRepository: "{arn}"'),
        taken=(INVALID, "Cannot create a duplicate Code Repository ({arn})"),
    ),
)


def presigned_url(call: Call) -> Answer:
    """CreatePresignedNotebookInstanceUrl."""
    notebook = call.the(call.kind("NotebookInstance"))
    return {"AuthorizedUrl": fill(f"https://{notebook.facts['url']}?authToken={{letters:64}}", {})}


def _update(call: Call, kind: Kind) -> Answer:
    """UpdateNotebookInstance: what is to be taken away is told by members of their own."""
    found = call.the(kind)
    facts = call.facts(kind)
    for name in [name for name in facts if name.startswith("disassociate")]:
        if facts.pop(name):
            what = name.removeprefix("disassociate")
            call.objects.edit(found).facts.pop({"lifecycleconfig": "lifecycleconfigname"}.get(what, what), None)
    changed = families.change(call, found, facts)
    statuses = kind.statuses or Statuses()
    call.objects.move(changed, statuses.updating, statuses.updated)
    return {}


_STILL = ("Stopped", "Failed")
ACTIONS: dict[str, Action] = {
    "StartNotebookInstance": only_when(_STILL, families.start, "NotebookInstance", "Pending"),
    "StopNotebookInstance": only_when(("InService",), families.stop, "NotebookInstance", "Stopping"),
    "UpdateNotebookInstance": only_when(_STILL, _update, "NotebookInstance", "Updating"),
    "DeleteNotebookInstance": only_when(_STILL, families.delete, "NotebookInstance", "Deleting"),
    "CreatePresignedNotebookInstanceUrl": presigned_url,
}
