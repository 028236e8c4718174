"""Athena: the updates and deletes that moto lacks, and what work groups are given."""

from typing import Any

from moto.athena.models import AthenaBackend, athena_backends
from moto.athena.responses import AthenaResponse

from local.cloud.gaps import athena_ddl
from local.cloud.gaps.filling import Answer, Call, answers

_UPDATES = {
    "ResultConfigurationUpdates": "ResultConfiguration",
    "ManagedQueryResultsConfigurationUpdates": "ManagedQueryResultsConfiguration",
}


def _backend(call: Call) -> AthenaBackend:
    return athena_backends[call.account][call.region]


def _the(call: Call, kept: dict[str, Any], name: str, what: str) -> Any:
    if name not in kept:
        raise call.refuse("InvalidRequestException", f"{what} {name} was not found.")
    return kept[name]


@answers(AthenaResponse, "GetWorkGroup")
def get_work_group(call: Call) -> Answer:
    _the(call, _backend(call).work_groups, call.params["WorkGroup"], "WorkGroup")
    return call.moto()


@answers(AthenaResponse, "UpdateWorkGroup")
def update_work_group(call: Call) -> Answer:
    group = _the(call, _backend(call).work_groups, call.params["WorkGroup"], "WorkGroup")
    group.description = call.params.get("Description", group.description)
    group.state = call.params.get("State", group.state)
    for member, value in call.params.get("ConfigurationUpdates", {}).items():
        name = _UPDATES.get(str(member), str(member))
        if name.startswith("Remove"):
            group.configuration.pop(name.removeprefix("Remove"), None) if value else None
        elif name != member:
            group.configuration[name] = _changed(group.configuration.get(name, {}), value)
        else:
            group.configuration[name] = value
    return {}


def _changed(before: dict[str, Any], updates: dict[str, Any]) -> dict[str, Any]:
    gone = {name.removeprefix("Remove") for name, value in updates.items() if name.startswith("Remove") and value}
    given = {name: value for name, value in updates.items() if not name.startswith("Remove")}
    return {name: value for name, value in {**before, **given}.items() if name not in gone}


@answers(AthenaResponse, "GetDataCatalog")
def get_data_catalog(call: Call) -> Answer:
    _the(call, _backend(call).data_catalogs, call.params["Name"], "Data catalog")
    return call.moto()


@answers(AthenaResponse, "UpdateDataCatalog")
def update_data_catalog(call: Call) -> Answer:
    catalog = _the(call, _backend(call).data_catalogs, call.params["Name"], "Data catalog")
    catalog.type = call.params["Type"]
    catalog.description = call.params.get("Description", catalog.description)
    catalog.parameters = call.params.get("Parameters", catalog.parameters)
    return {}


@answers(AthenaResponse, "DeleteDataCatalog")
def delete_data_catalog(call: Call) -> Answer:
    _the(call, _backend(call).data_catalogs, call.params["Name"], "Data catalog")
    del _backend(call).data_catalogs[call.params["Name"]]
    return {}


@answers(AthenaResponse, "GetCapacityReservation")
def get_capacity_reservation(call: Call) -> Answer:
    kept = _the(call, _backend(call).capacity_reservations, call.params["Name"], "Capacity reservation")
    answer = call.moto()
    status = "CANCELLED" if vars(kept).get("cancelled") else "ACTIVE"
    answer["CapacityReservation"] |= {"Status": status, "AllocatedDpus": kept.target_dpus}
    return answer


@answers(AthenaResponse, "CancelCapacityReservation")
def cancel_capacity_reservation(call: Call) -> Answer:
    kept = _the(call, _backend(call).capacity_reservations, call.params["Name"], "Capacity reservation")
    vars(kept)["cancelled"] = True
    return {}


@answers(AthenaResponse, "DeleteCapacityReservation")
def delete_capacity_reservation(call: Call) -> Answer:
    kept = _the(call, _backend(call).capacity_reservations, call.params["Name"], "Capacity reservation")
    if not vars(kept).get("cancelled"):
        raise call.refuse("InvalidRequestException", "The capacity reservation must be cancelled before it is deleted.")
    del _backend(call).capacity_reservations[call.params["Name"]]
    return {}


@answers(AthenaResponse, "DeleteNamedQuery")
def delete_named_query(call: Call) -> Answer:
    _the(call, _backend(call).named_queries, call.params["NamedQueryId"], "NamedQuery")
    del _backend(call).named_queries[call.params["NamedQueryId"]]
    return {}


@answers(AthenaResponse, "GetNamedQuery")
def get_named_query(call: Call) -> Answer:
    _the(call, _backend(call).named_queries, call.params["NamedQueryId"], "NamedQuery")
    return call.moto()


def _statement(call: Call) -> Any:
    name = call.params["StatementName"]
    kept = _backend(call).prepared_statements
    if name not in kept:
        raise call.refuse("ResourceNotFoundException", f"PreparedStatement {name} was not found")
    return kept[name]


@answers(AthenaResponse, "GetPreparedStatement")
def get_prepared_statement(call: Call) -> Answer:
    _statement(call)
    return call.moto()


@answers(AthenaResponse, "UpdatePreparedStatement")
def update_prepared_statement(call: Call) -> Answer:
    statement = _statement(call)
    statement.query_statement = call.params["QueryStatement"]
    statement.description = call.params.get("Description", "")
    return {}


@answers(AthenaResponse, "DeletePreparedStatement")
def delete_prepared_statement(call: Call) -> Answer:
    _statement(call)
    del _backend(call).prepared_statements[call.params["StatementName"]]
    return {}


for _operation, _function in athena_ddl.ANSWERS.items():
    answers(AthenaResponse, _operation)(_function)
