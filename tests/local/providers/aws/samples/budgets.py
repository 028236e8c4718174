"""Samples of Budgets."""

from tests.local.providers.aws.samples.sample import ACCOUNT, OTHER_TAGS, ROLE, TAGS, TOPIC, Sample


def warning(threshold: int, **who: list[str]) -> dict[str, object]:
    """Who hears of it when that much of a budget is spent."""
    return {
        "comparisonOperator": "GREATER_THAN",
        "notificationType": "ACTUAL",
        "threshold": threshold,
        "thresholdType": "PERCENTAGE",
        **who,
    }


MAIL = "mlops@example.com"
POLICY = "arn:aws:iam::aws:policy/AWSDenyAll"

SAMPLES: dict[str, Sample] = {
    "aws:budgets/budget:Budget": Sample(
        {
            "name": "churn",
            "budgetType": "COST",
            "limitAmount": "100.0",
            "limitUnit": "USD",
            "timeUnit": "MONTHLY",
            "costFilters": [{"name": "Service", "values": ["Amazon SageMaker"]}],
            "costTypes": {"includeCredit": False},
            "notifications": [
                warning(80, subscriberSnsTopicArns=[TOPIC], subscriberEmailAddresses=[MAIL]),
                warning(100, subscriberEmailAddresses=[MAIL, "other@example.com"]),
            ],
            "tags": TAGS,
        },
        updates={
            "limitAmount": "200.0",
            "costFilters": [{"name": "TagKeyValue", "values": ["user:team$churn"]}],
            "costTypes": {"includeTax": False, "useBlended": True},
            "notifications": [
                warning(80, subscriberSnsTopicArns=[TOPIC], subscriberEmailAddresses=[MAIL]),
                warning(90, subscriberSnsTopicArns=[TOPIC]),
            ],
            "timePeriodStart": "2026-01-01_00:00",
            "timePeriodEnd": "2027-01-01_00:00",
            "timeUnit": "QUARTERLY",
            "tags": OTHER_TAGS,
        },
        replaces={"name": "other", "accountId": "210987654321"},
    ),
    "aws:budgets/budgetAction:BudgetAction": Sample(
        {
            "budgetName": "{aws:budgets/budget:Budget.name}",
            "actionType": "APPLY_IAM_POLICY",
            "actionThreshold": {"actionThresholdType": "PERCENTAGE", "actionThresholdValue": 100},
            "approvalModel": "AUTOMATIC",
            "definition": {"iamActionDefinition": {"policyArn": POLICY, "roles": ["training"]}},
            "executionRoleArn": ROLE,
            "notificationType": "ACTUAL",
            "subscribers": [{"address": TOPIC, "subscriptionType": "SNS"}],
            "tags": TAGS,
        },
        updates={
            "actionThreshold": {"actionThresholdType": "ABSOLUTE_VALUE", "actionThresholdValue": 90},
            "approvalModel": "MANUAL",
            "definition": {"iamActionDefinition": {"policyArn": POLICY, "roles": ["training", "serving"]}},
            "executionRoleArn": ROLE + "2",
            "notificationType": "FORECASTED",
            "subscribers": [{"address": MAIL, "subscriptionType": "EMAIL"}],
            "tags": OTHER_TAGS,
        },
        replaces={"budgetName": "other", "actionType": "RUN_SSM_DOCUMENTS", "accountId": ACCOUNT[::-1]},
    ),
}
