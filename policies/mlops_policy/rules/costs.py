"""Costs: what may run, by what the platform of a stack allows."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from ..controls import INVENTORY
from ..graph import Resource, Stack
from ..kernel import NEEDS_VALUE, Level, Severity, StackFindings, rule, stack_rule
from ..shapes import sets
from ..tags import tag
from ..values import UNKNOWN, Findings, Props, Unassessed, document, get, items, missing
from .sagemaker import ENDPOINT, ENDPOINT_CONFIG, NOTEBOOK, variants
from .sagemaker_pipeline import DEFINITION, PIPELINE, jobs

TRACKING_SERVER = "aws:sagemaker/mlflowTrackingServer:MlflowTrackingServer"
BUDGET = "aws:budgets/budget:Budget"
SPENDERS = (ENDPOINT, NOTEBOOK, TRACKING_SERVER)
"""What runs, and costs, until somebody ends it."""
STACK = "pulumi:pulumi:Stack"
ALLOWED = "allowed_instance_types"
"""The stack output with the instances that the stack may use, as patterns. None of it: all.

The engine shows a policy the stack's own outputs, and nothing of the stacks that it refers to.
"""


@stack_rule(
    resource=(ENDPOINT_CONFIG, NOTEBOOK, PIPELINE),
    severity=Severity.MEDIUM,
    fix="Take an instance type that the platform allows, or have it added to costs.instance_types of the platform.",
    url="https://docs.aws.amazon.com/sagemaker/latest/dg/instance-types-az.html",
    controls=INVENTORY,
)
def stack_allowed_instances(stack: Stack) -> StackFindings:
    """Endpoints, notebooks and jobs run on the instances that the platform allows."""
    lists = [root.props.get(ALLOWED) for root in stack.of(STACK)]
    allowed = [pattern for each in lists if isinstance(each, list) for pattern in each]
    for resource in (one for token in (ENDPOINT_CONFIG, NOTEBOOK, PIPELINE) for one in stack.of(token)):
        if UNKNOWN in lists or UNKNOWN in allowed:
            yield resource, Unassessed(f"the stack's output {ALLOWED}")
        elif allowed:
            for path, instance in instances(resource):
                if instance is UNKNOWN:
                    yield resource, Unassessed(path)
                elif isinstance(instance, str) and not any(fnmatchcase(instance, str(one)) for one in allowed):
                    yield resource, f"{path} is {instance}, and the platform allows {', '.join(map(str, allowed))}."


def instances(resource: Resource) -> Iterator[tuple[str, Any]]:
    """The instance types that a resource runs on, and where they stand."""
    if resource.type == ENDPOINT_CONFIG:
        for path, variant in variants(resource.props):
            yield f"{path}instanceType", get(variant, "instanceType")
    elif resource.type == NOTEBOOK:
        yield "instanceType", resource.props.get("instanceType")
    else:
        definition = document(resource.props, DEFINITION)
        if definition is UNKNOWN:
            yield DEFINITION, UNKNOWN
        for name, job, request in jobs(definition):
            yield f"step {name}: {job.cluster}.InstanceType", get(request, f"{job.cluster}.InstanceType")
            for index, group in enumerate(items(request, f"{job.cluster}.InstanceGroups")):
                yield f"step {name}: InstanceGroups[{index}].InstanceType", get(group, "InstanceType")


@rule(
    resource=BUDGET,
    severity=Severity.LOW,
    fix="Give each notification a topic or an address.",
    url="https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-controlling.html",
    controls=INVENTORY,
    manual=NEEDS_VALUE,
)
def budget_told(props: Props) -> Findings:
    """A budget that tells nobody limits nothing."""
    told = items(props, "notifications")
    if not told:
        yield "notifications is not set."
    for index, one in enumerate(told):
        if missing(one, "subscriberSnsTopicArns") and missing(one, "subscriberEmailAddresses"):
            yield f"notifications[{index}].subscriberSnsTopicArns is not set."


sets(
    "anomaly-told",
    "What suddenly costs more is looked at on that day, not with the invoice.",
    ["subscribers"],
    resource="aws:costexplorer/anomalySubscription:AnomalySubscription",
    severity=Severity.LOW,
    fix="Set subscribers to a topic or an address.",
    url="https://docs.aws.amazon.com/cost-management/latest/userguide/manage-ad.html",
    controls=INVENTORY,
)


@stack_rule(
    resource=SPENDERS,
    severity=Severity.MEDIUM,
    fix="Add a monthly Budget for the tag product, or use the CostGuard component of the platform.",
    url="https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html",
    controls=INVENTORY,
    level=Level.DISABLED,
)
def stack_monthly_budget(stack: Stack) -> StackFindings:
    """What runs by the hour is under a monthly budget: that of its product, or one of the whole account."""
    filters = [
        filtered(budget.props) for budget in stack.of(BUDGET) if get(budget.props, "timeUnit") in ("MONTHLY", UNKNOWN)
    ]
    for spender in (one for token in SPENDERS for one in stack.of(token)):
        product = tag(spender.props, "product", "Product")
        if any(values is None for values in filters):
            continue
        if product is UNKNOWN or any(UNKNOWN in values for values in filters if values):
            yield spender, Unassessed("tags.product" if product is UNKNOWN else "costFilters of a Budget")
        elif not any(f"user:product${product}" in values for values in filters if values):
            yield spender, "no monthly budget covers it."


def filtered(budget: Props) -> list[Any] | None:
    """What a budget is narrowed to; `None`: nothing, it is of the whole account."""
    if missing(budget, "costFilters"):
        return None
    return [value for one in items(budget, "costFilters") for value in items(one, "values")]
