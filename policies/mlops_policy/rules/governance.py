"""Governance: every resource says whose it is."""

from ..controls import GOVERNANCE, INVENTORY
from ..kernel import Severity, rule
from ..values import UNKNOWN, Findings, Props, Unassessed

TAGGED = (
    "aws:cloudwatch/logGroup:LogGroup",
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    "aws:iam/role:Role",
    "aws:kms/key:Key",
    "aws:s3/bucket:Bucket",
    "aws:sagemaker/domain:Domain",
    "aws:sagemaker/endpoint:Endpoint",
    "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
    "aws:sagemaker/featureGroup:FeatureGroup",
    "aws:sagemaker/model:Model",
    "aws:sagemaker/modelPackageGroup:ModelPackageGroup",
    "aws:sagemaker/notebookInstance:NotebookInstance",
    "aws:sagemaker/pipeline:Pipeline",
    "aws:sns/topic:Topic",
    "aws:sqs/queue:Queue",
)
REQUIRED = ["owner", "cost-center", "data-classification", "environment", "product"]


@rule(
    resource=TAGGED,
    severity=Severity.LOW,
    fix="Tag it, or set the tags once as the provider's default tags.",
    url="https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html",
    peers=["config:required-tags"],
    controls=GOVERNANCE + INVENTORY,
    settings={"tags": {"type": "array", "items": {"type": "string"}, "default": REQUIRED}},
)
def required_tags(props: Props, *, tags: list[str]) -> Findings:
    """An incident, an invoice and an audit each begin with the question whose this is."""
    holders = [props.get("tagsAll"), props.get("tags")]
    known = {key: value for holder in holders if isinstance(holder, dict) for key, value in holder.items()}
    absent = [key for key in tags if known.get(key) in (None, "")]
    if absent and UNKNOWN in holders:
        yield Unassessed("tags")
    elif absent:
        yield f"tags lack {', '.join(absent)}."
