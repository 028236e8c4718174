"""Budgets: updates, subscribers, and the tags of a budget, which the real AWS provider reads after every write."""

import datetime
from typing import Any

from moto.budgets.models import BudgetsBackend, budgets_backends
from moto.budgets.responses import BudgetsResponse
from moto.core.utils import unix_time

from local.cloud.gaps.filling import Answer, Call, answers

_NEVER = datetime.datetime(2087, 6, 15, tzinfo=datetime.UTC)
"""The end that AWS gives a budget without one."""


@answers(BudgetsResponse, "CreateBudget")
def create_budget(call: Call) -> Answer:
    backend, account, asked = _backend(call), call.params["AccountId"], call.params["Budget"]
    backend.create_budget(account, _filled(asked), call.params.get("NotificationsWithSubscribers", []))
    _budget(call, account, asked["BudgetName"]).tags = call.params.get("ResourceTags", [])
    return {}


@answers(BudgetsResponse, "UpdateBudget")
def update_budget(call: Call) -> Answer:
    asked = call.params["NewBudget"]
    budget = _budget(call, call.params["AccountId"], asked["BudgetName"])
    budget.budget = {**_filled(asked), "LastUpdatedTime": unix_time()}
    return {}


def _filled(asked: dict[str, Any]) -> dict[str, Any]:
    """What is asked for, with the limit that AWS reckons itself, and the period that it assumes."""
    first = datetime.datetime.now(datetime.UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    limit = {"BudgetLimit": {"Amount": "0.0", "Unit": "USD"}} if "AutoAdjustData" in asked else {}
    period = {
        side: moment.replace(tzinfo=datetime.UTC).timestamp() for side, moment in asked.get("TimePeriod", {}).items()
    }
    return {**limit, **asked, "TimePeriod": {"Start": first.timestamp(), "End": _NEVER, **period}}


@answers(BudgetsResponse, "DescribeNotificationsForBudget")
def describe_notifications_for_budget(call: Call) -> Answer:
    _budget(call, call.params["AccountId"], call.params["BudgetName"])
    return call.moto()


@answers(BudgetsResponse, "DescribeSubscribersForNotification")
def describe_subscribers_for_notification(call: Call) -> Answer:
    """The subscribers of the notification with these words."""
    budget = _budget(call, call.params["AccountId"], call.params["BudgetName"])
    for each in budget.notifications:
        if each.details == call.params["Notification"]:
            return {"Subscribers": each.subscribers}
    raise call.refuse("NotFoundException", "Unable to find the notification")


@answers(BudgetsResponse, "ListTagsForResource")
def list_tags_for_resource(call: Call) -> Answer:
    return {"ResourceTags": _tagged(call).tags}


@answers(BudgetsResponse, "TagResource")
def tag_resource(call: Call) -> Answer:
    budget, new = _tagged(call), {tag["Key"] for tag in call.params["ResourceTags"]}
    budget.tags = [*(tag for tag in budget.tags if tag["Key"] not in new), *call.params["ResourceTags"]]
    return {}


@answers(BudgetsResponse, "UntagResource")
def untag_resource(call: Call) -> Answer:
    budget = _tagged(call)
    budget.tags = [tag for tag in budget.tags if tag["Key"] not in call.params["ResourceTagKeys"]]
    return {}


def _tagged(call: Call) -> Any:
    arn = str(call.params["ResourceARN"])
    return _budget(call, arn.split(":")[4], arn.partition("/")[2])


def _budget(call: Call, account: str, name: str) -> Any:
    budget = _backend(call).budgets[account].get(name)
    if budget is None:
        raise call.refuse("NotFoundException", f"Unable to find the budget: {name}")
    return budget


def _backend(call: Call) -> BudgetsBackend:
    return budgets_backends[call.account][call.response.partition]
