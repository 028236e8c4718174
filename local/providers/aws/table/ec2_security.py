"""EC2: security groups, network ACLs, prefix lists: who may reach whom."""

from local.providers.aws.row import Name, Op, Put, Row
from local.providers.aws.table.ec2 import arn, filters, tags

ALLOW_ALL = {"IpPermissions[0].IpProtocol": "-1", "IpPermissions[0].IpRanges[0].CidrIp": "0.0.0.0/0"}
ENTRY = {"action": "RuleAction", "ruleNo": "RuleNumber", "fromPort": "PortRange.From", "toPort": "PortRange.To"}
ICMP = {"icmpCode": "IcmpTypeCode.Code", "icmpType": "IcmpTypeCode.Type"}


def entries(property_: str) -> dict[str, str]:
    """How the fields of a network ACL's inline rules are called."""
    found = {**ENTRY, **ICMP, "ipv6CidrBlock": "Ipv6CidrBlock"}
    return {f"{property_}.{name}": member for name, member in found.items()}


def inline(property_: str) -> Put:
    """The inline rules of a network ACL."""
    egress = property_ == "egress"
    return Put(
        Op("CreateNetworkAclEntry", only=(property_,), renames={property_: "."}, send={"Egress": egress}),
        remove=Op("DeleteNetworkAclEntry", only=(property_,), renames={property_: "."}, send={"Egress": egress}),
        each=True,
    )


def rule(direction: str) -> Row:
    """One rule of a security group as an object of its own."""
    put = Op(
        "ModifySecurityGroupRules",
        within="SecurityGroupRules[0].SecurityGroupRule",
        renames={"referencedSecurityGroupId": "ReferencedGroupId"},
        send={"GroupId": "{securityGroupId}", "SecurityGroupRules[0].SecurityGroupRuleId": "{id}"},
    )
    return Row(
        type=f"aws:vpc/securityGroup{direction}Rule:SecurityGroup{direction}Rule",
        service="ec2",
        key={"SecurityGroupRuleIds": "securityGroupRuleId"},
        create=Op(
            f"AuthorizeSecurityGroup{direction}",
            at="SecurityGroupRules[0]",
            within="IpPermissions[0]",
            renames={
                "securityGroupId": "GroupId",
                "cidrIpv4": "IpRanges[0].CidrIp",
                "cidrIpv6": "Ipv6Ranges[0].CidrIpv6",
                "prefixListId": "PrefixListIds[0].PrefixListId",
                "referencedSecurityGroupId": "UserIdGroupPairs[0].GroupId",
            },
        ),
        read=(
            Op(
                "DescribeSecurityGroupRules",
                at="SecurityGroupRules[0]",
                send={"SecurityGroupRuleIds[0]": "{id}"},
                renames={"referencedSecurityGroupId": "ReferencedGroupInfo.GroupId"},
            ),
        ),
        update=(Put(put),),
        delete=(
            Op(
                f"RevokeSecurityGroup{direction}",
                only=(),
                send={"GroupId": "{securityGroupId}", "SecurityGroupRuleIds[0]": "{id}"},
            ),
        ),
        id="{securityGroupRuleId}",
        renames={"securityGroupId": "GroupId", "arn": "SecurityGroupRuleArn"},
        computed=arn("security-group-rule"),
        tags=tags("security-group-rule"),
        needs=(("cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"),),
    )


