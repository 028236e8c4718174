"""MLflow: tracking servers, which can be stopped, and apps. Neither runs; an artifact store is a bucket."""

from local.cloud.store import families
from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind, Statuses
from local.cloud.store.services.sagemaker.words import Action, arn, missing, only_when, taken
from local.cloud.store.templates import fill

_READY = ("Created", "Updated", "Started", "Stopped", "UpdateFailed", "StartFailed", "StopFailed")
KINDS = (
    Kind(
        "MlflowTrackingServer",
        arn=arn("mlflow-tracking-server/{name}"),
        status="status",
        statuses=Statuses(
            "Creating", "Created", "Updating", "Deleting", "CreateFailed", "Stopping", "Stopped", "Starting", "Started",
            "Updated",
        ),
        defaults={"size": "Small", "mlflowversion": "2.16.2", "automaticmodelregistration": False,
                  "weeklymaintenancewindowstart": "Tue:03:30"},
        derived={"isactive": "Active", "url": "https://t-{lower:12}.{region}.experiments.sagemaker.aws"},
        missing=missing("MlflowTrackingServer"),
        taken=taken("MlflowTrackingServer"),
    ),
    Kind(
        "MlflowApp",
        key=("arn",),
        arn=arn("mlflow-app/app-{upper:12}"),
        status="status",
        statuses=Statuses("Creating", "Created", "Updating", "Deleting", "CreateFailed", updated="Updated"),
        defaults={"modelregistrationmode": "AutoModelRegistrationDisabled", "accountdefaultstatus": "DISABLED",
                  "mlflowversion": "3.0", "weeklymaintenancewindowstart": "Tue:03:30"},
        unique=("name",),
        missing=missing("MlflowApp", "{arn}"),
        taken=taken("MlflowApp"),
    ),
)  # fmt: skip


def start(call: Call) -> Answer:
    """StartMlflowTrackingServer."""
    answer = only_when(("Stopped", "StopFailed", "StartFailed"), families.start, "MlflowTrackingServer", "Starting")(
        call
    )
    _activate(call, "Active")
    return answer


def stop(call: Call) -> Answer:
    """StopMlflowTrackingServer."""
    allowed = tuple(status for status in _READY if status != "Stopped")
    answer = only_when(allowed, families.stop, "MlflowTrackingServer", "Stopping")(call)
    _activate(call, "Inactive")
    return answer


def _activate(call: Call, how: str) -> None:
    call.objects.edit(call.the(call.kind("MlflowTrackingServer"))).facts["isactive"] = how


def presigned_server_url(call: Call) -> Answer:
    """CreatePresignedMlflowTrackingServerUrl."""
    server = call.the(call.kind("MlflowTrackingServer"))
    return {"AuthorizedUrl": fill(f"{server.facts['url']}/auth?authToken={{letters:64}}", {})}


def presigned_app_url(call: Call) -> Answer:
    """CreatePresignedMlflowAppUrl."""
    app = call.the(call.kind("MlflowApp"))
    name = app.arn.rpartition("/")[2].lower()
    return {
        "AuthorizedUrl": fill(
            f"https://{name}.mlflow.sagemaker.{call.region}.app.aws/auth?authToken={{letters:64}}", {}
        )
    }


ACTIONS: dict[str, Action] = {
    "StartMlflowTrackingServer": start,
    "StopMlflowTrackingServer": stop,
    "CreatePresignedMlflowTrackingServerUrl": presigned_server_url,
    "CreatePresignedMlflowAppUrl": presigned_app_url,
}
