"""Whole-stack rules on what is lost: data that one wrong step would delete."""

from ..controls import RESILIENCE
from ..graph import Stack
from ..kernel import Level, Severity, StackFindings, stack_rule
from ..tags import PRODUCTION, environment
from ..values import UNKNOWN, Unassessed, get
from .dynamodb import TABLE
from .efs import FILE_SYSTEM
from .kms import KEY
from .s3 import BUCKET
from .sagemaker import FEATURE_GROUPS

STATEFUL = (BUCKET, TABLE, FILE_SYSTEM, KEY, *FEATURE_GROUPS)
"""What holds data, and the keys without which data cannot be read."""


@stack_rule(
    resource=STATEFUL,
    severity=Severity.HIGH,
    fix="Give the resource the option protect, and take it off in a change of its own when it shall go.",
    url="https://www.pulumi.com/docs/iac/concepts/options/protect/",
    controls=RESILIENCE,
    level=Level.DISABLED,
)
def stack_stateful_protected(stack: Stack) -> StackFindings:
    """A renamed resource is deleted and made anew: production's data and keys are protected from it."""
    for resource in (one for token in STATEFUL for one in stack.of(token)):
        found = environment(resource.props)
        if resource.protected or (found is not UNKNOWN and found is not None and found not in PRODUCTION):
            continue
        if get(resource.props, "deletionProtectionEnabled") is True:
            continue
        if resource.protected is None:
            yield resource, Unassessed("protect")
        elif found is UNKNOWN:
            yield resource, Unassessed("tags.environment")
        else:
            yield resource, "it is not protected: a rename or a destroy takes it away, with what it holds."
