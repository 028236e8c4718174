"""EC2: what still uses an object keeps it from being deleted, in AWS's words; moto lets most of it go."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from moto.ec2.models import EC2Backend, ec2_backends
from moto.ec2.models.security_groups import SecurityGroup

from local.cloud.gaps.filling import Answer, Call

_DEPENDENCY = "DependencyViolation"


@dataclass(frozen=True)
class Refusal:
    """When an operation is refused, and how."""

    member: str
    """The request's member that names the object."""
    users: Callable[[EC2Backend, str], Iterator[Any]]
    """What stands in the way."""
    code: str
    message: str


def _of_subnet(backend: EC2Backend, id_: str) -> Iterator[Any]:
    yield from (eni for eni in backend.enis.values() if eni.subnet.id == id_)
    yield from (
        gateway for gateway in backend.nat_gateways.values() if gateway.subnet_id == id_ and gateway.state != "deleted"
    )
    yield from (end for end in backend.vpc_end_points.values() if id_ in (end.subnet_ids or []))


def _of_group(backend: EC2Backend, id_: str) -> Iterator[Any]:
    for eni in backend.enis.values():
        yield from (group for group in eni.group_set if getattr(group, "id", group) == id_)
    for group in _groups(backend):
        rules = [*group.ingress_rules, *group.egress_rules] if group.id != id_ else []
        yield from (rule for rule in rules if rule.source_group.get("GroupId") == id_)
    yield from (end for end in backend.vpc_end_points.values() if id_ in (end.security_group_ids or []))


def _of_vpc(backend: EC2Backend, id_: str) -> Iterator[Any]:
    yield from (eni for eni in backend.enis.values() if eni.subnet.vpc_id == id_)
    yield from (gateway for gateway in backend.internet_gateways.values() if gateway.vpc and gateway.vpc.id == id_)
    yield from (group for group in _groups(backend) if group.vpc_id == id_ and group.name != "default")
    yield from (acl for acl in backend.network_acls.values() if acl.vpc_id == id_ and not acl.default)
    yield from (end for end in backend.vpc_end_points.values() if end.vpc_id == id_)


def _of_interface(backend: EC2Backend, id_: str) -> Iterator[Any]:
    yield from (eni for eni in backend.enis.values() if eni.id == id_ and (eni.instance or eni.attachment_id))


def _of_address(backend: EC2Backend, id_: str) -> Iterator[Any]:
    yield from (each for each in backend.addresses if each.allocation_id == id_ and each.association_id)


def _of_attachment(backend: EC2Backend, id_: str) -> Iterator[Any]:
    yield from (each for each in backend.addresses if each.eni is not None and each.eni.subnet.vpc_id == id_)


def _groups(backend: EC2Backend) -> Iterator[SecurityGroup]:
    for groups in backend.groups.values():
        yield from groups.values()


_HAS = "has dependencies and cannot be deleted."
REFUSALS = {
    "DeleteSubnet": Refusal("SubnetId", _of_subnet, _DEPENDENCY, f"The subnet '{{id}}' {_HAS}"),
    "DeleteSecurityGroup": Refusal("GroupId", _of_group, _DEPENDENCY, "resource {id} has a dependent object"),
    "DeleteVpc": Refusal("VpcId", _of_vpc, _DEPENDENCY, f"The vpc '{{id}}' {_HAS}"),
    "DeleteNetworkInterface": Refusal(
        "NetworkInterfaceId",
        _of_interface,
        "InvalidParameterValue",
        "Network interface '{id}' is currently in use.",
    ),
    "ReleaseAddress": Refusal("AllocationId", _of_address, "InvalidIPAddress.InUse", "Address {id} is in use."),
    "DetachInternetGateway": Refusal(
        "VpcId",
        _of_attachment,
        _DEPENDENCY,
        "Network {id} has some mapped public address(es). Please unmap those public address(es) before detaching the "
        "gateway.",
    ),
}


def delete(call: Call) -> Answer:
    """Refuse while something stands in the way, else let moto delete."""
    refusal = REFUSALS[call.operation]
    id_ = call.params.get(refusal.member, "")
    if next(refusal.users(ec2_backends[call.account][call.region], id_), None) is not None:
        raise call.refuse(refusal.code, refusal.message.format(id=id_))
    return call.moto()
