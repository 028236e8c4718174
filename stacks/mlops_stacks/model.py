"""What every spec has in common: whose it is, where it lives, how sensitive its data is, who may read it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, ClassVar, Generic, TypeVar

from pulumi_mlops.args import AccountId, Matching, Region, Settings
from pulumi_mlops.security.classification import DataClassification
from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

PartName = Annotated[
    str,
    Matching(r"^[a-z][a-z0-9]*([_-][a-z0-9]+)*$", "must be lower-case words joined by - or _, for example raw"),
]
TagText = Annotated[
    str,
    Matching(r"^[\w .:/=+@-]{1,256}$", "must be 1 to 256 letters, digits, spaces or . : / = + - @ _ (a tag's value)"),
]

LOCAL_ACCOUNT = "123456789012"
"""The local cloud's account: the one of AWS's own examples, which is nobody's."""

ENVIRONMENTS = "environments"
"""The key of the values that differ by environment. It is taken out before the rest is held against the model."""


Accounts = Sequence[AccountId]


class Environment(StrEnum):
    """Where a product lives. `local` is a laptop's own cloud, never an account."""

    LOCAL = "local"
    DEV = "dev"
    STAGING = "staging"
    PROD = "prod"


class Spec(Settings):
    """The keys that every spec has. `head` is the one that names it, and says which kind of spec it is."""

    head: ClassVar[str]

    owner: TagText = Field(description="Team that answers for the stack.")
    cost_center: TagText = Field(description="Who pays, as your accounting names it.")
    data_classification: DataClassification = Field(description="The strictest class of the data it holds.")
    disposable: bool = Field(False, description="Data may be destroyed with the stack. Only for local and dev.")
    account: AccountId | None = Field(None, description="The only account the stack may be in; required outside local.")
    region: Region | None = Field(None, description="The only region the stack may be in.")
    promotion: Sequence[Environment] = Field(
        (), description="Environments a model passes, in order. Each may read what those before it registered."
    )

    @field_validator("promotion")
    @classmethod
    def _once(cls, promotion: Sequence[Environment]) -> Sequence[Environment]:
        if len(set(promotion)) < len(promotion):
            raise PydanticCustomError("form", "{must}", {"must": "names an environment twice"})
        return promotion

    @property
    def name(self) -> str:
        """The part of the stack's name before the environment."""
        return getattr(self, self.head)

    def incomplete(self, readers: Sequence[AccountId]) -> Iterator[tuple[Sequence[str], str]]:
        """Grants that open nothing without another one: where each stands, and what to do. `readers`: of promotion."""
        del readers
        yield from ()


@dataclass(frozen=True)
class Home:
    """Where the models of a product are registered: the first environment on their way."""

    environment: Environment
    account: str | None
    """None: that of the credentials."""
    region: str | None


SpecT_co = TypeVar("SpecT_co", bound=Spec, covariant=True)


@dataclass(frozen=True)
class Deployment(Generic[SpecT_co]):
    """A spec in one of its environments."""

    spec: SpecT_co
    environment: Environment
    readers: tuple[str, ...] = ()
    """The other accounts of `promotion` that come after this one: they may read models, images and artifacts."""
    sources: tuple[str, ...] = ()
    """The other accounts of `promotion` that come before this one: its roles may read the same of theirs."""
    home: Home | None = None
    """Where the models that are deployed here are registered; none: here."""
    folder: Path = Path()
    """Where the spec is, and beside it the releases."""

    @property
    def tags(self) -> dict[str, str]:
        """The tags that governance asks of every resource."""
        return {
            "product": self.spec.name,
            "environment": self.environment.value,
            "owner": self.spec.owner,
            "cost-center": self.spec.cost_center,
            "data-classification": self.spec.data_classification.value,
        }


def each_once(*named: Accounts) -> Accounts:
    """Accounts that several grants name, each once: a principal that is there twice is drift at every refresh."""
    return tuple(dict.fromkeys(account for accounts in named for account in accounts))


def part(name: str) -> str:
    """The name of a part as its component carries it."""
    return name.replace("_", "-")
