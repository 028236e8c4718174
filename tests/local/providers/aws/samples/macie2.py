"""Samples of Macie."""

from tests.local.providers.aws.samples.sample import Sample

SAMPLES: dict[str, Sample] = {
    "aws:macie2/account:Account": Sample(
        {"findingPublishingFrequency": "ONE_HOUR", "status": "ENABLED"},
        updates={"findingPublishingFrequency": "SIX_HOURS", "status": "PAUSED"},
        single=True,
    ),
}
