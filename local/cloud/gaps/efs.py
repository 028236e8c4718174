"""EFS: what moto cannot change, does not fill in, or trips over when the file system is gone."""

from typing import Any

from moto.ec2.models import ec2_backends
from moto.efs.models import EFSBackend, FileSystem, efs_backends
from moto.efs.responses import EFSResponse
from moto.kms.models import kms_backends

from local.cloud.gaps import fill
from local.cloud.gaps.filling import Answer, Call, answers

PROTECTED = {"ReplicationOverwriteProtection": "ENABLED"}
_OWN_KEY = "alias/aws/elasticfilesystem"
fill("kms")  # AWS's own keys say that they are AWS's


def _backend(call: Call) -> EFSBackend:
    return efs_backends[call.account][call.region]


def _file_system(call: Call) -> FileSystem:
    id_ = call.params["FileSystemId"]
    found = _backend(call).file_systems_by_id.get(id_)
    if found is None:
        raise call.refuse("FileSystemNotFound", f"File system '{id_}' does not exist.")
    return found


def _told(found: Any) -> Answer:
    """A file system as AWS tells of it."""
    return {**found.info_json(), "FileSystemProtection": vars(found).get("file_system_protection", PROTECTED)}


@answers(EFSResponse, "CreateFileSystem")
def create_file_system(call: Call) -> Answer:
    """What is encrypted without a key of ours has AWS's own."""
    found: Any = _backend(call).file_systems_by_id[call.moto()["FileSystemId"]]
    if found.encrypted and not found.kms_key_id:
        kms: Any = kms_backends[call.account][call.region]
        found.kms_key_id = kms.keys[kms.get_key_id_from_alias(_OWN_KEY)].arn
    return _told(found)


@answers(EFSResponse, "DescribeFileSystems")
def describe_file_systems(call: Call) -> Answer:
    answer = call.moto()
    systems = _backend(call).file_systems_by_id
    return {**answer, "FileSystems": [_told(systems[each["FileSystemId"]]) for each in answer["FileSystems"]]}


@answers(EFSResponse, "UpdateFileSystem")
def update_file_system(call: Call) -> Answer:
    found: Any = _file_system(call)
    found.throughput_mode = call.params.get("ThroughputMode", found.throughput_mode)
    provisioned = call.params.get("ProvisionedThroughputInMibps", found.provisioned_throughput_in_mibps)
    found.provisioned_throughput_in_mibps = provisioned if found.throughput_mode == "provisioned" else None
    return _told(found)


@answers(EFSResponse, "PutBackupPolicy")
def put_backup_policy(call: Call) -> Answer:
    found: Any = _file_system(call)
    found._backup = call.params["BackupPolicy"]["Status"] == "ENABLED"
    return {"BackupPolicy": call.params["BackupPolicy"]}


@answers(EFSResponse, "DescribeBackupPolicy")
def describe_backup_policy(call: Call) -> Answer:
    """A file system that is not backed up says so."""
    return {"BackupPolicy": _file_system(call).backup_policy or {"Status": "DISABLED"}}


@answers(EFSResponse, "DeleteFileSystemPolicy")
def delete_file_system_policy(call: Call) -> Answer:
    _file_system(call).file_system_policy = None
    return {}


@answers(EFSResponse, "PutFileSystemPolicy", "DescribeFileSystemPolicy", "CreateAccessPoint")
def of_a_file_system(call: Call) -> Answer:
    """moto breaks where the file system is not there."""
    _file_system(call)
    return call.moto()


@answers(EFSResponse, "DeleteAccessPoint")
def delete_access_point(call: Call) -> Answer:
    id_ = call.params["AccessPointId"]
    if id_ not in _backend(call).access_points:
        raise call.refuse("AccessPointNotFound", f"Access Point {id_} does not exist.")
    return call.moto()


@answers(EFSResponse, "CreateMountTarget")
def create_mount_target(call: Call) -> Answer:
    """Without a security group it has the one that its network was born with."""
    answer = call.moto()
    if not call.params.get("SecurityGroups"):
        groups = ec2_backends[call.account][call.region].groups[answer["VpcId"]].values()
        target = _backend(call).mount_targets_by_id[answer["MountTargetId"]]
        target.security_groups = [group.id for group in groups if group.name == "default"]
    return answer
