"""Costs: what may run, by what the platform of a stack allows."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from ..controls import INVENTORY
from ..graph import Resource, Stack
from ..kernel import Severity, StackFindings, stack_rule
from ..values import UNKNOWN, Unassessed, document, get, items
from .sagemaker import ENDPOINT_CONFIG, NOTEBOOK, variants
from .sagemaker_pipeline import DEFINITION, PIPELINE, jobs

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
