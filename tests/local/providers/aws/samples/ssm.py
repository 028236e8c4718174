"""Samples of SSM."""

from tests.local.providers.aws.samples.sample import OTHER_TAGS, TAGS, Sample

SAMPLES: dict[str, Sample] = {
    "aws:ssm/parameter:Parameter": Sample(
        {"name": "/mlops/churn/version", "type": "String", "value": "3", "description": "live", "tags": TAGS},
        updates={"value": "4", "description": "other", "tags": OTHER_TAGS},
        replaces={"name": "/mlops/other"},
    ),
}
