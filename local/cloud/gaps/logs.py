"""Logs: filters and deliveries that are put again, policies that are gone, destinations as targets."""

from typing import Any

from moto.logs.models import LogGroup, LogsBackend, logs_backends
from moto.logs.responses import LogsResponse

from local.cloud.gaps.filling import Answer, Call, answers
from local.cloud.gaps.remembering import Remembered

_MISSING = "ResourceNotFoundException"


def _backend(call: Call) -> LogsBackend:
    return logs_backends[call.account][call.region]


@answers(LogsResponse, "PutMetricFilter")
def put_metric_filter(call: Call) -> Answer:
    backend, asked = _backend(call), call.params
    if asked["logGroupName"] not in backend.groups:
        raise call.refuse(_MISSING, "The specified log group does not exist.")
    found = backend.describe_metric_filters(asked["filterName"], asked["logGroupName"])
    if any(each["filterName"] == asked["filterName"] for each in found):  # moto keeps the old one
        backend.delete_metric_filter(asked["filterName"], asked["logGroupName"])
    return call.moto()


@answers(LogsResponse, "PutSubscriptionFilter")
def put_subscription_filter(call: Call) -> Answer:
    asked, group = call.params, _group(call)
    if ":destination:" in asked["destinationArn"]:
        if not any(each.arn == asked["destinationArn"] for each in _backend(call).destinations.values()):
            raise call.refuse("InvalidParameterException", "Could not deliver test message to specified destination.")
        if asked["filterName"] not in group.subscription_filters and len(group.subscription_filters) >= 2:
            raise call.refuse("LimitExceededException", "Resource limit exceeded.")
        others = {k: v for k, v in group.subscription_filters.items() if k != asked["filterName"]}
        group.subscription_filters = others  # moto counts the old one when it is put again
        group.put_subscription_filter(
            asked["filterName"], asked["filterPattern"], asked["destinationArn"], asked.get("roleArn", "")
        )
    else:
        call.moto()
    vars(group.subscription_filters[asked["filterName"]])["asked"] = asked
    return {}


@answers(LogsResponse, "DescribeSubscriptionFilters")
def describe_subscription_filters(call: Call) -> Answer:
    prefix = call.params.get("filterNamePrefix", "")
    kept = _group(call).subscription_filters
    told = [{**each, **vars(kept[each["filterName"]]).get("asked", {})} for each in call.moto()["subscriptionFilters"]]
    return {"subscriptionFilters": [each for each in told if each["filterName"].startswith(prefix)]}


def _group(call: Call) -> LogGroup:
    group = _backend(call).groups.get(call.params["logGroupName"])
    if group is None:
        raise call.refuse(_MISSING, "The specified log group does not exist.")
    return group


@answers(LogsResponse, "GetDeliveryDestinationPolicy")
def get_delivery_destination_policy(call: Call) -> Answer:
    answer = call.moto()
    if not (answer.get("policy") or {}).get("deliveryDestinationPolicy"):
        raise call.refuse(_MISSING, "Requested Delivery Destination Policy does not exist.")
    return answer


def _delivery(call: Call, name: str) -> Any:
    return _backend(call).deliveries.get(name)


deliveries = Remembered(
    LogsResponse, _delivery, ("id",), (_MISSING, "Requested Delivery does not exist in this account.")
)
deliveries.update("UpdateDeliveryConfiguration")
deliveries.read("GetDelivery", "delivery")
