"""Budgets: budgets with whom they warn, and what happens when one is exceeded."""

from local.providers.aws.row import Name, Op, Put, Row, Tags

TAGS = Tags(
    list=Op("ListTagsForResource", only=(), at="ResourceTags", send={"ResourceARN": "{arn}"}),
    add=Op("TagResource", only=(), send={"ResourceARN": "{arn}"}),
    remove=Op("UntagResource", only=(), send={"ResourceARN": "{arn}"}),
    tags_in_add="ResourceTags",
    keys="ResourceTagKeys",
    create="ResourceTags",
)
BUDGET = "arn:{partition}:budgets::{account}:budget"
NOTIFICATION = {
    "comparisonOperator": "ComparisonOperator",
    "notificationType": "NotificationType",
    "threshold": "Threshold",
    "thresholdType": "ThresholdType",
}
SUBSCRIBERS = {
    "notifications.subscriberEmailAddresses": "Subscribers[][SubscriptionType=EMAIL].Address",
    "notifications.subscriberSnsTopicArns": "Subscribers[][SubscriptionType=SNS].Address",
}

ROWS = (
    Row(
        type="aws:budgets/budget:Budget",
        service="budgets",
        key={"AccountId": "accountId", "BudgetName": "name"},
        create=Op("CreateBudget", within="Budget", skip=("notifications",), send={"AccountId": "{accountId}"}),
        read=(
            Op("DescribeBudget", at="Budget"),
            Op(
                "DescribeNotificationsForBudget",
                only=("notifications",),
                renames={f"notifications.{name}": member for name, member in NOTIFICATION.items()},
            ),
            Op(
                "DescribeSubscribersForNotification",
                only=(),
                each="notifications",
                send={f"Notification.{member}": f"{{notifications.{name}}}" for name, member in NOTIFICATION.items()},
            ),
        ),
        update=(
            Put(
                Op(
                    "UpdateBudget",
                    within="NewBudget",
                    skip=("notifications",),
                    send={"NewBudget.BudgetName": "{name}"},
                )
            ),
            Put(
                Op("CreateNotification", only=("notifications",), renames={"notifications": "."}),
                remove=Op("DeleteNotification", only=("notifications",), renames={"notifications": "."}),
                each=True,
            ),
        ),
        delete=(Op("DeleteBudget", only=()),),
        id="{accountId}:{name}",
        name=Name(longest=100),
        renames={
            "name": "BudgetName",
            "limitAmount": "BudgetLimit.Amount",
            "limitUnit": "BudgetLimit.Unit",
            "plannedLimits": "PlannedBudgetLimits",
            "timePeriodStart": "TimePeriod.Start",
            "timePeriodEnd": "TimePeriod.End",
            **{f"notifications.{name}": f"Notification.{member}" for name, member in NOTIFICATION.items()},
            **SUBSCRIBERS,
        },
        codecs={
            "plannedLimits": "planned_limits",
            "timePeriodStart": "budget_time",
            "timePeriodEnd": "budget_time",
        },
        defaults={
            **{
                f"costTypes.include{what}": True
                for what in (
                    "Credit",
                    "Discount",
                    "OtherSubscription",
                    "Recurring",
                    "Refund",
                    "Subscription",
                    "Support",
                    "Tax",
                    "Upfront",
                )
            },
            "costTypes.useAmortized": False,
            "costTypes.useBlended": False,
            "timePeriodEnd": "2087-06-15_00:00",
        },
        local={"namePrefix": None},
        computed={"accountId": "{account}", "arn": f"{BUDGET}/{{name}}"},
        tags=TAGS,
    ),
    Row(
        type="aws:budgets/budgetAction:BudgetAction",
        service="budgets",
        key={"AccountId": "accountId", "BudgetName": "budgetName", "ActionId": "actionId"},
        create=Op("CreateBudgetAction", send={"AccountId": "{accountId}"}),
        read=(Op("DescribeBudgetAction", at="Action"),),
        update=(Put(Op("UpdateBudgetAction")),),
        delete=(Op("DeleteBudgetAction", only=()),),
        id="{accountId}:{actionId}:{budgetName}",
        computed={"accountId": "{account}", "arn": f"{BUDGET}/{{budgetName}}/action/{{actionId}}"},
        tags=TAGS,
    ),
)
