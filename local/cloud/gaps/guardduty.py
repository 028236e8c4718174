"""GuardDuty: the tags of detectors and filters, and the list of filters."""

from typing import Any

from moto.guardduty import urls
from moto.guardduty.models import guardduty_backends
from moto.guardduty.responses import GuardDutyResponse

from local.cloud.gaps.filling import Answer, Call, answers

urls.url_paths["{0}/tags/(?P<resource_arn>.+)$"] = GuardDutyResponse.dispatch


def _tags(call: Call) -> dict[str, str]:
    """The tags of the detector or filter of that ARN, to be changed in place."""
    arn = str(call.params["ResourceArn"])
    backend: Any = guardduty_backends[call.account][call.region]
    match arn.partition(":detector/")[2].split("/"):
        case [detector] if detector in backend.detectors:
            return backend.detectors[detector].tags
        case [detector, "filter", name] if name in getattr(backend.detectors.get(detector), "filters", {}):
            return vars(backend.detectors[detector].filters[name]).setdefault("tags", {})
        case _:
            raise call.refuse("BadRequestException", f"The request is rejected because there is no resource {arn}.")


@answers(GuardDutyResponse, "CreateFilter")
def create_filter(call: Call) -> Answer:
    answer = call.moto()
    detector: Any = guardduty_backends[call.account][call.region].detectors[call.params["DetectorId"]]
    detector.filters[call.params["Name"]].tags = dict(call.params.get("Tags", {}))
    return answer


@answers(GuardDutyResponse, "GetFilter")
def get_filter(call: Call) -> Answer:
    detector: Any = guardduty_backends[call.account][call.region].detectors[call.params["DetectorId"]]
    return {**call.moto(), "Tags": getattr(detector.filters[call.params["FilterName"]], "tags", {})}


@answers(GuardDutyResponse, "ListFilters")
def list_filters(call: Call) -> Answer:
    detector: Any = guardduty_backends[call.account][call.region].get_detector(call.params["DetectorId"])
    return {"FilterNames": list(detector.filters)}


@answers(GuardDutyResponse, "ListTagsForResource")
def list_tags_for_resource(call: Call) -> Answer:
    return {"Tags": _tags(call)}


@answers(GuardDutyResponse, "TagResource")
def tag_resource(call: Call) -> Answer:
    _tags(call).update(call.params["Tags"])
    return {}


@answers(GuardDutyResponse, "UntagResource")
def untag_resource(call: Call) -> Answer:
    for key in call.params["TagKeys"]:
        _tags(call).pop(key, None)
    return {}
