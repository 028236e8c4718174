"""Whole-stack rules on SageMaker: what stands behind a notebook and an endpoint, and beside them."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from ..controls import ACCESS, GOVERNANCE, INVENTORY, LOGGING, MINIMISATION, RESILIENCE
from ..graph import NAMES, Resource, Stack
from ..kernel import Level, Severity, StackFindings, stack_rule
from ..policy_document import Statement, statements
from ..tags import PRODUCTION, environment
from ..values import UNKNOWN, MalformedError, Unassessed, get, items, missing
from .iam import ROLE, ROLE_POLICY
from .sagemaker import ENDPOINT, ENDPOINT_CONFIG, MODEL, NOTEBOOK, containers, variants

SCHEDULE = "aws:sagemaker/monitoringSchedule:MonitoringSchedule"
QUALITY = "aws:sagemaker/dataQualityJobDefinition:DataQualityJobDefinition"
CARD = "aws:sagemaker/modelCard:ModelCard"
ROLE_USERS = {
    "aws:sagemaker/domain:Domain": "defaultUserSettings.executionRole",
    "aws:sagemaker/model:Model": "executionRoleArn",
    "aws:sagemaker/notebookInstance:NotebookInstance": "roleArn",
    "aws:sagemaker/pipeline:Pipeline": "roleArn",
    "aws:sagemaker/featureGroup:FeatureGroup": "roleArn",
}
"""What takes a role of its own, and where it says which."""


@stack_rule(
    resource=NOTEBOOK,
    severity=Severity.CRITICAL,
    fix="List the actions that people need in the notebook's role.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/security_iam_id-based-policy-examples.html",
    peers=["CKV2_AWS_68"],
    controls=ACCESS,
)
def stack_notebook_role_scoped(stack: Stack) -> StackFindings:
    """Whoever opens a notebook is its role; one that may do everything makes everybody there an administrator."""
    taken = stack.links(NOTEBOOK, "roleArn", ROLE, named_by=("arn",))
    policies = stack.links(ROLE_POLICY, "role", ROLE, named_by=NAMES)
    for role in stack.of(ROLE):
        for notebook in taken.of(role):
            for policy in policies.of(role):
                allowed = allowing(policy)
                if allowed is None:
                    yield notebook, Unassessed(f"policy of the role {role.name}")
                elif any({"*", "*:*", "sagemaker:*"} & set(one.actions) for one in allowed):
                    yield notebook, f"its role {role.name} allows every action of SageMaker or of AWS."
    for notebook in taken.loose:
        yield notebook, Unassessed("roleArn")


def allowing(policy: Resource) -> list[Statement] | None:
    """The statements that allow something; `None` where they are not known, none where they are malformed."""
    try:
        found = statements(policy.props, "policy")
    except MalformedError:
        return []
    return None if found is None else [one for one in found if one.allows]


@stack_rule(
    resource=ENDPOINT,
    severity=Severity.MEDIUM,
    fix="Add a MonitoringSchedule on the endpoint, or the EndpointMonitor of your platform.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor.html",
    peers=["prowler:sagemaker_models_monitor_enabled"],
    controls=LOGGING,
    level=Level.DISABLED,
)
def stack_endpoint_monitored(stack: Stack) -> StackFindings:
    """Every endpoint is watched: without a monitor nobody sees that the world has changed."""
    watched = [
        stack.links(QUALITY, "dataQualityJobInput.endpointInput.endpointName", ENDPOINT, named_by=NAMES),
        stack.links(
            SCHEDULE,
            "monitoringScheduleConfig.monitoringJobDefinition.monitoringInputs.endpointInput.endpointName",
            ENDPOINT,
            named_by=NAMES,
        ),
    ]
    for endpoint in stack.of(ENDPOINT):
        if any(links.of(endpoint) for links in watched):
            continue
        if any(links.loose for links in watched):
            yield endpoint, Unassessed("endpointName of a monitoring job")
        else:
            yield endpoint, "no monitoring job reads what the endpoint captures."


@stack_rule(
    resource=MODEL,
    severity=Severity.MEDIUM,
    fix="Set modelPackageName to a version of the registry.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/model-registry-deploy.html",
    peers=["prowler:sagemaker_models_registry_in_use"],
    controls=GOVERNANCE,
    level=Level.DISABLED,
    settings={"groups": {"type": "array", "items": {"type": "string"}, "default": []}},
)
def stack_model_from_registry(stack: Stack, *, groups: list[str]) -> StackFindings:
    """What serves was registered, measured and approved, and can be told by its version; `groups`: in which."""
    for model in stack.of(MODEL):
        named = [get(one, "modelPackageName") for _, one in containers(model.props)]
        for name in named if groups else ():
            group = name.rpartition("model-package/")[2].rpartition("/")[0] if isinstance(name, str) else None
            if group is not None and not any(fnmatchcase(group, one) for one in groups):
                yield model, f'the group "{group}" is none of {", ".join(groups)}.'
        if UNKNOWN not in named and not any(named):
            yield model, "no container comes from the registry."
        elif UNKNOWN in named and any(one is UNKNOWN for _, one in containers(model.props)):
            yield model, Unassessed("primaryContainer.modelPackageName")


@stack_rule(
    resource=tuple(ROLE_USERS),
    severity=Severity.MEDIUM,
    fix="Give each its own role, with what it needs.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html",
    controls=ACCESS,
)
def stack_role_not_shared(stack: Stack) -> StackFindings:
    """What serves does not run with the role of what trains: one that many share may do what any of them needs."""
    for role in stack.of(ROLE):
        kinds = {
            token: users
            for token, path in ROLE_USERS.items()
            if (users := stack.links(token, path, ROLE, named_by=("arn",)).of(role))
        }
        if len(kinds) > 1:
            names = ", ".join(sorted({users[0].name for users in kinds.values()}))
            for token in list(kinds)[1:]:
                yield kinds[token][0], f"its role {role.name} is shared by {names}."
    for token, path in ROLE_USERS.items():
        for user in stack.links(token, path, ROLE, named_by=("arn",)).loose:
            yield user, Unassessed(path)


@stack_rule(
    resource=ENDPOINT_CONFIG,
    severity=Severity.MEDIUM,
    fix="Put dev's and prod's endpoints into stacks of their own, or tag both with what they are.",
    url="https://docs.aws.amazon.com/wellarchitected/latest/machine-learning-lens/machine-learning-lens.html",
    controls=RESILIENCE + GOVERNANCE,
)
def stack_no_mixed_environments(stack: Stack) -> StackFindings:
    """A production endpoint refers to nothing of development."""
    users = stack.links(ENDPOINT, "endpointConfigName", ENDPOINT_CONFIG, named_by=NAMES)
    models = stack.links(ENDPOINT_CONFIG, "productionVariants.modelName", MODEL, named_by=NAMES)
    for config in stack.of(ENDPOINT_CONFIG):
        if any(environment(one.props) is UNKNOWN for one in users.of(config)):
            yield config, Unassessed("tags.environment of its endpoint")
        elif any(environment(one.props) in PRODUCTION for one in users.of(config)):
            for one in (config, *(model for model in stack.of(MODEL) if config in models.of(model))):
                if environment(one.props) in ("local", "dev"):
                    yield config, f"a production endpoint uses {one.name}, which is tagged {environment(one.props)}."


@stack_rule(
    resource=ENDPOINT,
    severity=Severity.MEDIUM,
    fix="Add a ModelCard with intended uses and evaluation.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/model-cards.html",
    controls=GOVERNANCE,
)
def stack_high_risk_card(stack: Stack) -> StackFindings:
    """A high-risk system is documented: where the tag risk-class says high, the stack has a model card."""
    for endpoint in stack.of(ENDPOINT):
        tags = get(endpoint.props, "tags")
        risk = get(tags, "risk-class")
        if risk is UNKNOWN:
            yield endpoint, Unassessed("tags.risk-class")
        elif risk == "high" and not stack.of(CARD):
            yield endpoint, "it is of high risk, and the stack has no model card."


def accelerated(config: Resource) -> Iterator[int]:
    """How many accelerated instances the variants start with."""
    for _, variant in variants(config.props):
        instance, count = get(variant, "instanceType"), get(variant, "initialInstanceCount")
        if isinstance(instance, str) and instance.startswith(("ml.p", "ml.g", "ml.trn")) and isinstance(count, int):
            yield count


@stack_rule(
    resource=ENDPOINT_CONFIG,
    severity=Severity.MEDIUM,
    fix="Start with fewer, and let the endpoint scale.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling.html",
    controls=INVENTORY + MINIMISATION,
    settings={"maximum": {"type": "integer", "minimum": 0, "default": 16}},
)
def stack_gpu_ceiling(stack: Stack, *, maximum: int) -> StackFindings:
    """All accelerated instances of a stack together stay under a ceiling."""
    counted = [(config, sum(accelerated(config))) for config in stack.of(ENDPOINT_CONFIG)]
    for config in stack.of(ENDPOINT_CONFIG):
        for index, variant in enumerate(items(config.props, "productionVariants")):
            if variant is UNKNOWN or (missing(variant, "serverlessConfig") and get(variant, "instanceType") is UNKNOWN):
                yield config, Unassessed(f"productionVariants[{index}].instanceType")
    total = sum(count for _, count in counted)
    if total > maximum:
        yield (
            next(config for config, count in counted if count),
            f"{total} accelerated instances are more than {maximum}.",
        )
