"""IAM: roles and managed policies."""

from local.providers.aws.row import Name, Op, Put, Row, Tags

ROWS = (
    Row(
        type="aws:iam/role:Role",
        service="iam",
        key={"RoleName": "name"},
        create=Op("CreateRole", at="Role"),
        read=(
            Op("GetRole", at="Role", renames={"permissionsBoundary": "PermissionsBoundary.PermissionsBoundaryArn"}),
            Op(
                "ListAttachedRolePolicies",
                only=("managedPolicyArns",),
                renames={"managedPolicyArns": "AttachedPolicies[].PolicyArn"},
            ),
        ),
        update=(
            Put(Op("UpdateRole"), reset={"description": ""}),
            Put(Op("UpdateAssumeRolePolicy", renames={"assumeRolePolicy": "PolicyDocument"})),
            Put(Op("PutRolePermissionsBoundary"), clear=Op("DeleteRolePermissionsBoundary")),
            Put(
                Op("AttachRolePolicy", renames={"managedPolicyArns": "PolicyArn"}),
                remove=Op("DetachRolePolicy", renames={"managedPolicyArns": "PolicyArn"}),
                each=True,
            ),
        ),
        delete=(Op("DeleteRole", only=()),),
        name=Name(longest=64),
        renames={"name": "RoleName", "assumeRolePolicy": "AssumeRolePolicyDocument", "uniqueId": "RoleId"},
        defaults={"maxSessionDuration": 3600, "path": "/"},
        local={"forceDetachPolicies": False, "namePrefix": None},
        tags=Tags(add=Op("TagRole", only=()), remove=Op("UntagRole", only=())),
        before_delete="release_role",
    ),
    Row(
        type="aws:iam/policy:Policy",
        service="iam",
        key={"PolicyArn": "arn"},
        create=Op("CreatePolicy", at="Policy"),
        read=(
            Op("GetPolicy", at="Policy"),
            Op(
                "GetPolicyVersion",
                only=("policy",),
                renames={"policy": "PolicyVersion.Document"},
                send={"VersionId": "{version}"},
            ),
        ),
        update=(Put(Op("CreatePolicyVersion", send={"SetAsDefault": True}), before="drop_old_versions"),),
        delete=(Op("DeletePolicy", only=()),),
        name=Name(longest=128),
        renames={"name": "PolicyName", "policy": "PolicyDocument", "version": "DefaultVersionId"},
        defaults={"path": "/"},
        local={"namePrefix": None},
        tags=Tags(add=Op("TagPolicy", only=()), remove=Op("UntagPolicy", only=())),
        before_delete="drop_old_versions",
    ),
)
