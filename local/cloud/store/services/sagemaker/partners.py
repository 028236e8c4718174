"""Partners: the apps of other companies in SageMaker. None runs here."""

from local.cloud.store.kinds import Kind, Statuses
from local.cloud.store.services.sagemaker.words import Action, arn, missing, taken

KINDS = (
    Kind(
        "PartnerApp",
        key=("arn",),
        arn=arn("partner-app/app-{upper:12}"),
        status="status",
        statuses=Statuses("Creating", "Available", "Updating", "Deleting", "Failed"),
        derived={"version": "1.0", "baseurl": "https://app-{lower:12}.{region}.experiments.sagemaker.aws"},
        unique=("name",),
        missing=missing("PartnerApp", "{arn}"),
        taken=taken("PartnerApp"),
    ),
)
ACTIONS: dict[str, Action] = {}
