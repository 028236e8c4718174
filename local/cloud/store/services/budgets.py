"""Budgets: the actions of a budget; moto keeps the budgets."""

from local.cloud.store.kinds import Kind, Parent, Statuses

KINDS = (
    Kind(
        "BudgetAction",
        key=("accountid", "budgetname", "actionid"),
        arn="arn:{partition}:budgets::{accountid}:budget/{budgetname}/action/{actionid}",
        ids={"actionid": "{uuid}"},
        renames={"budgetname": "budgetname", "actionid": "actionid", "actiontype": "actiontype"},
        derived={"status": "STANDBY"},
        statuses=Statuses(),
        parents=(
            Parent(
                "Budget",
                {"accountid": "AccountId", "budgetname": "BudgetName"},
                read="DescribeBudget",
                blocks=False,
                cascade=True,
            ),
        ),
    ),
)