ROWS = (
    Row(
        type="aws:ec2/securityGroup:SecurityGroup",
        service="ec2",
        key={"GroupId": "id"},
        create=Op("CreateSecurityGroup", only=("name", "description", "vpcId", "id")),
        after_create=(Op("RevokeSecurityGroupEgress", only=(), send=ALLOW_ALL),),
        read=(
            Op(
                "DescribeSecurityGroups",
                at="SecurityGroups[0]",
                send={"GroupIds[0]": "{id}"},
                renames={"ingress": "IpPermissions", "egress": "IpPermissionsEgress"},
            ),
        ),
        update=(
            Put(
                Op("AuthorizeSecurityGroupIngress", only=("ingress",)),
                remove=Op("RevokeSecurityGroupIngress", only=("ingress",)),
            ),
            Put(
                Op("AuthorizeSecurityGroupEgress", only=("egress",)),
                remove=Op("RevokeSecurityGroupEgress", only=("egress",)),
            ),
        ),
        delete=(Op("DeleteSecurityGroup", only=()),),
        id="{id}",
        name=Name(),
        renames={"id": "GroupId", "name": "GroupName", "ingress": "IpPermissions", "egress": "IpPermissions"},
        codecs={"ingress": "permissions", "egress": "permissions"},
        defaults={"description": "Managed by Pulumi"},
        local={"revokeRulesOnDelete": False, "namePrefix": None},
        computed=arn("security-group"),
        tags=tags("security-group"),
    ),
    rule("Ingress"),
    rule("Egress"),
    Row(
        type="aws:ec2/networkAcl:NetworkAcl",
        service="ec2",
        key={"NetworkAclId": "id"},
        create=Op("CreateNetworkAcl", at="NetworkAcl", only=("vpcId", "id")),
        read=(
            Op(
                "DescribeNetworkAcls",
                at="NetworkAcls[0]",
                send={"NetworkAclIds[0]": "{id}"},
                renames={
                    "ingress": "Entries[][Egress=false,RuleNumber!=32767]",
                    "egress": "Entries[][Egress=true,RuleNumber!=32767]",
                    "subnetIds": "Associations[].SubnetId",
                },
            ),
        ),
        update=(inline("ingress"), inline("egress")),
        delete=(Op("DeleteNetworkAcl", only=()),),
        id="{id}",
        renames={"id": "NetworkAclId", **entries("ingress"), **entries("egress")},
        computed=arn("network-acl"),
        tags=tags("network-acl"),
    ),
    Row(
        type="aws:ec2/networkAclRule:NetworkAclRule",
        service="ec2",
        key={"NetworkAclId": "networkAclId", "RuleNumber": "ruleNumber", "Egress": "egress", "Protocol": "protocol"},
        create=Op("CreateNetworkAclEntry"),
        read=(
            Op(
                "DescribeNetworkAcls",
                at="NetworkAcls[0].Entries[RuleNumber={ruleNumber},Egress={egress}]",
                send={"NetworkAclIds[0]": "{networkAclId}"},
            ),
        ),
        delete=(Op("DeleteNetworkAclEntry", only=()),),
        id="nacl-{rule#}",
        computed={"rule": "{networkAclId}-{ruleNumber}-{egress}-{protocol}-"},
        imports=("{networkAclId}:{ruleNumber}:{protocol}:{egress}",),
        renames={"fromPort": "PortRange.From", "toPort": "PortRange.To", **ICMP},
        defaults={"egress": False},
    ),
    Row(
        type="aws:ec2/networkAclAssociation:NetworkAclAssociation",
        service="ec2",
        key={"AssociationId": "current", "SubnetId": "subnetId"},
        create=Op(
            "ReplaceNetworkAclAssociation", send={"AssociationId": "{current}"}, renames={"id": "NewAssociationId"}
        ),
        read=(
            Op(
                "DescribeNetworkAcls",
                at="NetworkAcls[0].Associations[SubnetId={subnetId}]",
                skip=("subnetId",),
                renames={"id": "NetworkAclAssociationId"},
                send=filters({"association.subnet-id": "{subnetId}", "default": "false"}),
            ),
            Op(
                "DescribeNetworkAcls",
                only=("subnetId", "vpc"),
                at="NetworkAcls[0]",
                renames={"subnetId": "Associations[NetworkAclAssociationId={id}].SubnetId", "vpc": "VpcId"},
                send=filters({"association.association-id": "{id}"}),
            ),
            Op(
                "DescribeNetworkAcls",
                only=("current",),
                at="NetworkAcls[0].Associations[SubnetId={subnetId}]",
                renames={"current": "NetworkAclAssociationId"},
                send=filters({"association.subnet-id": "{subnetId}"}),
            ),
            Op(
                "DescribeNetworkAcls",
                only=("original",),
                at="NetworkAcls[0]",
                renames={"original": "NetworkAclId"},
                send=filters({"vpc-id": "{vpc}", "default": "true"}),
            ),
        ),
        update=(Put(Op("ReplaceNetworkAclAssociation", only=("networkAclId",))),),
        delete=(Op("ReplaceNetworkAclAssociation", only=(), send={"NetworkAclId": "{original}"}),),
        id="{id}",
    ),
    Row(
        type="aws:ec2/managedPrefixList:ManagedPrefixList",
        service="ec2",
        key={"PrefixListId": "id"},
        create=Op("CreateManagedPrefixList", at="PrefixList"),
        read=(
            Op(
                "DescribeManagedPrefixLists",
                at="PrefixLists[0]",
                send={"PrefixListIds[0]": "{id}"},
                renames={"current": "Version"},
            ),
            Op("GetManagedPrefixListEntries", only=("entries",)),
        ),
        update=(
            Put(Op("ModifyManagedPrefixList", only=("maxEntries",))),
            Put(Op("ModifyManagedPrefixList", only=("name",))),
            Put(
                Op(
                    "ModifyManagedPrefixList",
                    only=("entries",),
                    renames={"entries": "AddEntries"},
                    send={"CurrentVersion": "{current}"},
                ),
                remove=Op(
                    "ModifyManagedPrefixList",
                    only=("entries",),
                    renames={"entries": "RemoveEntries"},
                    send={"CurrentVersion": "{current}"},
                ),
            ),
        ),
        delete=(Op("DeleteManagedPrefixList", only=()),),
        id="{id}",
        name=Name(),
        renames={
            "id": "PrefixListId",
            "arn": "PrefixListArn",
            "name": "PrefixListName",
        },
        tags=tags("prefix-list"),
        gone=("State", ("delete-complete",)),
    ),
)
