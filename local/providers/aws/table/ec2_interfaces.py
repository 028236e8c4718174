"""EC2: network interfaces, keys and templates of instances."""

from local.providers.aws.row import Name, Op, Put, Row
from local.providers.aws.table.ec2 import arn, tags

DATA = "LaunchTemplateData"
LATEST = {"LaunchTemplateId": "{id}", "Versions[0]": "$Latest"}
OF_TEMPLATE = ("name", "description", "defaultVersion", "updateDefaultVersion")
TAGGED = {"tagSpecifications": f"{DATA}.TagSpecifications"}
SPEC = {
    "blockDeviceMappings.ebs.volumeInitializationRate": "VolumeInitializationRate",
    "networkInterfaces.ipv4Addresses": "PrivateIpAddresses[].PrivateIpAddress",
    "networkInterfaces.ipv4AddressCount": "SecondaryPrivateIpAddressCount",
    "networkInterfaces.ipv6Addresses": "Ipv6Addresses[].Ipv6Address",
    "networkInterfaces.securityGroups": "Groups",
    "vpcSecurityGroupIds": "SecurityGroupIds",
    "securityGroupNames": "SecurityGroups",
    "ramDiskId": "RamDiskId",
    "cpuOptions.amdSevSnp": "AmdSevSnp",
    "instanceRequirements.memoryGibPerVcpu": "MemoryGiBPerVCpu",
    "instanceRequirements.memoryMib": "MemoryMiB",
    "instanceRequirements.totalLocalStorageGb": "TotalLocalStorageGB",
    "instanceRequirements.acceleratorTotalMemoryMib": "AcceleratorTotalMemoryMiB",
    "instanceRequirements.vcpuCount": "VCpuCount",
    "instanceMarketOptions.spotOptions.blockDurationMinutes": "BlockDurationMinutes",
}


def modified(property_: str, member: str, before: str = "") -> Put:
    """One attribute of an interface, by a call of its own."""
    return Put(Op("ModifyNetworkInterfaceAttribute", only=(property_,), renames={property_: member}), before=before)


ROWS = (
    Row(
        type="aws:ec2/networkInterface:NetworkInterface",
        service="ec2",
        key={"NetworkInterfaceId": "id"},
        create=Op(
            "CreateNetworkInterface",
            at="NetworkInterface",
            only=("subnetId", "description", "interfaceType", "privateIps", "securityGroups", "id"),
            renames={"privateIps": "PrivateIpAddresses[].PrivateIpAddress", "securityGroups": "Groups"},
        ),
        read=(
            Op(
                "DescribeNetworkInterfaces",
                at="NetworkInterfaces[0]",
                send={"NetworkInterfaceIds[0]": "{id}"},
                renames={
                    "privateIp": "PrivateIpAddress",
                    "privateIps": "PrivateIpAddresses[].PrivateIpAddress",
                    "privateIpLists": "PrivateIpAddresses[].PrivateIpAddress",
                    "securityGroups": "Groups[].GroupId",
                },
            ),
        ),
        update=(
            modified("description", "Description.Value"),
            modified("securityGroups", "Groups"),
            modified("sourceDestCheck", "SourceDestCheck.Value"),
            Put(
                Op(
                    "AssignPrivateIpAddresses",
                    only=("privateIps",),
                    renames={"privateIps": "PrivateIpAddresses"},
                ),
                remove=Op(
                    "UnassignPrivateIpAddresses",
                    only=("privateIps",),
                    renames={"privateIps": "PrivateIpAddresses"},
                ),
            ),
        ),
        delete=(Op("DeleteNetworkInterface", only=()),),
        id="{id}",
        renames={"id": "NetworkInterfaceId"},
        defaults={"sourceDestCheck": True},
        computed=arn("network-interface"),
        tags=tags("network-interface", member="TagSet"),
        before_delete="detach_interface",
    ),
    Row(
        type="aws:ec2/keyPair:KeyPair",
        service="ec2",
        key={"KeyName": "keyName"},
        create=Op("ImportKeyPair", renames={"publicKey": "PublicKeyMaterial", "fingerprint": "KeyFingerprint"}),
        read=(
            Op(
                "DescribeKeyPairs",
                at="KeyPairs[0]",
                send={"KeyNames[0]": "{keyName}"},
                renames={"fingerprint": "KeyFingerprint"},
                skip=("publicKey",),
            ),
        ),
        delete=(Op("DeleteKeyPair", only=()),),
        name=Name("keyName"),
        local={"keyNamePrefix": None},
        computed=arn("key-pair", "keyName"),
        tags=tags("key-pair", "{keyPairId}"),
    ),
    Row(
        type="aws:ec2/launchTemplate:LaunchTemplate",
        service="ec2",
        key={"LaunchTemplateId": "id"},
        create=Op(
            "CreateLaunchTemplate",
            at="LaunchTemplate",
            within=DATA,
            skip=("defaultVersion",),
            renames={"description": "VersionDescription", "name": "LaunchTemplateName", **TAGGED},
        ),
        read=(
            Op(
                "DescribeLaunchTemplates",
                at="LaunchTemplates[0]",
                only=("id", "name", "defaultVersion", "latestVersion", "newest"),
                renames={
                    "name": "LaunchTemplateName",
                    "latestVersion": "LatestVersionNumber",
                    "newest": "LatestVersionNumber",
                    "defaultVersion": "DefaultVersionNumber",
                },
                send={"LaunchTemplateIds[0]": "{id}"},
            ),
            Op(
                "DescribeLaunchTemplateVersions",
                only=("description",),
                at="LaunchTemplateVersions[0]",
                renames={"description": "VersionDescription"},
                send=LATEST,
            ),
            Op(
                "DescribeLaunchTemplateVersions",
                skip=("defaultVersion", "description", "id", "name", "newest"),
                at="LaunchTemplateVersions[0].LaunchTemplateData",
                send=LATEST,
            ),
        ),
        update=(
            Put(
                Op(
                    "CreateLaunchTemplateVersion",
                    within=DATA,
                    skip=("name",),
                    renames={"description": "VersionDescription", **TAGGED},
                )
            ),
            Put(Op("ModifyLaunchTemplate", only=("defaultVersion",))),
            Put(
                Op("ModifyLaunchTemplate", only=(), send={"DefaultVersion": "{newest}"}), follows="updateDefaultVersion"
            ),
        ),
        delete=(Op("DeleteLaunchTemplate", only=()),),
        id="{id}",
        name=Name(longest=125),
        renames={"id": "LaunchTemplateId", **SPEC},
        local={"namePrefix": None},
        computed=arn("launch-template"),
        tags=tags("launch-template"),
    ),
)
