"""EC2: a VPC takes its default network ACL along when it goes; moto leaves it behind."""

from moto.ec2.models import EC2Backend
from moto.ec2.models.vpcs import VPC

from local.cloud.patching import replace

_moto_delete_vpc = EC2Backend.delete_vpc


def _delete_vpc(backend: EC2Backend, vpc_id: str) -> VPC:
    deleted = _moto_delete_vpc(backend, vpc_id)
    for acl in [acl for acl in backend.network_acls.values() if acl.vpc_id == vpc_id and acl.default]:
        del backend.network_acls[acl.id]
    return deleted


replace(EC2Backend, delete_vpc=_delete_vpc)
