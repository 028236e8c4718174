"""EFS: file systems, where networks reach them, who may, and what is kept of them."""

from local.providers.aws.row import Op, Put, Ready, Row, Tags

TAGS = Tags(
    add=Op("TagResource", only=(), send={"ResourceId": "{id}"}),
    remove=Op("UntagResource", only=(), send={"ResourceId": "{id}"}),
)

ROWS = (
    Row(
        type="aws:efs/fileSystem:FileSystem",
        service="efs",
        key={"FileSystemId": "id"},
        create=Op("CreateFileSystem", skip=("lifecyclePolicies", "protection")),
        read=(
            Op("DescribeFileSystems", at="FileSystems[0]"),
            Op("DescribeLifecycleConfiguration", only=("lifecyclePolicies",)),
        ),
        update=(
            Put(
                Op("UpdateFileSystem", only=("provisionedThroughputInMibps", "throughputMode")),
                reset={"throughputMode": "bursting"},
            ),
            Put(Op("PutLifecycleConfiguration", only=("lifecyclePolicies",)), reset={"lifecyclePolicies": []}),
            Put(Op("UpdateFileSystemProtection", only=("protection",), renames={"protection": "."})),
        ),
        delete=(Op("DeleteFileSystem", only=()),),
        id="{id}",
        renames={
            "id": "FileSystemId",
            "arn": "FileSystemArn",
            "protection": "FileSystemProtection",
            "protection.replicationOverwrite": "ReplicationOverwriteProtection",
        },
        defaults={"throughputMode": "bursting"},
        computed={"dnsName": "{id}.efs.{region}.amazonaws.com"},
        tags=TAGS,
        ready=Ready("LifeCycleState", until=("available",), failed=("error",), reason="LifeCycleState"),
    ),
    Row(
        type="aws:efs/mountTarget:MountTarget",
        service="efs",
        key={"MountTargetId": "id"},
        create=Op("CreateMountTarget"),
        read=(
            Op("DescribeMountTargets", at="MountTargets[0]"),
            Op("DescribeMountTargetSecurityGroups", only=("securityGroups",)),
        ),
        update=(Put(Op("ModifyMountTargetSecurityGroups", only=("securityGroups",))),),
        delete=(Op("DeleteMountTarget", only=()),),
        id="{id}",
        renames={"id": "MountTargetId"},
        computed={
            "dnsName": "{fileSystemId}.efs.{region}.amazonaws.com",
            "mountTargetDnsName": "{availabilityZoneName}.{fileSystemId}.efs.{region}.amazonaws.com",
            "fileSystemArn": "arn:{partition}:elasticfilesystem:{region}:{account}:file-system/{fileSystemId}",
        },
        ready=Ready("LifeCycleState", until=("available",), failed=("error",), reason="LifeCycleState"),
    ),
    Row(
        type="aws:efs/accessPoint:AccessPoint",
        service="efs",
        key={"AccessPointId": "id"},
        create=Op("CreateAccessPoint"),
        read=(Op("DescribeAccessPoints", at="AccessPoints[0]"),),
        delete=(Op("DeleteAccessPoint", only=()),),
        id="{id}",
        renames={"id": "AccessPointId", "arn": "AccessPointArn"},
        computed={"fileSystemArn": "arn:{partition}:elasticfilesystem:{region}:{account}:file-system/{fileSystemId}"},
        tags=TAGS,
        ready=Ready("LifeCycleState", until=("available",), failed=("error",), reason="LifeCycleState"),
    ),
    Row(
        type="aws:efs/fileSystemPolicy:FileSystemPolicy",
        service="efs",
        key={"FileSystemId": "fileSystemId"},
        create=Op("PutFileSystemPolicy"),
        read=(Op("DescribeFileSystemPolicy"),),
        update=(Put(Op("PutFileSystemPolicy")),),
        delete=(Op("DeleteFileSystemPolicy", only=()),),
        defaults={"bypassPolicyLockoutSafetyCheck": False},
    ),
    Row(
        type="aws:efs/backupPolicy:BackupPolicy",
        service="efs",
        key={"FileSystemId": "fileSystemId"},
        create=Op("PutBackupPolicy"),
        read=(Op("DescribeBackupPolicy"),),
        update=(Put(Op("PutBackupPolicy")),),
        delete=(Op("PutBackupPolicy", only=(), send={"BackupPolicy.Status": "DISABLED"}),),
    ),
)
