"""DynamoDB: table classes, warm throughput, a tag that is set again, streams into Kinesis, contributor insights."""

from typing import Any

from moto.dynamodb.models import DynamoDBBackend, dynamodb_backends
from moto.dynamodb.responses import DynamoHandler

from local.cloud.gaps.filling import Answer, Call, answers
from local.cloud.patching import replace

_NO_INSIGHTS = {"ContributorInsightsStatus": "DISABLED"}
_moto_tag_resource = DynamoDBBackend.tag_resource


def _backend(call: Call) -> DynamoDBBackend:
    return dynamodb_backends[call.account][call.region]


def _tag_resource(backend: DynamoDBBackend, arn: str, tags: dict[str, str]) -> None:
    backend.untag_resource(arn, list(tags))
    _moto_tag_resource(backend, arn, tags)


replace(DynamoDBBackend, tag_resource=_tag_resource)


def _table(call: Call) -> Any:
    name = str(call.params["TableName"]).rpartition("/")[2]
    table = _backend(call).tables.get(name)
    if table is None:
        raise call.refuse("ResourceNotFoundException", f"Requested resource not found: Table: {name} not found")
    return table


def _remember_class(call: Call) -> Answer:
    before = {} if call.operation == "CreateTable" else _table(call).warm_throughput or {}
    answer = call.moto()
    if given := call.params.get("TableClass"):
        vars(_table(call))["table_class"] = given
    if warm := call.params.get("WarmThroughput"):
        _table(call).warm_throughput = {**before, **warm}
    return answer


answers(DynamoHandler, "CreateTable", "UpdateTable")(_remember_class)


@answers(DynamoHandler, "DescribeTable")
def describe_table(call: Call) -> Answer:
    answer = call.moto()
    answer["Table"].setdefault("TableClassSummary", {"TableClass": vars(_table(call)).get("table_class", "STANDARD")})
    return answer


@answers(DynamoHandler, "EnableKinesisStreamingDestination")
def enable_kinesis_streaming_destination(call: Call) -> Answer:
    return _set_destination(call, "ACTIVE")


@answers(DynamoHandler, "DisableKinesisStreamingDestination")
def disable_kinesis_streaming_destination(call: Call) -> Answer:
    return _set_destination(call, "DISABLED")


def _set_destination(call: Call, status: str) -> Answer:
    how = call.params.get("EnableKinesisStreamingConfiguration", {})
    found = {
        "StreamArn": call.params["StreamArn"],
        "DestinationStatus": status,
        "ApproximateCreationDateTimePrecision": how.get("ApproximateCreationDateTimePrecision", "MILLISECOND"),
    }
    kept = _destinations(call)
    if status == "DISABLED" and kept.get(call.params["StreamArn"], found)["DestinationStatus"] != "ACTIVE":
        raise call.refuse("ResourceNotFoundException", "Table does not have the Kinesis stream as a destination.")
    kept[call.params["StreamArn"]] = found
    return {"TableName": call.params["TableName"], **found}


def _destinations(call: Call) -> dict[str, dict[str, str]]:
    return vars(_table(call)).setdefault("kinesis_destinations", {})


@answers(DynamoHandler, "DescribeKinesisStreamingDestination")
def describe_kinesis_streaming_destination(call: Call) -> Answer:
    return {
        "TableName": call.params["TableName"],
        "KinesisDataStreamDestinations": list(_destinations(call).values()),
    }


@answers(DynamoHandler, "UpdateContributorInsights")
def update_contributor_insights(call: Call) -> Answer:
    kept = vars(_table(call)).setdefault("insights", {})
    if call.params["ContributorInsightsAction"] == "DISABLE":
        kept.pop(call.params.get("IndexName"), None)
    else:
        mode = call.params.get("ContributorInsightsMode", "ACCESSED_AND_THROTTLED_KEYS")
        kept[call.params.get("IndexName")] = mode
    return describe_contributor_insights(call)


@answers(DynamoHandler, "DescribeContributorInsights")
def describe_contributor_insights(call: Call) -> Answer:
    """Of a table, or of the index that the call names; AWS knows of those that were never turned on, too."""
    table, index = _table(call), call.params.get("IndexName")
    if index and index not in {each.name for each in (*table.global_indexes, *table.indexes)}:
        raise call.refuse("ResourceNotFoundException", f"Requested resource not found: Index: {index} not found")
    mode = vars(table).get("insights", {}).get(index)
    named = {name: call.params[name] for name in ("TableName", "IndexName") if name in call.params}
    told = {"ContributorInsightsStatus": "ENABLED", "ContributorInsightsMode": mode} if mode else _NO_INSIGHTS
    return {**named, **told}
