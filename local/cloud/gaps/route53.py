"""Route 53: a zone with a network is private, and what moto takes that AWS refuses."""

from typing import Any

from moto.ec2.models import ec2_backends
from moto.route53.models import FakeZone, route53_backends
from moto.route53.responses import Route53

from local.cloud.gaps.filling import Answer, Call, answers


def _zone(call: Call, id_: str) -> FakeZone:
    return route53_backends[call.account][call.response.partition].get_hosted_zone(id_)


def _region_of(call: Call, vpc: dict[str, Any]) -> str:
    """Where the network is; without a region it is looked for in those in use."""
    wanted = vpc.get("VPCRegion")
    regions = [wanted] if wanted else list(ec2_backends[call.account])
    found = next((region for region in regions if vpc["VPCId"] in ec2_backends[call.account][region].vpcs), None)
    if found is None:
        raise call.refuse("InvalidVPCId", f"The VPC: {vpc['VPCId']} you provided is not valid.")
    return found


@answers(Route53, "CreateHostedZone")
def create_hosted_zone(call: Call) -> Answer:
    """moto makes a private zone only when it is told twice."""
    vpc = call.params.get("VPC")
    region = _region_of(call, vpc) if vpc else ""
    answer = call.moto()
    zone: FakeZone = answer["HostedZone"]
    if vpc:
        zone.private_zone = True
        zone.vpcs = [{"vpc_id": vpc["VPCId"], "vpc_region": region}]
        answer = {**answer, "DelegationSet": None, "VPC": {"VPCId": vpc["VPCId"], "VPCRegion": region}}
    return answer


@answers(Route53, "AssociateVPCWithHostedZone")
def associate_vpc(call: Call) -> Answer:
    vpc = call.params["VPC"]
    region = _region_of(call, vpc)
    zone = _zone(call, call.params["HostedZoneId"])
    if any(each["vpc_id"] == vpc["VPCId"] for each in zone.vpcs):
        message = f"The VPC {vpc['VPCId']} in region {region} has already been associated with the hosted zone."
        raise call.refuse("ConflictingDomainExists", message)
    answer = call.moto()
    zone.vpcs[-1]["vpc_region"] = region
    return answer


@answers(Route53, "DisassociateVPCFromHostedZone")
def disassociate_vpc(call: Call) -> Answer:
    vpc = call.params["VPC"]["VPCId"]
    if not any(each["vpc_id"] == vpc for each in _zone(call, call.params["HostedZoneId"]).vpcs):
        raise call.refuse("VPCAssociationNotFound", f"The VPC: {vpc} is not associated with the hosted zone.")
    return call.moto()


@answers(Route53, "ChangeResourceRecordSets")
def change_records(call: Call) -> Answer:
    """moto makes a record twice if the second says something else."""
    zone = _zone(call, call.params["HostedZoneId"])
    there = {(each.name, each.type, each.set_identifier) for each in zone.rrsets}
    for change in call.params["ChangeBatch"]["Changes"]:
        record = change["ResourceRecordSet"]
        name = record["Name"].rstrip(".") + "."
        is_there = (name, record["Type"], record.get("SetIdentifier")) in there
        wrong = {("CREATE", True): "already exists", ("DELETE", False): "was not found"}
        if (change["Action"], is_there) in wrong:
            what = f"[name='{name}', type='{record['Type']}']"
            told = f"it {wrong[change['Action'], is_there]}"
            verb = change["Action"].lower()
            message = f"[Tried to {verb} resource record set {what} but {told}]"
            raise call.refuse("InvalidChangeBatch", message)
    return call.moto()
