"""Glue: what jobs, crawlers and triggers were asked to be, runs that fail, the updates moto lacks, tags, indexes."""

from typing import Any

from moto.glue.models import GlueBackend, glue_backends
from moto.glue.responses import GlueResponse

from local.cloud.gaps.filling import Answer, Call, answers
from local.cloud.gaps.remembering import Remembered
from local.cloud.store import motion

_MISSING = "EntityNotFoundException"
_MOST_INDEXES = 3  # https://docs.aws.amazon.com/glue/latest/dg/partition-indexes.html


def _backend(call: Call) -> GlueBackend:
    return glue_backends[call.account][call.region]


jobs = Remembered(
    GlueResponse,
    lambda call, name: _backend(call).jobs.get(name),
    ("Name", "JobName"),
    (_MISSING, "Job {name} not found."),
)
jobs.create("CreateJob")
jobs.update("UpdateJob", "JobUpdate", whole=True)
jobs.read("GetJob", "Job")


@answers(GlueResponse, "StartJobRun")
def start_job_run(call: Call) -> Answer:
    """A run that the fault plan lets fail does; moto's runs all succeed."""
    answer = call.moto()
    reason = motion.outcome("glue", call.operation, call.params["JobName"])
    if reason is not None:
        run = _backend(call).get_job_run(call.params["JobName"], answer["JobRunId"])
        vars(run).update(_transitions=[("STARTING", "RUNNING"), ("RUNNING", "FAILED")], error_message=reason)
    return answer


@answers(GlueResponse, "GetJobRun")
def get_job_run(call: Call) -> Answer:
    answer = call.moto()
    if answer["JobRun"]["JobRunState"] == "FAILED":
        run = _backend(call).get_job_run(call.params["JobName"], call.params["RunId"])
        answer["JobRun"]["ErrorMessage"] = vars(run)["error_message"]
    return answer


crawlers = Remembered(
    GlueResponse,
    lambda call, name: _backend(call).crawlers.get(name),
    ("Name",),
    (_MISSING, "Crawler with name {name} does not exist"),
    {"Schedule": "schedule"},
)
crawlers.create("CreateCrawler")
crawlers.update("UpdateCrawler")
crawlers.read("GetCrawler", "Crawler")

triggers = Remembered(
    GlueResponse,
    lambda call, name: _backend(call).triggers.get(name),
    ("Name",),
    (_MISSING, "Trigger {name} not found."),
)
triggers.create("CreateTrigger", leaves_out=("StartOnCreation",))
triggers.update("UpdateTrigger", "TriggerUpdate")
triggers.read("GetTrigger", "Trigger")

connections = Remembered(
    GlueResponse,
    lambda call, name: _backend(call).connections.get(name),
    ("Name", "ConnectionName"),
    (_MISSING, "Connection {name} not found."),
)
connections.create("CreateConnection", "ConnectionInput")
connections.update("UpdateConnection", "ConnectionInput", whole=True)
connections.read("GetConnection", "Connection")


@answers(GlueResponse, "CreateRegistry")
def create_registry(call: Call) -> Answer:
    answer = call.moto()
    _backend(call).tag_resource(answer["RegistryArn"], call.params.get("Tags"))
    return answer


@answers(GlueResponse, "CreateSchema")
def create_schema(call: Call) -> Answer:
    answer = call.moto()
    _backend(call).tag_resource(answer["SchemaArn"], call.params.get("Tags"))
    return answer


@answers(GlueResponse, "UpdateRegistry")
def update_registry(call: Call) -> Answer:
    registry = _registry(call)
    registry.description = call.params["Description"]
    return {"RegistryName": registry.name, "RegistryArn": registry.registry_arn}


def _registry(call: Call) -> Any:
    wanted = call.params["RegistryId"]
    name = wanted.get("RegistryName") or str(wanted.get("RegistryArn", "")).rpartition("/")[2]
    registry = _backend(call).registries.get(name)
    if registry is None:
        raise call.refuse(_MISSING, f"Registry is not found. RegistryName: {name}")
    return registry


@answers(GlueResponse, "DeleteConnection")
def delete_connection(call: Call) -> Answer:
    name = call.params["ConnectionName"]
    if _backend(call).connections.pop(name, None) is None:
        raise call.refuse(_MISSING, f"Connection {name} not found.")
    return {}


def _indexes(call: Call) -> dict[str, Any]:
    table = _backend(call).get_table(call.params["DatabaseName"], call.params["TableName"])
    kept: dict[str, Any] = vars(table).setdefault("partition_indexes", {})
    return kept


@answers(GlueResponse, "CreatePartitionIndex")
def create_partition_index(call: Call) -> Answer:
    kept, asked = _indexes(call), call.params["PartitionIndex"]
    table = _backend(call).get_table(call.params["DatabaseName"], call.params["TableName"]).as_dict()
    types = {column["Name"]: column.get("Type", "string") for column in table.get("PartitionKeys", [])}
    if asked["IndexName"] in kept:
        raise call.refuse(
            "AlreadyExistsException", f"Index with the given indexName already exists: {asked['IndexName']}"
        )
    if len(kept) == _MOST_INDEXES:
        raise call.refuse(
            "ResourceNumberLimitExceededException", f"A table has at most {_MOST_INDEXES} partition indexes."
        )
    if unknown := [key for key in asked["Keys"] if key not in types]:
        raise call.refuse("InvalidInputException", f"Keys {unknown} are no partition keys of the table.")
    keys = [{"Name": key, "Type": types[key]} for key in asked["Keys"]]
    kept[asked["IndexName"]] = {"IndexName": asked["IndexName"], "Keys": keys, "IndexStatus": "ACTIVE"}
    return {}


@answers(GlueResponse, "GetPartitionIndexes")
def get_partition_indexes(call: Call) -> Answer:
    return {"PartitionIndexDescriptorList": list(_indexes(call).values())}


@answers(GlueResponse, "DeletePartitionIndex")
def delete_partition_index(call: Call) -> Answer:
    name = call.params["IndexName"]
    if _indexes(call).pop(name, None) is None:
        raise call.refuse(_MISSING, f"Index with the given indexName: {name} does not exist")
    return {}
