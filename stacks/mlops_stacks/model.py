"""What every spec has in common: whose it is, where it lives, how sensitive its data is."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pulumi_mlops.args import Matching, Settings
from pydantic import Field

StackName = Annotated[
    str,
    Matching(
        r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", "must be lower-case words joined by hyphens, for example churn or credit-risk"
    ),
]
PartName = Annotated[
    str,
    Matching(r"^[a-z][a-z0-9]*([_-][a-z0-9]+)*$", "must be lower-case words joined by - or _, for example raw"),
]
TagText = Annotated[
    str,
    Matching(r"^[\w .:/=+@-]{1,256}$", "must be 1 to 256 letters, digits, spaces or . : / = + - @ _ (a tag's value)"),
]

ENVIRONMENTS = "environments"
"""The key of the values that differ by environment. It is taken out before the rest is held against the model."""


class Environment(StrEnum):
    """Where a product lives. `local` is a laptop's own cloud, never an account."""

    LOCAL = "local"
    DEV = "dev"
    STAGING = "staging"
    PROD = "prod"


class DataClassification(StrEnum):
    """How much harm the data does in wrong hands. Not how good the data is: that is a quality rule."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    RESTRICTED = "restricted"


class Spec(Settings):
    """The keys that every spec has. `head` is the one that names it, and says which kind of spec it is."""

    head: ClassVar[str]

    owner: TagText = Field(description="Team that answers for the stack.")
    cost_center: TagText = Field(description="Who pays, as your accounting names it.")
    data_classification: DataClassification = Field(description="The strictest class of the data it holds.")
    disposable: bool = Field(False, description="Data may be destroyed with the stack. Only for local and dev.")

    @property
    def name(self) -> str:
        """The part of the stack's name before the environment."""
        return getattr(self, self.head)


def tags(spec: Spec, environment: Environment) -> dict[str, str]:
    """The tags that governance asks of every resource."""
    return {
        "product": spec.name,
        "environment": environment.value,
        "owner": spec.owner,
        "cost-center": spec.cost_center,
        "data-classification": spec.data_classification.value,
    }


def part(name: str) -> str:
    """The name of a part as its component carries it."""
    return name.replace("_", "-")
