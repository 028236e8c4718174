"""Boundary, personas, trust and guards: what is made, and what is refused."""

import json
from fnmatch import fnmatchcase
from typing import Any

import botocore.session
import pulumi
import pulumi_mlops as mlops
import pytest
import roles
from mlops_policy.instances import has_local_storage
from pulumi_mlops.access import jobs
from pulumi_mlops.access import statements as can
from pulumi_mlops.access.guards import OWN_STORAGE
from pulumi_mlops.access.personas import Persona
from pulumi_mlops.access.trust import GitHubRun, GitLabRun, TakenBy
from pulumi_mlops.access.workplace import Workplace
from pydantic import ValidationError


def trust_of(engine, **taken_by: Any) -> list[dict[str, Any]]:
    engine.build(
        lambda: mlops.PersonaRole(
            "ci",
            mlops.PersonaRoleArgs(
                persona=Persona.CI, taken_by=TakenBy(**taken_by), workplace=Workplace(stacks=["churn-dev"])
            ),
        )
    )
    return json.loads(engine.one("aws:iam/role:Role")["assumeRolePolicy"])["Statement"]


@pytest.mark.parametrize(
    ("taken_by", "issuer", "audience", "subject"),
    [
        (
            {"github": [GitHubRun(repository="our-team/churn", branch="main")]},
            "token.actions.githubusercontent.com",
            "sts.amazonaws.com",
            "repo:our-team/churn:ref:refs/heads/main",
        ),
        (
            {"github": [GitHubRun(repository="our-team/churn", environment="prod")]},
            "token.actions.githubusercontent.com",
            "sts.amazonaws.com",
            "repo:our-team/churn:environment:prod",
        ),
        (
            {"gitlab": [GitLabRun(project="our/group/churn", tag="v1")]},
            "gitlab.com",
            "https://gitlab.com",
            "project_path:our/group/churn:ref_type:tag:ref:v1",
        ),
    ],
)
def test_a_token_is_held_to_issuer_audience_and_whole_subject(engine, taken_by, issuer, audience, subject):
    assert trust_of(engine, **taken_by) == [
        {
            "Effect": "Allow",
            "Action": ["sts:AssumeRoleWithWebIdentity"],
            "Principal": {"Federated": f"arn:aws:iam::123456789012:oidc-provider/{issuer}"},
            "Condition": {"StringEquals": {f"{issuer}:aud": audience, f"{issuer}:sub": [subject]}},
        }
    ]


def test_a_role_is_let_in_by_its_account_and_its_name(engine):
    named = "arn:aws:iam::999999999999:role/ci-server"
    (found,) = trust_of(engine, roles=[named])
    assert found["Principal"] == {"AWS": ["arn:aws:iam::999999999999:root"]}
    assert found["Condition"] == {"ArnLike": {"aws:PrincipalArn": [named]}}


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: TakenBy(), "name who may take the role"),
        (lambda: TakenBy(roles=["arn:aws:iam::123456789012:role/*"]), "must be the ARN of a role"),
        (lambda: TakenBy(roles=["*"]), "must be the ARN of a role"),
        (lambda: GitHubRun(repository="our-team/churn"), "or branch must be given"),
        (lambda: GitHubRun(repository="our-team/churn", branch="main", environment="prod"), "not both"),
        (lambda: GitHubRun(repository="our-team/*", branch="main"), "without wildcards"),
        (lambda: GitHubRun(repository="our-team/churn", branch="*"), "without wildcards"),
        (lambda: GitLabRun(project="our/churn"), "or tag must be given"),
        (lambda: jobs.EventRule(), "must name what is started"),
        (lambda: Workplace(stacks=["churn"]), "must be <product>-<environment>"),
        (lambda: mlops.PermissionsBoundaryArgs(reads_accounts=["1"]), "12 digits"),
    ],
)
def test_what_would_let_too_many_in_is_refused(make, said):
    with pytest.raises(ValidationError, match=said):
        make()


def test_a_policy_that_iam_would_not_take_is_told_with_its_size(engine):
    place = jobs.Objects(bucket_arn="arn:aws:s3:::b", prefix="p/")
    job = jobs.Glue(reads=[place] * 60, kms_key_arns=[roles.arn("kms", "key/k-1")])
    with pytest.raises(pulumi.RunError, match=r"the policy of role job has \d+ characters and IAM takes 10240"):
        engine.build(lambda: mlops.JobRole("job", mlops.JobRoleArgs(job=job)))


def test_the_boundary_fits_and_lets_nobody_out_of_itself(engine):
    engine.build(lambda: mlops.PermissionsBoundary("boundary", mlops.PermissionsBoundaryArgs()))
    policy = engine.one("aws:iam/policy:Policy")
    assert (policy["name"], policy["path"]) == ("churn-local-boundary", "/mlops/")
    assert len(json.dumps(json.loads(policy["policy"]), separators=(",", ":"))) <= 6144
    changes = [one for one in json.loads(policy["policy"])["Statement"] if "iam:CreateRole" in one["Action"]]
    own = "arn:aws:iam::123456789012:policy/mlops/churn-local-boundary"
    assert [one["Condition"] for one in changes] == [{"StringEquals": {"iam:PermissionsBoundary": own}}]


def test_the_guard_knows_every_instance_type_that_takes_no_volume_key():
    model = botocore.session.get_session().get_service_model("sagemaker")
    shapes = ("ProcessingInstanceType", "TrainingInstanceType", "TransformInstanceType")
    kinds = {kind for shape in shapes for kind in model.shape_for(shape).enum}
    guarded = {kind for kind in kinds if any(fnmatchcase(kind, pattern) for pattern in OWN_STORAGE)}
    assert guarded == {kind for kind in kinds if has_local_storage(kind)}


def test_glue_is_trusted_without_a_source_that_it_does_not_send(engine):
    engine.build(
        lambda: mlops.ExecutionRole(
            "job", mlops.ExecutionRoleArgs(service="glue.amazonaws.com", statements=can.put_metrics("Glue"))
        )
    )
    (trusted,) = json.loads(engine.one("aws:iam/role:Role")["assumeRolePolicy"])["Statement"]
    assert "Condition" not in trusted


def test_an_issuer_of_tokens_is_believed_for_one_audience(engine):
    args = mlops.IdentityProviderArgs(issuer="gitlab.com", audience="https://gitlab.com", tags={"owner": "me"})
    engine.build(lambda: mlops.IdentityProvider("gitlab", args))
    assert engine.one("aws:iam/openIdConnectProvider:OpenIdConnectProvider") == {
        "url": "https://gitlab.com",
        "clientIdLists": ["https://gitlab.com"],
        "tags": {"owner": "me"},
    }


def test_an_issuer_is_named_without_its_scheme():
    with pytest.raises(ValidationError, match="must be the issuer's address without https"):
        mlops.IdentityProviderArgs(issuer="https://gitlab.com", audience="https://gitlab.com")
