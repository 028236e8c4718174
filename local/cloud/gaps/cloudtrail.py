"""CloudTrail: trails named by their ARN, empty settings, and selectors as AWS replaces and tells them."""

from typing import Any

from moto.cloudtrail.models import cloudtrail_backends
from moto.cloudtrail.responses import CloudTrailResponse

from local.cloud.gaps.filling import Answer, Call, answers

DEFAULT = {
    "ReadWriteType": "All",
    "IncludeManagementEvents": True,
    "DataResources": [],
    "ExcludeManagementEventSources": [],
}


def _trail(call: Call, name: str = "Name") -> Any:
    return cloudtrail_backends[call.account][call.region].get_trail(call.params[name])


def _told(trail: Any) -> Answer:
    """A setting that an update emptied is not told."""
    told = {name: value for name, value in trail.description(include_region=True).items() if value not in (None, "")}
    selected = [*trail.advanced_event_selectors, *(each for each in trail.event_selectors if each != DEFAULT)]
    return {
        **told,
        "HasCustomEventSelectors": bool(selected),
        "HasInsightSelectors": bool(trail.insight_selectors),
    }


@answers(CloudTrailResponse, "CreateTrail")
def create_trail(call: Call) -> Answer:
    if call.params["Name"] in cloudtrail_backends[call.account][call.region].trails:
        raise call.refuse("TrailAlreadyExistsException", f"Trail {call.params['Name']} already exists")
    return call.moto()


@answers(CloudTrailResponse, "GetTrail")
def get_trail(call: Call) -> Answer:
    return {"Trail": _told(_trail(call))}


@answers(CloudTrailResponse, "DescribeTrails")
def describe_trails(call: Call) -> Answer:
    backend = cloudtrail_backends[call.account][call.region]
    trails: list[Any] = list(backend.describe_trails(call.params.get("includeShadowTrails", True)))
    wanted = call.params.get("trailNameList")
    return {"trailList": [_told(t) for t in trails if not wanted or {t.trail_name, t.arn} & set(wanted)]}


@answers(CloudTrailResponse, "DeleteTrail")
def delete_trail(call: Call) -> Answer:
    backend = cloudtrail_backends[call.account][call.region]
    trail = _trail(call)
    del backend.trails[trail.trail_name]
    backend.tagging_service.delete_all_tags_for_resource(trail.arn)
    return {}


@answers(CloudTrailResponse, "PutEventSelectors")
def put_event_selectors(call: Call) -> Answer:
    trail = _trail(call, "TrailName")
    trail.event_selectors = [{**DEFAULT, **each} for each in call.params.get("EventSelectors", [])]
    trail.advanced_event_selectors = call.params.get("AdvancedEventSelectors", [])
    return _selectors(trail)


@answers(CloudTrailResponse, "GetEventSelectors")
def get_event_selectors(call: Call) -> Answer:
    return _selectors(_trail(call, "TrailName"))


def _selectors(trail: Any) -> Answer:
    """A trail has selectors of one kind; every management event where nobody chose."""
    if trail.advanced_event_selectors:
        return {"TrailARN": trail.arn, "AdvancedEventSelectors": trail.advanced_event_selectors}
    return {"TrailARN": trail.arn, "EventSelectors": trail.event_selectors or [DEFAULT]}


@answers(CloudTrailResponse, "PutInsightSelectors")
def put_insight_selectors(call: Call) -> Answer:
    trail = _trail(call, "TrailName")
    trail.insight_selectors = call.params["InsightSelectors"]
    return {"TrailARN": trail.arn, "InsightSelectors": trail.insight_selectors}


@answers(CloudTrailResponse, "GetInsightSelectors")
def get_insight_selectors(call: Call) -> Answer:
    trail = _trail(call, "TrailName")
    if not trail.insight_selectors:
        raise call.refuse("InsightNotEnabledException", f"Trail {trail.arn} does not have Insights enabled.")
    return {"TrailARN": trail.arn, "InsightSelectors": trail.insight_selectors}
