"""Samples of EFS."""

from tests.local.providers.aws.samples.sample import OTHER_TAGS, TAGS, Sample, policy

SYSTEM = "{aws:efs/fileSystem:FileSystem}"
GROUP = "{aws:ec2/securityGroup:SecurityGroup}"

SAMPLES: dict[str, Sample] = {
    "aws:efs/fileSystem:FileSystem": Sample(
        {"creationToken": "notebooks", "encrypted": True, "tags": TAGS},
        another={"creationToken": "others"},
        updates={
            "throughputMode": "elastic",
            "lifecyclePolicies": [{"transitionToIa": "AFTER_30_DAYS"}],
            "protection": {"replicationOverwrite": "DISABLED"},
            "tags": OTHER_TAGS,
        },
        replaces={
            "creationToken": "others",
            "performanceMode": "maxIO",
            "availabilityZoneName": "eu-west-1a",
            "kmsKeyId": "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        },
    ),
    "aws:efs/mountTarget:MountTarget": Sample(
        {"fileSystemId": SYSTEM, "subnetId": "{aws:ec2/subnet:Subnet}"},
        updates={"securityGroups": [GROUP]},
        replaces={"subnetId": "subnet-0", "ipAddress": "10.0.1.77", "fileSystemId": "fs-0"},
        not_replaced="a network has one mount target a zone",
    ),
    "aws:efs/accessPoint:AccessPoint": Sample(
        {
            "fileSystemId": SYSTEM,
            "posixUser": {"uid": 1000, "gid": 100, "secondaryGids": [200]},
            "rootDirectory": {
                "path": "/home",
                "creationInfo": {"ownerUid": 1000, "ownerGid": 100, "permissions": "0750"},
            },
            "tags": TAGS,
        },
        updates={"tags": OTHER_TAGS},
        replaces={"posixUser": {"uid": 1001, "gid": 100}, "rootDirectory": {"path": "/"}, "fileSystemId": "fs-0"},
    ),
    "aws:efs/fileSystemPolicy:FileSystemPolicy": Sample(
        {"fileSystemId": SYSTEM, "policy": policy("elasticfilesystem:ClientMount")},
        updates={"policy": policy("elasticfilesystem:ClientWrite")},
        replaces={"fileSystemId": "fs-0"},
        write_only=("bypassPolicyLockoutSafetyCheck",),
    ),
    "aws:efs/backupPolicy:BackupPolicy": Sample(
        {"fileSystemId": SYSTEM, "backupPolicy": {"status": "ENABLED"}},
        updates={"backupPolicy": {"status": "DISABLED"}},
        replaces={"fileSystemId": "fs-0"},
        stays=True,
    ),
}
