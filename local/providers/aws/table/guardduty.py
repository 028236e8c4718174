"""GuardDuty: detectors, their features, filters and lists, where findings go, and the accounts of an organisation."""

from local.providers.aws.row import Name, Op, Put, Ready, Row, Tags

TAGS = Tags(
    add=Op("TagResource", only=(), send={"ResourceArn": "{arn}"}),
    remove=Op("UntagResource", only=(), send={"ResourceArn": "{arn}"}),
)

# One feature of those that a detector or an organisation has.
FEATURE = {"name": "Features[0].Name", "additionalConfigurations": "Features[0].AdditionalConfiguration"}
MEMBER = {"AccountIds[0]": "{accountId}"}

DETECTOR = "arn:{partition}:guardduty:{region}:{account}:detector"

ROWS = (
    Row(
        type="aws:guardduty/detector:Detector",
        service="guardduty",
        key={"DetectorId": "detectorId"},
        create=Op("CreateDetector", only=("detectorId", "enable", "findingPublishingFrequency")),
        read=(
            Op(
                "GetDetector",
                only=("enable", "findingPublishingFrequency"),
                renames={"enable": "Status"},
            ),
        ),
        update=(Put(Op("UpdateDetector", only=("enable", "findingPublishingFrequency"))),),
        delete=(Op("DeleteDetector", only=()),),
        renames={"detectorId": "DetectorId"},
        defaults={"enable": True},
        computed={"accountId": "{account}", "arn": f"{DETECTOR}/{{id}}"},
        tags=TAGS,
        missing=("BadRequestException",),
    ),
    Row(
        type="aws:guardduty/filter:Filter",
        service="guardduty",
        key={"DetectorId": "detectorId", "FilterName": "name"},
        create=Op("CreateFilter"),
        read=(Op("GetFilter"),),
        update=(Put(Op("UpdateFilter")),),
        delete=(Op("DeleteFilter", only=()),),
        id="{detectorId}:{name}",
        name=Name(longest=64),
        renames={"findingCriteria.criterions": "Criterion"},
        fills=tuple(
            f"findingCriteria.criterions.{name}"
            for name in ("equals", "notEquals", "greaterThan", "greaterThanOrEqual", "lessThan", "lessThanOrEqual")
        ),
        computed={"arn": f"{DETECTOR}/{{detectorId}}/filter/{{name}}"},
        tags=TAGS,
        missing=("BadRequestException",),
    ),
    Row(
        type="aws:guardduty/iPSet:IPSet",
        service="guardduty",
        key={"DetectorId": "detectorId", "IpSetId": "ipSetId"},
        create=Op("CreateIPSet"),
        read=(Op("GetIPSet", renames={"activate": "Status"}),),
        update=(Put(Op("UpdateIPSet")),),
        delete=(Op("DeleteIPSet", only=()),),
        id="{detectorId}:{ipSetId}",
        name=Name(longest=300),
        codecs={"activate": "is_active"},
        computed={"arn": f"{DETECTOR}/{{detectorId}}/ipset/{{ipSetId}}"},
        tags=TAGS,
        missing=("BadRequestException",),
        gone=("Status", ("DELETED", "DELETE_PENDING")),
    ),
    Row(
        type="aws:guardduty/threatIntelSet:ThreatIntelSet",
        service="guardduty",
        upstream="aws_guardduty_threatintelset",
        key={"DetectorId": "detectorId", "ThreatIntelSetId": "threatIntelSetId"},
        create=Op("CreateThreatIntelSet"),
        read=(Op("GetThreatIntelSet", renames={"activate": "Status"}),),
        update=(Put(Op("UpdateThreatIntelSet")),),
        delete=(Op("DeleteThreatIntelSet", only=()),),
        id="{detectorId}:{threatIntelSetId}",
        name=Name(longest=300),
        codecs={"activate": "is_active"},
        computed={"arn": f"{DETECTOR}/{{detectorId}}/threatintelset/{{threatIntelSetId}}"},
        tags=TAGS,
        missing=("BadRequestException",),
        gone=("Status", ("DELETED", "DELETE_PENDING")),
    ),
    Row(
        type="aws:guardduty/publishingDestination:PublishingDestination",
        service="guardduty",
        key={"DetectorId": "detectorId", "DestinationId": "destinationId"},
        create=Op("CreatePublishingDestination"),
        read=(Op("DescribePublishingDestination"),),
        update=(Put(Op("UpdatePublishingDestination")),),
        delete=(Op("DeletePublishingDestination", only=()),),
        id="{detectorId}:{destinationId}",
        renames={
            "destinationArn": "DestinationProperties.DestinationArn",
            "kmsKeyArn": "DestinationProperties.KmsKeyArn",
        },
        defaults={"destinationType": "S3"},
        computed={"arn": f"{DETECTOR}/{{detectorId}}/publishingDestination/{{destinationId}}"},
        replace={"destinationType": "there is one type only", "tags": "pulumi-aws declares it so"},
        tags=TAGS,
        ready=Ready(
            "Status", until=("PUBLISHING",), failed=("UNABLE_TO_PUBLISH_FIX_DESTINATION_PROPERTY",), reason="Status"
        ),
        missing=("BadRequestException",),
    ),
    Row(
        type="aws:guardduty/detectorFeature:DetectorFeature",
        service="guardduty",
        key={"DetectorId": "detectorId"},
        create=Op(
            "UpdateDetector",
            only=("detectorId", *FEATURE, "status"),
            renames={**FEATURE, "status": "Features[0].Status"},
        ),
        read=(Op("GetDetector", at="Features[Name={name}]"),),
        update=(
            Put(Op("UpdateDetector", only=(*FEATURE, "status"), renames={**FEATURE, "status": "Features[0].Status"})),
        ),
        id="{detectorId}/{name}",
        imports=None,
        missing=("BadRequestException",),
    ),
    Row(
        type="aws:guardduty/malwareProtectionPlan:MalwareProtectionPlan",
        service="guardduty",
        key={"MalwareProtectionPlanId": "id"},
        create=Op("CreateMalwareProtectionPlan"),
        read=(Op("GetMalwareProtectionPlan"),),
        update=(Put(Op("UpdateMalwareProtectionPlan")),),
        delete=(Op("DeleteMalwareProtectionPlan", only=()),),
        renames={"id": "MalwareProtectionPlanId"},
        tags=TAGS,
        ready=Ready("Status", until=("ACTIVE",), failed=("WARNING", "ERROR"), reason="StatusReasons[0].Message"),
    ),
    Row(
        type="aws:guardduty/member:Member",
        service="guardduty",
        key={"DetectorId": "detectorId", "AccountIds[0]": "accountId"},
        create=Op(
            "CreateMembers",
            only=("accountId", "detectorId", "email"),
            renames={"accountId": "AccountDetails[0].AccountId", "email": "AccountDetails[0].Email"},
        ),
        read=(Op("GetMembers", at="Members[0]", renames={"invite": "RelationshipStatus"}),),
        update=(
            Put(
                Op(
                    "InviteMembers",
                    only=("disableEmailNotification", "invitationMessage"),
                    renames={"invitationMessage": "Message"},
                ),
                clear=Op("DisassociateMembers", only=()),
                switch="invite",
                initial=False,
            ),
        ),
        delete=(Op("DeleteMembers", only=()),),
        id="{detectorId}:{accountId}",
        codecs={"invite": "is_invited"},
        missing=("BadRequestException",),
    ),
    Row(
        type="aws:guardduty/organizationAdminAccount:OrganizationAdminAccount",
        service="guardduty",
        key={"AdminAccountId": "adminAccountId"},
        create=Op("EnableOrganizationAdminAccount"),
        read=(Op("ListOrganizationAdminAccounts", at="AdminAccounts[AdminAccountId={adminAccountId}]"),),
        delete=(Op("DisableOrganizationAdminAccount", only=()),),
    ),
    Row(
        type="aws:guardduty/organizationConfiguration:OrganizationConfiguration",
        service="guardduty",
        key={"DetectorId": "detectorId"},
        create=Op("UpdateOrganizationConfiguration"),
        read=(Op("DescribeOrganizationConfiguration"),),
        update=(Put(Op("UpdateOrganizationConfiguration")),),
        renames={"datasources.kubernetes.auditLogs.enable": "AutoEnable"},
        missing=("BadRequestException",),
    ),
    Row(
        type="aws:guardduty/organizationConfigurationFeature:OrganizationConfigurationFeature",
        service="guardduty",
        key={"DetectorId": "detectorId"},
        create=Op(
            "UpdateOrganizationConfiguration",
            only=("detectorId", *FEATURE, "autoEnable"),
            renames={**FEATURE, "autoEnable": "Features[0].AutoEnable"},
        ),
        read=(Op("DescribeOrganizationConfiguration", at="Features[Name={name}]"),),
        update=(
            Put(
                Op(
                    "UpdateOrganizationConfiguration",
                    only=(*FEATURE, "autoEnable"),
                    renames={**FEATURE, "autoEnable": "Features[0].AutoEnable"},
                )
            ),
        ),
        id="{detectorId}/{name}",
        imports=None,
        missing=("BadRequestException",),
    ),
)
