"""Waiting for IAM: which errors pass, and that nothing is handed half a role."""

import pulumi
import pulumi_mlops as mlops
import pytest
from pulumi_mlops.access import statements as can
from pulumi_mlops.access.waiting import DELAYS_SECONDS, is_passing

from local.cloud.faults.uses import USES

OF_A_ROLE = [use for use in USES if use.service not in ("sqs", "secretsmanager", "kms", "ecr")]
"""The others speak of a principal in a resource policy; the provider waits for these."""


@pytest.mark.parametrize("use", OF_A_ROLE, ids=lambda use: f"{use.service} {use.operation}")
def test_what_a_service_says_of_a_role_it_does_not_see_is_tried_again(use):
    assert is_passing([f"{use.code}: {use.message.format(arn='arn:aws:iam::123456789012:role/mlops/job')}"])


@pytest.mark.parametrize(
    "error",
    [
        "ResourceLimitExceeded: The account-level service limit for ml.m5.large is 0.",
        "ValidationException: 1 validation error detected: Value at 'pipelineName' failed to satisfy constraint",
        "AccessDenied: User: arn:aws:sts::123456789012:assumed-role/ci/x is not authorized to perform: s3:PutObject",
        "AccessDeniedException: no identity-based policy allows the iam:PassRole action",
    ],
)
def test_what_would_not_pass_is_told_at_once(error):
    assert not is_passing([error])


def test_after_two_minutes_it_is_given_up():
    error = "ValidationException: Could not assume role arn:aws:iam::123456789012:role/mlops/job."
    assert is_passing([error] * len(DELAYS_SECONDS))
    assert not is_passing([error] * (len(DELAYS_SECONDS) + 1))
    assert 100 < sum(DELAYS_SECONDS) < 150


def test_a_role_is_handed_on_only_when_its_policy_stands(engine):
    """The ARN brings the policy along as a dependency, whoever takes it."""

    def program():
        role = mlops.ExecutionRole(
            "job", mlops.ExecutionRoleArgs(service="sagemaker.amazonaws.com", statements=can.put_metrics("churn"))
        )
        return pulumi.Output.from_input(role.arn.resources())

    assert {type(one).__name__ for one in engine.build(program)} == {"Role", "RolePolicy"}
