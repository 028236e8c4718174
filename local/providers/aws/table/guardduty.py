"""GuardDuty: detectors, their filters and lists, and where findings go."""

from local.providers.aws.row import Name, Op, Put, Ready, Row, Tags

TAGS = Tags(
    add=Op("TagResource", only=(), send={"ResourceArn": "{arn}"}),
    remove=Op("UntagResource", only=(), send={"ResourceArn": "{arn}"}),
)

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
        replace={"format": "pulumi-aws declares it so"},
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
)
