"""EC2: what moto leaves behind, forgets or trips over in networks."""

import contextlib
from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import EC2Backend, ec2_backends
from moto.ec2.models.nat_gateways import NatGateway
from moto.ec2.models.vpcs import VPC
from moto.ec2.responses import EC2Response

from local.cloud.gaps import ec2_dependencies, ec2_networks
from local.cloud.gaps.filling import Answer, Call, answers
from local.cloud.patching import replace

_moto_delete_vpc = EC2Backend.delete_vpc
_moto_create_interface = EC2Backend.create_network_interface
_moto_delete_nat_gateway = EC2Backend.delete_nat_gateway
_moto_delete_entry = EC2Backend.delete_network_acl_entry


def _delete_vpc(backend: EC2Backend, vpc_id: str) -> VPC:
    """A VPC takes its default network ACL along."""
    deleted = _moto_delete_vpc(backend, vpc_id)
    for acl in [acl for acl in backend.network_acls.values() if acl.vpc_id == vpc_id and acl.default]:
        del backend.network_acls[acl.id]
    return deleted


def _delete_vpc_endpoints(backend: EC2Backend, vpce_ids: list[str] | None = None) -> None:
    """AWS shows a deleted endpoint for minutes, moto for ever; moto trips over route tables that were added later."""
    for endpoint in [backend.vpc_end_points.pop(id_) for id_ in vpce_ids or [] if id_ in backend.vpc_end_points]:
        for interface in endpoint.network_interface_ids:
            backend.enis.pop(interface, None)
        for table in endpoint.route_table_ids:
            with contextlib.suppress(EC2ClientError):
                backend.delete_route(table, str(endpoint.destination_prefix_list_id))


def _create_network_interface(
    backend: EC2Backend, subnet: Any, private_ip_address: Any, private_ip_addresses: Any = None, *args: Any, **more: Any
) -> Any:
    """Without a primary address the first of several is it."""
    addresses: list[Any] = private_ip_addresses or []
    if addresses and isinstance(addresses[0], dict) and not any(address.get("Primary") for address in addresses):
        addresses[0]["Primary"] = True
    return _moto_create_interface(backend, subnet, private_ip_address, addresses, *args, **more)


def _delete_nat_gateway(backend: EC2Backend, nat_gateway_id: str) -> NatGateway:
    """A NAT gateway gives its address back and takes its interface along. AWS shows it for an hour, moto for ever."""
    if nat_gateway_id not in backend.nat_gateways:
        raise EC2ClientError("NatGatewayNotFound", f"The Nat Gateway {nat_gateway_id} was not found")
    deleted = _moto_delete_nat_gateway(backend, nat_gateway_id)
    interface = deleted._eni  # pyright: ignore[reportPrivateUsage]
    for address in [each for each in backend.addresses if each.eni is interface]:
        backend.disassociate_address(association_id=address.association_id)
    backend.enis.pop(interface.id, None)
    del backend.nat_gateways[nat_gateway_id]
    return deleted


def _delete_network_acl_entry(backend: EC2Backend, network_acl_id: str, rule_number: int, egress: bool) -> Any:
    try:
        return _moto_delete_entry(backend, network_acl_id, rule_number, egress)
    except StopIteration:
        message = f"The network acl entry identified by {rule_number} does not exist."
        raise EC2ClientError("InvalidNetworkAclEntry.NotFound", message) from None


def _backend(call: Call) -> EC2Backend:
    return ec2_backends[call.account][call.region]


def _prefix_list(call: Call) -> Any:
    id_ = call.params["PrefixListId"]
    found = _backend(call).managed_prefix_lists.get(id_)
    if found is None:
        raise call.refuse("InvalidPrefixListID.NotFound", f"The prefix list ID '{id_}' does not exist")
    return found


@answers(EC2Response, "DeleteManagedPrefixList")
def delete_managed_prefix_list(call: Call) -> Answer:
    """AWS shows a deleted list for a while, moto for ever."""
    _prefix_list(call)
    answer = call.moto()
    del _backend(call).managed_prefix_lists[call.params["PrefixListId"]]
    return answer


@answers(EC2Response, "ModifyManagedPrefixList")
def modify_managed_prefix_list(call: Call) -> Answer:
    """moto takes no other size, and forgets the name when none is given."""
    prefix_list = _prefix_list(call)
    name = prefix_list.prefix_list_name
    answer = call.moto()
    prefix_list.prefix_list_name = call.params.get("PrefixListName", name)
    prefix_list.max_entries = call.params.get("MaxEntries", prefix_list.max_entries)
    return answer


@answers(EC2Response, "DescribeLaunchTemplates")
def describe_launch_templates(call: Call) -> Answer:
    """moto shows the tags of the first day."""
    answer = call.moto()
    for template in answer["LaunchTemplates"]:
        template["Tags"] = _backend(call).launch_templates[template["LaunchTemplateId"]].get_tags()
    return answer


@answers(EC2Response, "CreateLaunchTemplate")
def create_launch_template(call: Call) -> Answer:
    """moto adds the tags of the template itself to those its instances will get."""
    answer = call.moto()
    template: Any = _backend(call).launch_templates[answer["LaunchTemplate"]["LaunchTemplateId"]]
    template.default_version().data["TagSpecifications"] = call.params.get("LaunchTemplateData", {}).get(
        "TagSpecifications", []
    )
    return answer


replace(
    EC2Backend,
    delete_nat_gateway=_delete_nat_gateway,
    create_network_interface=_create_network_interface,
    delete_network_acl_entry=_delete_network_acl_entry,
    delete_vpc=_delete_vpc,
    delete_vpc_endpoints=_delete_vpc_endpoints,
)
ec2_networks.fill()
answers(EC2Response, *ec2_dependencies.REFUSALS)(ec2_dependencies.delete)
