"""Alerts by severity and a cost guard: budgets, anomalies, and Studio apps that stop when the day is over."""

import pulumi
import pulumi_mlops as mlops

TAGS = {"product": "platform", "environment": "local", "owner": "ml-platform", "cost-center": "4700"}
TAGS |= {"data-classification": "internal"}

key = mlops.EncryptionKey("key", mlops.EncryptionKeyArgs(cost_topics=True, disposable=True, tags=TAGS))
alerts = mlops.AlertHub(
    "alerts",
    mlops.AlertHubArgs.model_validate(
        {"kms_key_arn": key.arn, "critical": {"emails": ["oncall@example.com"]}, "tags": TAGS}
    ),
)
costs = mlops.CostGuard(
    "costs",
    mlops.CostGuardArgs.model_validate(
        {
            "monthly_usd": 5000,
            "products": {"churn": 1500},
            "office_hours": {"begin": 7, "end": 20, "timezone": "Europe/Berlin"},
            "alert_topic_arns": alerts.topic_arns,
            "kms_key_arn": key.arn,
            "tags": TAGS,
        }
    ),
)
pulumi.export("budgets", costs.budget_names)
