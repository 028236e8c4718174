"""PersonaRole: the role of one persona, which it takes where it works."""

import pulumi
from pydantic import Field

from ..args import Args, Arn, Input, Settings
from ..component import Component
from .managed import attach
from .personas import Persona, statements_of
from .role import bare_role
from .trust import TakenBy
from .workplace import Workplace


class PersonaRoleSettings(Settings):
    """What a person chooses of a PersonaRole."""

    taken_by: TakenBy = Field(description="Who may take the role.")
    session_hours: int = Field(default=1, ge=1, le=12, description="Hours after which it must be taken anew.")


class PersonaRoleArgs(PersonaRoleSettings, Args):
    """What a PersonaRole is made of."""

    persona: Persona = Field(description="Which of the five it is; that decides what it may do.")
    workplace: Workplace = Field(description="What it works with.")
    permissions_boundary: Input[Arn] | None = Field(default=None, description="Policy that bounds the role.")


class PersonaRole(Component, token="mlops:access:PersonaRole"):
    """The role of a data scientist, ML engineer, reviewer, auditor or CI: what each may do with the products' stacks.

    A role a persona, not all five at once: each is taken by others, and a small team has but two.
    """

    arn: pulumi.Output[str]
    name: pulumi.Output[str]

    def __init__(self, name: str, args: PersonaRoleArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        role = bare_role(
            self,
            name,
            trust=args.taken_by.trusts(self.account),
            boundary=args.permissions_boundary,
            max_session_duration=args.session_hours * 3600,
        )
        arn = attach(self, name, role, statements_of(args.persona, args.workplace, self.account))
        self.publish(name=role.name, arn=arn)
