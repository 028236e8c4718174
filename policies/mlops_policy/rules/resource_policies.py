"""Policies that belong to a resource: what they say of actions and of the services that they let in."""

from ..controls import ACCESS
from ..kernel import DECISION, Severity, rule
from ..policy_document import Statement, statements
from ..values import Findings, Props, Unassessed
from .ecr import REPOSITORY_POLICY
from .iam import ALL, ROLE
from .kms import KEY, KEY_POLICY
from .messaging import QUEUE_POLICY, TOPIC_POLICY
from .s3 import POLICY

HOLDERS = (POLICY, KEY, KEY_POLICY, QUEUE_POLICY, TOPIC_POLICY, REPOSITORY_POLICY)
ALL_HOLDERS = (
    *(*HOLDERS, ROLE, "aws:cloudwatch/eventBusPolicy:EventBusPolicy", "aws:ec2/vpcEndpoint:VpcEndpoint"),
    "aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy",
)
PATHS = ("policy", "assumeRolePolicy", "resourcePolicy")
SOURCELESS = "events.amazonaws.com"
"""EventBridge says no source when it publishes to a topic, nor to the topic's key; to a queue it does.
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
"""


def written(props: Props) -> list[tuple[str, Statement]] | Unassessed:
    """The Allow statements of a resource's policy, or of a role's trust, with where each is written."""
    path = next((one for one in PATHS if one in props), PATHS[0])
    found = statements(props, path)
    if found is None:
        return Unassessed(path)
    return [(f"{path} {one.name}", one) for one in found if one.allows]


@rule(
    resource=ALL_HOLDERS,
    severity=Severity.MEDIUM,
    fix="List the actions.",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html",
    controls=ACCESS,
    manual=DECISION,
)
def policy_actions_listed(props: Props) -> Findings:
    """Every action includes those that delete the resource and rewrite its policy."""
    found = written(props)
    if isinstance(found, Unassessed):
        yield found
    else:
        for at, statement in found:
            if not ALL.isdisjoint(statement.actions):
                yield f"{at} allows every action."


@rule(
    resource=HOLDERS,
    severity=Severity.MEDIUM,
    fix="Add a condition on aws:SourceAccount or aws:SourceArn to the statement.",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    controls=ACCESS,
    manual=DECISION,
)
def policy_service_pinned(props: Props) -> Findings:
    """Without a source, another customer can have the service write here, or read with our key."""
    found = written(props)
    if isinstance(found, Unassessed):
        yield found
    else:
        for at, statement in found:
            services = {value for kind, value in statement.principals if kind == "Service"}
            sourceless = set() if statement.does("sqs:SendMessage") else {SOURCELESS}
            if services - sourceless and not statement.pinned:
                yield f"{at} lets a service in for whoever asks it."
