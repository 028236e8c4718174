"""Who may take a persona's role: people by their own roles, Studio, CI by the token of its run."""

from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import Field, model_validator

from ..args import Matching, Settings, wrong
from ..component import Account
from .role import service_trust, trust
from .statements import Statement

RepositoryPath = Annotated[
    str,
    Matching(r"^[\w.-]+(/[\w.-]+)+$", "must be a repository's path without wildcards, for example our-team/churn"),
]
RefName = Annotated[str, Matching(r"^[\w./-]+$", "must be a name without wildcards, for example main")]


RolePattern = Annotated[
    str,
    Matching(
        r"^arn:aws[a-z-]*:iam::\d{12}:role/.*[^*/]\*?$",
        "must be the ARN of a role, for example arn:aws:iam::123456789012:role/ci, with at most its end left open",
    ),
]
Host = Annotated[
    str, Matching(r"^[a-z0-9.-]+(/[\w./-]+)?$", "must be the issuer's address without https://, for example gitlab.com")
]
GITHUB, GITLAB = "token.actions.githubusercontent.com", "gitlab.com"
"""The issuers of the two public services."""


class CiRun(Settings):
    """Runs of a CI system that may take the role by the token of the run: nothing is kept that could be stolen."""

    issuer: Host
    audience: str

    @property
    def subject(self) -> str:
        """What the token says of the run. Compared as a whole: a wildcard would let another branch in."""
        raise NotImplementedError


class GitHubRun(CiRun):
    """Runs of GitHub Actions: of one repository, in an environment or on a branch."""

    issuer: Host = Field(default=GITHUB, description="Issuer of the tokens; an Enterprise server has its own.")
    audience: str = Field(default="sts.amazonaws.com", description="Audience that the workflow asks a token for.")
    repository: RepositoryPath = Field(description="Owner and name, for example our-team/churn.")
    environment: RefName | None = Field(
        None, description="Environment of the workflow's job, whose rules GitHub keeps."
    )
    branch: RefName | None = Field(default=None, description="Branch that the workflow runs on, for example main.")

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.environment is None) == (self.branch is None):
            raise wrong("or branch must be given, not both: any pull request runs in the repository", "environment")
        return self

    @property
    def subject(self) -> str:
        """https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims"""
        place = f"environment:{self.environment}" if self.environment else f"ref:refs/heads/{self.branch}"
        return f"repo:{self.repository}:{place}"


class GitLabRun(CiRun):
    """Pipelines of GitLab: of one project, on a branch or a tag."""

    issuer: Host = Field(default=GITLAB, description="Host of the GitLab that issues the tokens.")
    audience: str = Field(default="https://gitlab.com", description="Audience of the job's id_tokens.")
    project: RepositoryPath = Field(description="Group and name, for example our-group/churn.")
    branch: RefName | None = Field(default=None, description="Branch, best a protected one.")
    tag: RefName | None = Field(default=None, description="Tag, best a protected one.")

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.branch is None) == (self.tag is None):
            raise wrong("or tag must be given, not both: everybody's branch runs in the project", "branch")
        return self

    @property
    def subject(self) -> str:
        """https://docs.gitlab.com/ci/secrets/id_token_authentication/#token-payload"""
        kind, ref = ("branch", self.branch) if self.branch else ("tag", self.tag)
        return f"project_path:{self.project}:ref_type:{kind}:ref:{ref}"


class TakenBy(Settings):
    """Who may take a role."""

    roles: Sequence[RolePattern] = Field(
        default=(),
        description="Roles of people or of a CI server, of any account; * at the end for what single sign-on adds.",
    )
    studio: bool = Field(default=False, description="SageMaker Studio, for the profile of a person.")
    github: Sequence[GitHubRun] = Field(default=(), description="Runs of GitHub Actions, by their token (OIDC).")
    gitlab: Sequence[GitLabRun] = Field(default=(), description="Pipelines of GitLab, by their token (OIDC).")

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if not (self.roles or self.studio or self.github or self.gitlab):
            raise wrong("name who may take the role: roles, studio, github or gitlab", "roles")
        return self

    def trusts(self, account: Account) -> list[Statement]:
        """The statements of the role's trust."""
        runs: dict[tuple[str, str], list[str]] = {}
        for run in (*self.github, *self.gitlab):
            runs.setdefault((run.issuer, run.audience), []).append(run.subject)
        return [
            *(self._of_roles(account) if self.roles else ()),
            *([service_trust("sagemaker.amazonaws.com", account.id)] if self.studio else ()),
            *(_of_runs(account, issuer, audience, subjects) for (issuer, audience), subjects in runs.items()),
        ]

    def _of_roles(self, account: Account) -> list[Statement]:
        """Accounts are the principals: IAM forgets a named role that is made anew, and refuses one it cannot see."""
        accounts = sorted({arn.split(":")[4] for arn in self.roles})
        roots = [account.root_of(one) for one in accounts]
        return [
            trust(
                ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
                {"AWS": roots},
                {"ArnLike": {"aws:PrincipalArn": list(self.roles)}},
            )
        ]


def _of_runs(account: Account, issuer: str, audience: str, subjects: Sequence[str]) -> Statement:
    return trust(
        ["sts:AssumeRoleWithWebIdentity"],
        {"Federated": account.global_arn("iam", f"oidc-provider/{issuer}")},
        {"StringEquals": {f"{issuer}:aud": audience, f"{issuer}:sub": list(subjects)}},
    )
