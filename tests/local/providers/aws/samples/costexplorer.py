"""Samples of Cost Explorer."""

import json

from tests.local.providers.aws.samples.sample import OTHER_TAGS, TAGS, TOPIC, Sample

MONITOR = "{aws:costexplorer/anomalyMonitor:AnomalyMonitor}"


def team(name: str) -> str:
    """The costs of that team."""
    return json.dumps({"Tags": {"Key": "team", "Values": [name]}})


def above(dollars: str) -> dict[str, object]:
    """Anomalies that cost as much."""
    total = {
        "key": "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
        "values": [dollars],
        "matchOptions": ["GREATER_THAN_OR_EQUAL"],
    }
    return {"ands": [{"dimension": total}, {"tags": {"key": "team", "values": ["churn"], "matchOptions": ["EQUALS"]}}]}


SAMPLES: dict[str, Sample] = {
    "aws:costexplorer/anomalyMonitor:AnomalyMonitor": Sample(
        {"name": "churn", "monitorType": "CUSTOM", "monitorSpecification": team("churn"), "tags": TAGS},
        updates={"name": "other", "tags": OTHER_TAGS},
        replaces={
            "monitorSpecification": team("fraud"),
            "monitorType": "DIMENSIONAL",
            "monitorDimension": "SERVICE",
        },
    ),
    "aws:costexplorer/anomalySubscription:AnomalySubscription": Sample(
        {
            "name": "churn",
            "frequency": "DAILY",
            "monitorArnLists": [MONITOR],
            "subscribers": [{"type": "EMAIL", "address": "mlops@example.com"}],
            "thresholdExpression": above("100"),
            "tags": TAGS,
        },
        updates={
            "frequency": "IMMEDIATE",
            "subscribers": [{"type": "SNS", "address": TOPIC}],
            "thresholdExpression": above("50"),
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other", "accountId": "210987654321"},
    ),
    "aws:costexplorer/costAllocationTag:CostAllocationTag": Sample(
        {"tagKey": "team", "status": "Active"},
        updates={"status": "Inactive"},
        replaces={"tagKey": "other"},
        stays=True,
    ),
}
