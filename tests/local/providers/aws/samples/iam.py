"""Samples of IAM."""

from tests.local.providers.aws.samples.sample import ACCOUNT, OTHER_TAGS, TAGS, TRUST, Sample, role_policy

SAMPLES: dict[str, Sample] = {
    "aws:iam/role:Role": Sample(
        {
            "assumeRolePolicy": TRUST,
            "description": "runs training",
            "permissionsBoundary": f"arn:aws:iam::{ACCOUNT}:policy/boundary",
            "tags": TAGS,
        },
        updates={
            "assumeRolePolicy": TRUST.replace("sagemaker", "lambda"),
            "description": "runs jobs",
            "maxSessionDuration": 7200,
            "managedPolicyArns": ["{aws:iam/policy:Policy}"],
            "permissionsBoundary": f"arn:aws:iam::{ACCOUNT}:policy/other",
            "forceDetachPolicies": True,
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other", "path": "/mlops/"},
        write_only=("forceDetachPolicies",),
    ),
    "aws:iam/policy:Policy": Sample(
        {"description": "reads data", "policy": role_policy("s3:GetObject"), "tags": TAGS},
        updates={"policy": role_policy("s3:PutObject"), "tags": OTHER_TAGS},
        replaces={"name": "other", "path": "/mlops/", "description": "other"},
    ),
}
