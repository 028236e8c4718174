"""Data sources of IAM."""

from local.providers.aws.row import Op
from local.providers.aws.sources.source import Source

SOURCES = (
    Source(
        type="aws:iam/getRole:getRole",
        service="iam",
        noun="IAM Role",
        read=(Op("GetRole", at="Role"),),
        key={"RoleName": "name"},
        renames={
            "name": "RoleName",
            "assumeRolePolicy": "AssumeRolePolicyDocument",
            "permissionsBoundary": "PermissionsBoundary.PermissionsBoundaryArn",
            "roleLastUseds": "RoleLastUsed",
            "uniqueId": "RoleId",
        },
        ignored=("tags",),
    ),
    Source(
        type="aws:iam/getPolicy:getPolicy",
        service="iam",
        noun="IAM Policy",
        read=(
            Op("ListPolicies", at="Policies[PolicyName={name}]", only=("arn", "name")),
            Op("GetPolicy", at="Policy"),
            Op("GetPolicyVersion", at="PolicyVersion", only=("policy",), renames={"policy": "Document"}),
        ),
        id="{arn}",
        key={"PathPrefix": "pathPrefix", "PolicyArn": "arn", "VersionId": "defaultVersionId"},
        renames={"name": "PolicyName", "defaultVersionId": "DefaultVersionId"},
        needs=(("arn", "name"),),
        ignored=("tags",),
    ),
    Source(
        type="aws:iam/getUser:getUser",
        service="iam",
        noun="IAM User",
        read=(Op("GetUser", at="User"),),
        id="{userId}",
        renames={"permissionsBoundary": "PermissionsBoundary.PermissionsBoundaryArn"},
        ignored=("tags",),
    ),
    Source(
        type="aws:iam/getInstanceProfile:getInstanceProfile",
        service="iam",
        noun="IAM Instance Profile",
        read=(Op("GetInstanceProfile", at="InstanceProfile"),),
        id="{instanceProfileId}",
        key={"InstanceProfileName": "name"},
        renames={
            "name": "InstanceProfileName",
            "instanceProfileId": "InstanceProfileId",
            "roleArn": "Roles[0].Arn",
            "roleId": "Roles[0].RoleId",
            "roleName": "Roles[0].RoleName",
        },
    ),
)
