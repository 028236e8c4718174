"""ACM: certificates that are requested. None is imported: a private key has no place in a state."""

from local.providers.aws.row import Op, Row, Tags

ROWS = (
    Row(
        type="aws:acm/certificate:Certificate",
        service="acm",
        key={"CertificateArn": "arn"},
        create=Op(
            "RequestCertificate",
            only=(
                "arn",
                "certificateAuthorityArn",
                "domainName",
                "keyAlgorithm",
                "options",
                "subjectAlternativeNames",
                "validationMethod",
                "validationOptions",
            ),
            renames={"arn": "CertificateArn", "validationOptions": "DomainValidationOptions"},
        ),
        read=(
            Op(
                "DescribeCertificate",
                at="Certificate",
                skip=("validationOptions", "keyAlgorithm"),
                renames={
                    "arn": "CertificateArn",
                    "validationMethod": "DomainValidationOptions[0].ValidationMethod",
                    "domainValidationOptions.resourceRecordName": "ResourceRecord.Name",
                    "domainValidationOptions.resourceRecordType": "ResourceRecord.Type",
                    "domainValidationOptions.resourceRecordValue": "ResourceRecord.Value",
                },
            ),
        ),
        delete=(Op("DeleteCertificate", only=()),),
        own=("subjectAlternativeNames",),
        fills=("options.certificateTransparencyLoggingPreference", "options.export"),
        replace={"options": "changing them in place is not supported here"},
        tags=Tags(
            list=Op("ListTagsForCertificate", only=(), at="Tags"),
            add=Op("AddTagsToCertificate", only=()),
            remove=Op("RemoveTagsFromCertificate", only=()),
            keys="Tags",
        ),
        needs=(("domainName",), ("validationMethod", "certificateAuthorityArn")),
    ),
)
