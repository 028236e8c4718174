"""Samples of IAM: policies of users, groups and roles."""

from tests.local.providers.aws.samples.sample import Sample, role_policy

POLICY = "{aws:iam/policy:Policy}"
ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess"


def of(who: str) -> dict[str, Sample]:
    """The four types a user, a group and a role have alike."""
    holder = who.lower()
    id_ = f"{{aws:iam/{holder}:{who}}}"
    return {
        f"aws:iam/{holder}Policy:{who}Policy": Sample(
            {holder: id_, "policy": role_policy("s3:GetObject")},
            updates={"policy": role_policy("s3:PutObject")},
            replaces={holder: "other", "name": "other"},
        ),
        f"aws:iam/{holder}PolicyAttachment:{who}PolicyAttachment": Sample(
            {holder: id_, "policyArn": POLICY},
            replaces={holder: "other", "policyArn": ADMIN},
        ),
        f"aws:iam/{holder}PoliciesExclusive:{who}PoliciesExclusive": Sample(
            {f"{holder}Name": f"{{aws:iam/{holder}Policy:{who}Policy.{holder}}}", "policyNames": []},
            replaces={f"{holder}Name": "other"},
            not_replaced="the same list of another holder",
            stays=True,
        ),
        f"aws:iam/{holder}PolicyAttachmentsExclusive:{who}PolicyAttachmentsExclusive": Sample(
            {f"{holder}Name": f"{{aws:iam/{holder}PolicyAttachment:{who}PolicyAttachment.{holder}}}", "policyArns": []},
            updates={"policyArns": [POLICY]},
            replaces={f"{holder}Name": "other"},
            not_replaced="the same list of another holder",
            stays=True,
        ),
    }


SAMPLES: dict[str, Sample] = {
    **of("User"),
    **of("Group"),
    **of("Role"),
    "aws:iam/policyAttachment:PolicyAttachment": Sample(
        {
            "name": "readers",
            "policyArn": POLICY,
            "users": ["{aws:iam/user:User}"],
            "roles": ["{aws:iam/role:Role}"],
        },
        updates={"users": [], "groups": ["{aws:iam/group:Group}"]},
        replaces={"name": "other", "policyArn": ADMIN},
        stays=True,
        not_replaced="the deletion takes the policy from everyone, as in pulumi-aws",
    ),
}
