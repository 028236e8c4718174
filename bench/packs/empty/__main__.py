"""The baseline of the policy bench: Pulumi's own SDK with one rule that finds nothing."""

from pulumi_policy import PolicyPack, ReportViolation, ResourceValidationArgs, ResourceValidationPolicy


def nothing(_args: ResourceValidationArgs, _report: ReportViolation) -> None:
    """Look at no property and report nothing."""


PolicyPack(name="empty", policies=[ResourceValidationPolicy("nothing", "Finds nothing.", nothing)])
