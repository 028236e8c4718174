"""Samples of Glue."""

from tests.local.providers.aws.samples.sample import OTHER_TAGS, TAGS, Sample

SAMPLES: dict[str, Sample] = {
    "aws:glue/catalogDatabase:CatalogDatabase": Sample(
        {"name": "churn", "description": "curated data", "parameters": {"a": "b"}, "tags": TAGS},
        updates={"description": "other", "locationUri": "s3://curated/", "parameters": {"a": "c"}, "tags": OTHER_TAGS},
        replaces={"name": "other", "catalogId": "210987654321"},
    ),
}
