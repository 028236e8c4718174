"""Budgets: the tags of a budget, which the real AWS provider reads after every write."""

from typing import Any

from moto.budgets.models import budgets_backends
from moto.budgets.responses import BudgetsResponse

from local.cloud.gaps.filling import Answer, Call, answers


@answers(BudgetsResponse, "CreateBudget")
def create_budget(call: Call) -> Answer:
    answer = call.moto()
    budget = _budget(call, call.params["AccountId"], call.params["Budget"]["BudgetName"])
    budget.tags = call.params.get("ResourceTags", [])
    return answer


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
    budget = budgets_backends[call.account][call.response.partition].budgets[account].get(name)
    if budget is None:
        raise call.refuse("NotFoundException", f"Unable to find the budget: {name}")
    return budget
