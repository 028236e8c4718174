"""What the rules on ownership say."""

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import Row, Table, bad, cases, good, judge, other, unknown

BUCKET = "aws:s3/bucket:Bucket"
TAGS = {
    "owner": "retention-team",
    "cost-center": "4711",
    "data-classification": "confidential",
    "environment": "local",
    "product": "churn",
}

TABLE: Table = {
    "required-tags": [
        bad(BUCKET, {}, "tags lack owner, cost-center, data-classification, environment, product."),
        bad(BUCKET, {"tags": {**TAGS, "owner": ""}}, "tags lack owner."),
        bad(
            "aws:s3/bucketV2:BucketV2",
            {"tags": {key: TAGS[key] for key in ("owner", "product")}},
            "tags lack cost-center, data-classification, environment.",
        ),
        good(BUCKET, {"tags": TAGS}),
        good(BUCKET, {"tags": {"owner": "retention-team"}, "tagsAll": TAGS}),
        unknown(BUCKET, {"tags": {**TAGS, "owner": UNKNOWN}}),
        unknown(BUCKET, {"tags": TAGS, "tagsAll": UNKNOWN}),
        unknown(BUCKET, {"tags": UNKNOWN}, "tags"),
        unknown(BUCKET, {"tags": {"owner": "retention-team"}, "tagsAll": UNKNOWN}, "tags"),
        other("aws:s3/bucketPolicy:BucketPolicy", {}),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
