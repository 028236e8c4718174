"""Samples of IAM: users and groups."""

from tests.local.providers.aws.samples.sample import ACCOUNT, OTHER_TAGS, TAGS, Sample

USER = "{aws:iam/user:User}"
GROUP = "{aws:iam/group:Group}"

SAMPLES: dict[str, Sample] = {
    "aws:iam/user:User": Sample(
        {"path": "/people/", "permissionsBoundary": f"arn:aws:iam::{ACCOUNT}:policy/boundary", "tags": TAGS},
        updates={
            "path": "/machines/",
            "permissionsBoundary": f"arn:aws:iam::{ACCOUNT}:policy/other",
            "forceDestroy": True,
            "tags": OTHER_TAGS,
        },
        write_only=("forceDestroy",),
    ),
    "aws:iam/group:Group": Sample({"path": "/people/"}, updates={"path": "/machines/"}),
    "aws:iam/groupMembership:GroupMembership": Sample(
        {"group": GROUP, "name": "members", "users": []},
        updates={"users": [USER]},
        replaces={"group": "other", "name": "other"},
        stays=True,
    ),
    "aws:iam/userGroupMembership:UserGroupMembership": Sample(
        {"user": USER, "groups": [GROUP]},
        updates={"groups": []},
        replaces={"user": "other"},
        stays=True,
    ),
    "aws:iam/accessKey:AccessKey": Sample({"user": USER}, updates={"status": "Inactive"}, replaces={"user": "other"}),
    "aws:iam/sshKey:SshKey": Sample(
        {"username": USER, "encoding": "SSH", "publicKey": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI training"},
        updates={"status": "Inactive"},
        replaces={"username": "other", "encoding": "PEM", "publicKey": "ssh-ed25519 BBBBC3NzaC1lZDI1NTE5AAAAI other"},
        import_id="{username}:{sshPublicKeyId}:{encoding}",
    ),
}
