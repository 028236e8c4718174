"""Samples of Resource Groups."""

import json

from tests.local.providers.aws.samples.sample import OTHER_TAGS, TAGS, Sample


def of_team(team: str) -> dict[str, str]:
    """What bears the team's tag."""
    filters = [{"Key": "team", "Values": [team]}]
    return {"query": json.dumps({"ResourceTypeFilters": ["AWS::AllSupported"], "TagFilters": filters})}


SAMPLES: dict[str, Sample] = {
    "aws:resourcegroups/group:Group": Sample(
        {"name": "churn", "description": "the product", "resourceQuery": of_team("churn"), "tags": TAGS},
        updates={"description": "other", "resourceQuery": of_team("fraud"), "tags": OTHER_TAGS},
        replaces={"name": "other"},
    ),
}
