"""Route 53: zones, public and of a network, and their records."""

from local.providers.aws.row import Op, Put, Row, Tags

RECORD = "ChangeBatch.Changes[0].ResourceRecordSet"
ZONE = {"ResourceType": "hostedzone", "ResourceId": "{id}"}
ALL = ("name", "type", "ttl", "records", "aliases", "healthCheckId")


def change(action: str) -> Op:
    """A change of one record: AWS takes it whole each time, the name in full."""
    return Op(
        "ChangeResourceRecordSets",
        only=ALL,
        within=RECORD,
        renames={
            "ttl": f"{RECORD}.TTL",
            "records": f"{RECORD}.ResourceRecords[].Value",
            "aliases": f"{RECORD}.AliasTarget",
        },
        send={
            "HostedZoneId": "{zoneId}",
            "ChangeBatch.Changes[0].Action": action,
            f"{RECORD}.Name": "{name@zone}",
        },
    )


ROWS = (
    Row(
        type="aws:route53/zone:Zone",
        service="route53",
        key={"Id": "id"},
        create=Op(
            "CreateHostedZone",
            renames={"id": "HostedZone.Id", "comment": "HostedZoneConfig.Comment", "vpcs": "VPC"},
            send={"CallerReference": "{token}"},
        ),
        read=(
            Op(
                "GetHostedZone",
                only=("comment", "delegationSetId", "name", "vpcs"),
                renames={
                    "comment": "HostedZone.Config.Comment",
                    "delegationSetId": "DelegationSet.Id",
                    "name": "HostedZone.Name",
                    "vpcs": "VPCs",
                },
            ),
            Op(
                "ListResourceRecordSets",
                only=("nameServers", "primaryNameServer"),
                at="ResourceRecordSets[Type=NS]",
                send={"HostedZoneId": "{id}"},
                renames={
                    "nameServers": "ResourceRecords[].Value",
                    "primaryNameServer": "ResourceRecords[0].Value",
                },
            ),
            Op(
                "GetHostedZone",
                only=("nameServers", "primaryNameServer"),
                at="DelegationSet",
                renames={"primaryNameServer": "NameServers[0]"},
            ),
        ),
        update=(Put(Op("UpdateHostedZoneComment", only=("comment",)), reset={"comment": ""}),),
        delete=(Op("DeleteHostedZone", only=()),),
        id="{id}",
        id_leaves_out="/hostedzone/",
        codecs={"name": "domain"},
        defaults={"comment": "Managed by Pulumi", "forceDestroy": False},
        fills=("vpcs.vpcRegion",),
        own=("vpcs",),
        local={"forceDestroy": False},
        computed={"arn": "arn:{partition}:route53:::hostedzone/{id}", "zoneId": "{id}"},
        replace={"vpcs": "changing them in place is not supported here: a ZoneAssociation adds and removes one"},
        tags=Tags(
            list=Op("ListTagsForResource", only=(), at="ResourceTagSet.Tags", send=ZONE),
            add=Op("ChangeTagsForResource", only=(), send=ZONE),
            remove=Op("ChangeTagsForResource", only=(), send=ZONE),
            tags_in_add="AddTags",
            keys="RemoveTagKeys",
            create="",
        ),
        before_delete="empty_zone",
    ),
    Row(
        type="aws:route53/record:Record",
        service="route53",
        key={"HostedZoneId": "zoneId", "Name": "name", "Type": "type"},
        create=change("CREATE"),
        read=(
            Op(
                "ListResourceRecordSets",
                only=("fqdn", "ttl", "records", "aliases", "healthCheckId"),
                at="ResourceRecordSets[Name={name@zone}.,Type={type}]",
                send={"HostedZoneId": "{zoneId}"},
                renames={
                    "fqdn": "Name",
                    "ttl": "TTL",
                    "records": "ResourceRecords[].Value",
                    "aliases": "AliasTarget",
                },
            ),
            Op("GetHostedZone", only=("zone",), send={"Id": "{zoneId}"}, renames={"zone": "HostedZone.Name"}),
        ),
        update=(Put(change("UPSERT")),),
        delete=(change("DELETE"),),
        id="{zoneId}_{name}_{type}",
        imports=("{zoneId}_{name*}_{type}",),
        renames={"aliases.name": "DNSName", "aliases.zoneId": "HostedZoneId"},
        codecs={"fqdn": "domain"},
        needs=(("records", "aliases"),),
    ),
    Row(
        type="aws:route53/zoneAssociation:ZoneAssociation",
        service="route53",
        key={"HostedZoneId": "zoneId", "VPC.VPCId": "vpcId", "VPC.VPCRegion": "vpcRegion"},
        create=Op("AssociateVPCWithHostedZone", renames={"zoneId": "HostedZoneId"}, within="VPC"),
        read=(
            Op(
                "GetHostedZone",
                only=("vpcRegion",),
                at="VPCs[VPCId={vpcId}]",
                send={"Id": "{zoneId}"},
            ),
            Op(
                "ListHostedZonesByVPC",
                only=("owningAccount",),
                at="HostedZoneSummaries[HostedZoneId={zoneId}]",
                send={"VPCId": "{vpcId}", "VPCRegion": "{vpcRegion}"},
                renames={"owningAccount": "Owner.OwningAccount"},
            ),
        ),
        delete=(Op("DisassociateVPCFromHostedZone", only=()),),
        id="{zoneId}:{vpcId}:{vpcRegion}",
        imports=("{zoneId}:{vpcId}:{vpcRegion}", "{zoneId}:{vpcId}"),
    ),
)
