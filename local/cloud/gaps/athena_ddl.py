"""Athena: a query that makes or drops a database does so in Glue's catalogue, and fails where the catalogue refuses."""

import re
from typing import Any

from moto.athena.models import athena_backends
from moto.glue.models import GlueBackend, glue_backends

from local.cloud.gaps.filling import Answer, Call

_CATALOG = "AwsDataCatalog"
_DDL = re.compile(
    r"\s*(?P<verb>CREATE|DROP)\s+(DATABASE|SCHEMA)\s+(?P<lenient>IF\s+(NOT\s+)?EXISTS\s+)?`?(?P<name>\w+)`?(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_TEXT = r"'((?:\\'|[^'])*)'"
_COMMENT = re.compile(rf"\bCOMMENT\s+{_TEXT}", re.IGNORECASE)
_LOCATION = re.compile(rf"\bLOCATION\s+{_TEXT}", re.IGNORECASE)
_PROPERTIES = re.compile(r"\bDBPROPERTIES\s*\((.*)\)", re.IGNORECASE | re.DOTALL)
_PROPERTY = re.compile(rf"{_TEXT}\s*=\s*{_TEXT}")


def _glue(call: Call) -> GlueBackend:
    return glue_backends[call.account][call.region]


def _execution(call: Call, id_: str) -> Any:
    return athena_backends[call.account][call.region].executions.get(id_)


def start_query_execution(call: Call) -> Answer:
    answer = call.moto()
    found = _DDL.fullmatch(call.params["QueryString"])
    if found and call.params.get("QueryExecutionContext", {}).get("Catalog", _CATALOG) == _CATALOG:
        run = _create if found["verb"].upper() == "CREATE" else _drop
        vars(_execution(call, answer["QueryExecutionId"]))["refused"] = run(_glue(call), found)
    return answer


def _create(glue: GlueBackend, query: re.Match[str]) -> str:
    """Why the database is not made, empty where it is."""
    name, rest = query["name"].lower(), query["rest"]
    if name in glue.databases:
        return "" if query["lenient"] else f"FAILED: Execution Error: Database {name} already exists"
    told = {"Description": _COMMENT.search(rest), "LocationUri": _LOCATION.search(rest)}
    asked: dict[str, Any] = {member: _plain(match[1]) for member, match in told.items() if match}
    if properties := _PROPERTIES.search(rest):
        asked["Parameters"] = {_plain(key): _plain(value) for key, value in _PROPERTY.findall(properties[1])}
    glue.create_database(name, {"Name": name, **asked})
    return ""


def _drop(glue: GlueBackend, query: re.Match[str]) -> str:
    """Why the database is not dropped, empty where it is."""
    name = query["name"].lower()
    if name not in glue.databases:
        return "" if query["lenient"] else f"FAILED: SemanticException [Error 10072]: Database does not exist: {name}"
    if glue.databases[name].tables and not re.search(r"\bCASCADE\b", query["rest"], re.IGNORECASE):
        return f"FAILED: Execution Error: Database {name} is not empty. One or more tables exist."
    glue.delete_database(name)
    return ""


def _plain(text: str) -> str:
    return text.replace("\\'", "'")


def get_query_execution(call: Call) -> Answer:
    answer = call.moto()
    if refused := _refused(call):
        answer["QueryExecution"]["Status"] |= {"State": "FAILED", "StateChangeReason": refused}
    return answer


def get_query_results(call: Call) -> Answer:
    if refused := _refused(call):
        message = f"Query did not finish successfully. Final query state: FAILED. {refused}"
        raise call.refuse("InvalidRequestException", message)
    return call.moto()


def _refused(call: Call) -> str:
    execution = _execution(call, call.params["QueryExecutionId"])
    return vars(execution).get("refused", "") if execution else ""


def get_database(call: Call) -> Answer:
    if call.params["CatalogName"] != _CATALOG:
        return call.moto()
    name = call.params["DatabaseName"].lower()
    if name not in _glue(call).databases:
        raise call.refuse("MetadataException", f"Database {name} not found.")
    return {"Database": _told(name, _glue(call).databases[name])}


def list_databases(call: Call) -> Answer:
    if call.params["CatalogName"] != _CATALOG:
        return call.moto()
    return {"DatabaseList": [_told(name, database) for name, database in sorted(_glue(call).databases.items())]}


def _told(name: str, database: Any) -> Answer:
    kept = {"Description": database.input.get("Description"), "Parameters": database.input.get("Parameters")}
    return {"Name": name, **{member: value for member, value in kept.items() if value}}


ANSWERS = {
    "StartQueryExecution": start_query_execution,
    "GetQueryExecution": get_query_execution,
    "GetQueryResults": get_query_results,
    "GetDatabase": get_database,
    "ListDatabases": list_databases,
}
