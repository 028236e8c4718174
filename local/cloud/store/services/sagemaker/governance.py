"""Governance: exports of model cards, projects and the portfolio they are made from."""

from typing import Any

from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind, Parent, Statuses
from local.cloud.store.services.sagemaker.words import INVALID, NOT_FOUND, Action, arn

_PORTFOLIO = Kind("SagemakerServicecatalogPortfolio", singleton=True, statuses=Statuses())


def _export(_: Call, facts: dict[str, Any]) -> None:
    where = f"{facts['outputconfig']['S3OutputPath'].rstrip('/')}/{facts['modelcardname']}.pdf"
    facts["exportartifacts"] = {"S3ExportArtifacts": where}
    facts.setdefault("modelcardversion", 1)


KINDS = (
    Kind(
        "ModelCardExportJob",
        key=("arn",),
        arn=arn("model-card/{modelcardname}/export-job/{hex:12}"),
        status="status",
        statuses=Statuses("InProgress", "Completed", failed="Failed"),
        parents=(Parent("ModelCard", {"modelcardname": "ModelCardName"}, read="DescribeModelCard", blocks=False),),
        finish=_export,
        missing=(NOT_FOUND, "ModelCardExportJob [{arn}] does not exist."),
    ),
    Kind(
        "Project",
        arn=arn("project/{lower:name}"),
        renames={"servicecatalogprovisioningupdatedetails": "servicecatalogprovisioningdetails"},
        ids={"id": "p-{lower:12}"},
        status="status",
        statuses=Statuses(
            "CreateInProgress",
            "CreateCompleted",
            "UpdateInProgress",
            "DeleteInProgress",
            "CreateFailed",
            updated="UpdateCompleted",
        ),
        derived={"servicecatalogprovisionedproductdetails": {"ProvisionedProductId": "pp-{lower:13}"}},
        missing=(INVALID, "Project {name} does not exist."),
        taken=(INVALID, "Project {name} already exists."),
    ),
    _PORTFOLIO,
)


def enable_portfolio(call: Call) -> Answer:
    """EnableSagemakerServicecatalogPortfolio."""
    return _turn(call, "Enabled")


def disable_portfolio(call: Call) -> Answer:
    """DisableSagemakerServicecatalogPortfolio."""
    return _turn(call, "Disabled")


def portfolio_status(call: Call) -> Answer:
    """GetSagemakerServicecatalogPortfolioStatus."""
    found = call.objects.get(_PORTFOLIO, call.shelf(_PORTFOLIO), "")
    return {"Status": found.facts["status"] if found else "Disabled"}


def _turn(call: Call, how: str) -> Answer:
    shelf = call.shelf(_PORTFOLIO)
    if found := call.objects.get(_PORTFOLIO, shelf, ""):
        call.objects.remove(found)
    if how == "Enabled":
        call.objects.make(_PORTFOLIO, shelf, "", {"status": how}, {})
    return {}


ACTIONS: dict[str, Action] = {
    "EnableSagemakerServicecatalogPortfolio": enable_portfolio,
    "DisableSagemakerServicecatalogPortfolio": disable_portfolio,
    "GetSagemakerServicecatalogPortfolioStatus": portfolio_status,
}
