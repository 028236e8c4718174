"""What a person chooses of Studio: who works there, in which spaces, and what those may cost and share."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from ..args import AccountId, InstanceType, Matching, Settings, wrong

ProfileName = Annotated[
    str,
    Matching(
        r"^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$", "must be 1 to 63 letters, digits or hyphens inside, for example ada"
    ),
]


class StudioUserSettings(Settings):
    """One person's profile."""

    persona: str = Field(description="Whose role it has, for example data_scientist.")
    sso_user: str | None = Field(None, description="The person's name in IAM Identity Center, with sign_in sso.")


class StudioSpaceSettings(Settings):
    """One space: a volume, and the app that works on it."""

    owner: ProfileName = Field(description="Whose space it is, one of users.")
    app: Literal["JupyterLab", "CodeEditor"] = Field("JupyterLab", description="What runs in it.")
    shared: bool = Field(False, description="Everybody of the domain may enter; it then has shared_persona's role.")
    instance_type: InstanceType = Field("ml.t3.medium", description="Machine it starts on.")
    volume_gb: int = Field(20, ge=5, le=16384, description="Size of its volume, in GB.")


class StudioSettings(Settings):
    """What a person chooses of a Studio."""

    users: Mapping[ProfileName, StudioUserSettings] = Field(default_factory=dict, description="People, by profile.")
    spaces: Mapping[ProfileName, StudioSpaceSettings] = Field(default_factory=dict, description="Spaces made for them.")
    shared_persona: str | None = Field(None, description="Whose role shared spaces have; none: no space is shared.")
    sign_in: Literal["iam", "sso"] = Field("iam", description="Through IAM, or through IAM Identity Center.")
    idle_minutes: int = Field(60, ge=60, le=525_600, description="Minutes without work after which an app is stopped.")
    max_idle_minutes: int = Field(240, ge=60, le=525_600, description="The most that a person may choose instead.")
    max_volume_gb: int = Field(100, ge=5, le=16384, description="The largest volume of a space, in GB.")
    docker_accounts: Sequence[AccountId] = Field(
        (), description="Docker in spaces, with images of these accounts only; none: no Docker."
    )
    share_output: bool = Field(False, description="Notebooks may be shared with their output, kept in the bucket.")

    @model_validator(mode="after")
    def _meet(self) -> Self:
        if self.max_idle_minutes < self.idle_minutes:
            raise wrong(f"must be at least idle_minutes, {self.idle_minutes}", "max_idle_minutes")
        for name, user in self.users.items():
            if (user.sso_user is None) == (self.sign_in == "sso"):
                text = "is needed with sign_in sso" if user.sso_user is None else "goes with sign_in sso only"
                raise wrong(text, "users", name, "sso_user")
        for name, space in self.spaces.items():
            if space.owner not in self.users:
                raise wrong(f'"{space.owner}" must be one of users: {", ".join(self.users)}', "spaces", name, "owner")
            if space.shared and self.shared_persona is None:
                raise wrong("needs shared_persona: whose role a shared space has", "spaces", name, "shared")
            if space.volume_gb > self.max_volume_gb:
                raise wrong(f"is more than max_volume_gb, {self.max_volume_gb}", "spaces", name, "volume_gb")
        return self

    @property
    def personas(self) -> Sequence[tuple[str, tuple[str, ...]]]:
        """Every persona that is named, with the path to where."""
        named = [(user.persona, ("users", name, "persona")) for name, user in self.users.items()]
        return named if self.shared_persona is None else [*named, (self.shared_persona, ("shared_persona",))]
