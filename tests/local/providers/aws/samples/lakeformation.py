"""Samples of Lake Formation."""

from tests.local.providers.aws.samples.sample import ROLE, Sample

SAMPLES: dict[str, Sample] = {
    "aws:lakeformation/resource:Resource": Sample(
        {"arn": "arn:aws:s3:::{aws:s3/bucket:Bucket}", "roleArn": ROLE},
        replaces={"arn": "arn:aws:s3:::other", "roleArn": ROLE + "2"},
    ),
    "aws:lakeformation/lfTag:LfTag": Sample(
        {"key": "sensitivity", "values": ["low", "high"]},
        updates={"values": ["high", "secret"]},
        replaces={"key": "other", "catalogId": "210987654321"},
    ),
}
