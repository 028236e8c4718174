"""Access Analyzer: analyzers with their archive rules. Nothing is analysed, so there are no findings."""

from collections.abc import Callable
from typing import Any

from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind, Parent, Statuses

_STATUSES = Statuses(ready="ACTIVE", failed="FAILED")


def _rules(call: Call, facts: dict[str, Any]) -> None:
    """The rules that come with the analyzer become objects of their own."""
    kind = call.kind("ArchiveRule")
    for rule in facts.pop("archiverules", []):
        own = {"analyzername": facts["name"], "name": rule["ruleName"], "filter": rule["filter"]}
        call.objects.make(kind, call.shelf(kind), f"{facts['name']}/{rule['ruleName']}", own, {})


KINDS = (
    Kind(
        "Analyzer",
        key=("name",),
        arn="arn:{partition}:access-analyzer:{region}:{account}:analyzer/{name}",
        status="status",
        statuses=_STATUSES,
        finish=_rules,
    ),
    Kind(
        "ArchiveRule",
        key=("analyzername", "name"),
        arn="arn:{partition}:access-analyzer:{region}:{account}:analyzer/{analyzername}/archive-rule/{name}",
        parents=(Parent("Analyzer", {"analyzername": "name"}, cascade=True),),
    ),
)


def _of_analyzer(answer: Answer) -> Callable[[Call], Answer]:
    """The answer, once the analyzer is known to be there."""

    def action(call: Call) -> Answer:
        call.the(call.kind("Analyzer"), {"name": call.params["analyzerArn"]})
        return answer

    return action


ACTIONS = {
    "ListFindings": _of_analyzer({"findings": []}),
    "ListFindingsV2": _of_analyzer({"findings": []}),
    "ListAnalyzedResources": _of_analyzer({"analyzedResources": []}),
    "ApplyArchiveRule": _of_analyzer({}),
    "StartResourceScan": _of_analyzer({}),
}
