"""Samples of ACM."""

from tests.local.providers.aws.samples.sample import OTHER_TAGS, TAGS, Sample

SAMPLES: dict[str, Sample] = {
    "aws:acm/certificate:Certificate": Sample(
        {
            "domainName": "ml.example.com",
            "subjectAlternativeNames": ["ml.example.com", "mlflow.example.com"],
            "validationMethod": "DNS",
            "tags": TAGS,
        },
        updates={"tags": OTHER_TAGS},
        replaces={
            "domainName": "other.example.com",
            "subjectAlternativeNames": ["studio.example.com"],
            "validationMethod": "EMAIL",
        },
    ),
}
