"""A problem of a definition: in which step, where in it, what, and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """`step` is empty for what is wrong with the pipeline itself."""

    step: str
    where: str
    text: str

    def __str__(self) -> str:
        return ": ".join(
            part for part in (f"step {self.step}" if self.step else "pipeline", self.where, self.text) if part
        )


def told(problems: Sequence[Problem]) -> str:
    """All of them, a line each."""
    return "\n".join(f"  {problem}" for problem in problems)
