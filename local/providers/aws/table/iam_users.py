"""IAM: users, groups, who is in which, and what a user signs in with."""

from local.providers.aws.row import Name, Op, Put, Row, Tags

ROWS = (
    Row(
        type="aws:iam/user:User",
        service="iam",
        key={"UserName": "name"},
        create=Op("CreateUser", at="User"),
        read=(Op("GetUser", at="User", renames={"permissionsBoundary": "PermissionsBoundary.PermissionsBoundaryArn"}),),
        update=(
            Put(Op("UpdateUser", only=("path",), renames={"path": "NewPath"})),
            Put(Op("PutUserPermissionsBoundary"), clear=Op("DeleteUserPermissionsBoundary")),
        ),
        delete=(Op("DeleteUser", only=()),),
        name=Name(longest=64),
        renames={"name": "UserName", "uniqueId": "UserId"},
        defaults={"path": "/"},
        local={"forceDestroy": False},
        tags=Tags(add=Op("TagUser", only=()), remove=Op("UntagUser", only=())),
        before_delete="release_user",
    ),
    Row(
        type="aws:iam/group:Group",
        service="iam",
        key={"GroupName": "name"},
        create=Op("CreateGroup", at="Group"),
        read=(Op("GetGroup", at="Group"),),
        update=(Put(Op("UpdateGroup", only=("path",), renames={"path": "NewPath"})),),
        delete=(Op("DeleteGroup", only=()),),
        name=Name(longest=128),
        renames={"name": "GroupName", "uniqueId": "GroupId"},
        defaults={"path": "/"},
    ),
    Row(
        type="aws:iam/groupMembership:GroupMembership",
        service="iam",
        key={"GroupName": "group"},
        create=Op("GetGroup", only=("group",), renames={"group": "GroupName"}),
        read=(Op("GetGroup", only=("users",), renames={"users": "Users[].UserName"}),),
        update=(
            Put(
                Op("AddUserToGroup", only=("users",), renames={"users": "UserName"}),
                remove=Op("RemoveUserFromGroup", only=("users",), renames={"users": "UserName"}),
                each=True,
                undone=True,
            ),
        ),
        id="{name}",
        imports=None,
        name=Name(),
    ),
    Row(
        type="aws:iam/userGroupMembership:UserGroupMembership",
        service="iam",
        key={"UserName": "user"},
        create=Op("GetUser", only=("user",), renames={"user": "UserName"}),
        read=(Op("ListGroupsForUser", only=("groups",), renames={"groups": "Groups[].GroupName"}),),
        update=(
            Put(
                Op("AddUserToGroup", only=("groups",), renames={"groups": "GroupName"}),
                remove=Op("RemoveUserFromGroup", only=("groups",), renames={"groups": "GroupName"}),
                each=True,
                undone=True,
            ),
        ),
        id="{user}",
        own=("groups",),
    ),
    Row(
        type="aws:iam/accessKey:AccessKey",
        service="iam",
        key={"UserName": "user", "AccessKeyId": "id"},
        create=Op("CreateAccessKey", at="AccessKey", renames={"user": "UserName", "secret": "SecretAccessKey"}),
        read=(
            Op("GetAccessKeyLastUsed", only=("user",), renames={"user": "UserName"}),
            Op("ListAccessKeys", at="AccessKeyMetadata[AccessKeyId={id}]", skip=("user",)),
        ),
        update=(Put(Op("UpdateAccessKey", only=("status",))),),
        delete=(Op("DeleteAccessKey", only=()),),
        id="{id}",
        renames={"id": "AccessKeyId"},
        defaults={"status": "Active"},
    ),
)
