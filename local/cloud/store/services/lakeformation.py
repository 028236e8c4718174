"""Lake Formation: expressions of tags, and filters of cells; moto keeps settings, locations, tags and grants."""

from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind

KINDS = (
    Kind("LFTagExpression", key=("catalogid", "name"), defaults={"catalogid": "{account}"}),
    Kind(
        "DataCellsFilter",
        key=("tablecatalogid", "databasename", "tablename", "name"),
        renames={"tablename": "tablename"},
        operations={"CreateDataCellsFilter": "", "UpdateDataCellsFilter": ""},
    ),
)
_FILTERS = "DataCellsFilter"


def _facts(call: Call) -> dict[str, object]:
    return {name.lower(): value for name, value in call.params["TableData"].items()}


def create_data_cells_filter(call: Call) -> Answer:
    kind, facts = call.kind(_FILTERS), _facts(call)
    if call.find(kind, facts):
        raise call.taken(kind, facts)
    name = "/".join(str(facts[each]) for each in kind.key)
    call.objects.make(kind, call.shelf(kind), name, facts, {})
    return {}


def update_data_cells_filter(call: Call) -> Answer:
    kind, facts = call.kind(_FILTERS), _facts(call)
    found = call.objects.edit(call.the(kind, facts))
    found.facts.clear()
    found.facts.update(facts)
    return {}


ACTIONS = {"CreateDataCellsFilter": create_data_cells_filter, "UpdateDataCellsFilter": update_data_cells_filter}
