"""Checking: what SageMaker would refuse in a pipeline's definition, or find out in the middle of a run. All offline."""

from typing import Any

import pulumi

from .problem import Problem, told
from .references import in_references
from .structure import in_structure

__all__ = ["Problem", "check", "problems", "told"]


def problems(definition: Any, *, requests: bool = True) -> list[Problem]:
    """Everything that is wrong, in the order of the steps.

    `requests`: hold what each step asks for against the API's own model, too. That takes botocore half a second to
    load, so it is left out where the requests are made by us and tests have held them against it.
    """
    found = in_structure(definition)
    if found:
        return found
    found = in_references(definition)
    if requests:
        from .requests import in_requests

        found += in_requests(definition)
    return found


def check(definition: Any, what: str) -> None:
    """Raises RunError with everything that is wrong in a definition that we make ourselves. Outputs may stand in it."""
    if found := problems(definition, requests=False):
        raise pulumi.RunError(f"the definition of {what} cannot be used; nothing was changed\n{told(found)}")
