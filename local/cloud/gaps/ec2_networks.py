"""EC2: what moto drops of DHCP options, flow logs and peerings."""

from typing import Any

from moto.ec2.models import EC2Backend, ec2_backends
from moto.ec2.responses import EC2Response

from local.cloud.gaps.filling import Answer, Call, answers

_LEASE = "ipv6-address-preferred-lease-time"
_KEPT = {"DestinationOptions": "destination_options", "DeliverCrossAccountRole": "deliver_cross_account_role"}
_PLAIN = {"FileFormat": "plain-text", "HiveCompatiblePartitions": False, "PerHourPartition": False}


def fill() -> None:
    """Correct moto's answers."""
    answers(EC2Response, "CreateDhcpOptions")(_create_dhcp_options)
    answers(EC2Response, "CreateFlowLogs")(_create_flow_logs)
    answers(EC2Response, "ModifyVpcPeeringConnectionOptions")(_modify_peering_options)


def _backend(call: Call) -> EC2Backend:
    return ec2_backends[call.account][call.region]


def _create_dhcp_options(call: Call) -> Answer:
    """moto drops the tags and the lease time of IPv6."""
    options: Any = call.moto()["DhcpOptions"]
    given = {each["Key"]: each["Values"] for each in call.params["DhcpConfigurations"]}
    if _LEASE in given:
        options._options[_LEASE] = given[_LEASE]
    for specification in call.params.get("TagSpecifications", []):
        options.add_tags({tag["Key"]: tag["Value"] for tag in specification["Tags"]})
    return {"DhcpOptions": options}


def _create_flow_logs(call: Call) -> Answer:
    """moto drops how files are written, and looks for a log group by its name only."""
    answer = call.moto()
    for id_ in answer["FlowLogIds"]:
        flow_log: Any = _backend(call).flow_logs[id_]
        for member, name in _KEPT.items():
            if member in call.params:
                setattr(flow_log, name, call.params[member])
        if flow_log.log_destination_type == "s3":
            flow_log.destination_options = {**_PLAIN, **call.params.get("DestinationOptions", {})}
    return answer


def _modify_peering_options(call: Call) -> Answer:
    """AWS sets options of a peering that is active, and of no other."""
    id_ = call.params["VpcPeeringConnectionId"]
    peering = _backend(call).vpc_pcxs.get(id_)
    if peering is not None and peering.status["Code"] != "active":
        message = f"Peering {id_} is not active. Peering options can be added only to active peerings."
        raise call.refuse("OperationNotPermitted", message)
    return call.moto()
