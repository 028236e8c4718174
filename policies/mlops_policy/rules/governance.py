"""Governance: every resource says whose it is."""

from ..controls import GOVERNANCE, INVENTORY
from ..kernel import Severity, rule
from ..tags import tag
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
    found = {key: tag(props, key) for key in tags}
    if UNKNOWN in (props.get("tags"), props.get("tagsAll")) and None in found.values():
        yield Unassessed("tags")
        return
    absent = [key for key, value in found.items() if value in (None, "")]
    if absent:
        yield f"tags lack {', '.join(absent)}."
