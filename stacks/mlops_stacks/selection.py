"""Which spec and which environment a stack's name means."""

from dataclasses import dataclass
from pathlib import Path

from .model import Environment
from .yaml_lines import Problem, SpecError


@dataclass(frozen=True)
class Selection:
    """A spec file and an environment in it."""

    file: Path
    environment: Environment


def select(stack: str, folder: Path, file: str | None = None) -> Selection:
    """`churn-dev` is `churn.yaml` of the folder in `dev`. `file`, relative to the folder, takes the place of the first.

    Raises SpecError when the stack's name ends in no environment.
    """
    product, _, environment = stack.rpartition("-")
    if not product or environment not in list(Environment):
        text = f'stack "{stack}" must be named <product>-<environment>, the last one of {", ".join(Environment)}'
        raise SpecError([Problem(folder, 1, (), text)])
    return Selection(folder / (file or f"{product}.yaml"), Environment(environment))
