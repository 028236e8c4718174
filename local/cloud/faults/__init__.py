"""Faults: let calls of the local cloud fail on demand, as a plan says. docs/local/faults.md describes the plan."""

from local.cloud.faults.injector import HardResetError, HungUpError, Injector
from local.cloud.faults.plan import Plan, PlanError

__all__ = ["INJECTOR", "HardResetError", "HungUpError", "Injector", "Plan", "PlanError", "outcome"]

INJECTOR = Injector()
"""The one of this process, which runs one local cloud."""


def outcome(service: str, operation: str, name: str) -> str | None:
    """Why the object that this call creates has to end in its failed status; None where it may succeed.

    Ask once for each object that is created. `service` is as a signature names it.
    """
    return INJECTOR.outcome(service, operation, name)
