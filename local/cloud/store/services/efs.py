"""EFS: the protection of a file system, whose path moto does not know. The file system itself is moto's."""

from typing import Any

from moto.efs.models import efs_backends

from local.cloud.store.call import Answer, Call
from local.cloud.store.protocol import RefusalError


def update_file_system_protection(call: Call) -> Answer:
    id_ = call.params["FileSystemId"]
    found: Any = efs_backends[call.account][call.region].file_systems_by_id.get(id_)
    if found is None:
        raise RefusalError("FileSystemNotFound", f"File system '{id_}' does not exist.")
    found.file_system_protection = {"ReplicationOverwriteProtection": call.params["ReplicationOverwriteProtection"]}
    return found.file_system_protection


ACTIONS = {"UpdateFileSystemProtection": update_file_system_protection}
