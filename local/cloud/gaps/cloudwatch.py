"""CloudWatch: composite alarms, the events of alarms that are set, and tags of insight rules."""

from typing import Any

from moto.cloudwatch.models import Alarm, CloudWatchBackend, cloudwatch_backends
from moto.cloudwatch.responses import CloudWatchResponse

from local.cloud.events import happening
from local.cloud.gaps.filling import Answer, Call, answers
from local.cloud.patching import replace


def _backend(call: Call) -> CloudWatchBackend:
    return cloudwatch_backends[call.account][call.region]


@answers(CloudWatchResponse, "PutCompositeAlarm")
def put_composite_alarm(call: Call) -> Answer:
    asked = call.params
    if (there := _backend(call).alarms.get(asked["AlarmName"])) and there.rule is None:
        raise call.refuse("ValidationError", f"The alarm {asked['AlarmName']} is not a composite alarm.")
    nothing: Any = None
    alarm = _backend(call).put_metric_alarm(
        name=asked["AlarmName"],
        namespace=nothing,
        metric_name=nothing,
        comparison_operator=nothing,
        evaluation_periods=nothing,
        period=nothing,
        threshold=nothing,
        statistic=nothing,
        description=asked.get("AlarmDescription", ""),
        dimensions=[],
        alarm_actions=asked.get("AlarmActions", []),
        ok_actions=asked.get("OKActions", []),
        insufficient_data_actions=asked.get("InsufficientDataActions", []),
        actions_enabled=asked.get("ActionsEnabled", True),
        rule=asked["AlarmRule"],
        tags=nothing if there else asked.get("Tags"),
    )
    for member, attribute in {
        "ActionsSuppressor": "actions_suppressor",
        "ActionsSuppressorExtensionPeriod": "actions_suppressor_extension_period",
        "ActionsSuppressorWaitPeriod": "actions_suppressor_wait_period",
    }.items():
        setattr(alarm, attribute, asked.get(member))
    return {}


@answers(CloudWatchResponse, "SetAlarmState")
def set_alarm_state(call: Call) -> Answer:
    """EventBridge is told of a state that changes.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
    """
    alarm = _backend(call).alarms.get(call.params["AlarmName"])
    before = _state(alarm) if alarm else {}
    answer = call.moto()
    if alarm and before["value"] != alarm.state_value:
        detail = {
            "alarmName": alarm.name,
            "configuration": {"description": alarm.description or ""},
            "previousState": before,
            "state": _state(alarm),
        }
        arns = [alarm.alarm_arn]
        happening.tell(call.account, call.region, "aws.cloudwatch", "CloudWatch Alarm State Change", detail, arns)
    return answer


def _state(alarm: Alarm) -> Answer:
    return {
        "value": alarm.state_value,
        "reason": alarm.state_reason,
        "timestamp": alarm.state_updated_timestamp.strftime("%Y-%m-%dT%H:%M:%S.000+0000"),
    }


def _insight_rules(backend: CloudWatchBackend) -> set[str]:
    return {rule.rule_arn for rule in backend.insight_rules.values()}


_moto_tag_resource = CloudWatchBackend.tag_resource


def _tag_resource(backend: CloudWatchBackend, arn: str, tags: dict[str, str]) -> None:
    if arn in _insight_rules(backend):
        backend.tagger.tag_resource(arn, backend.tagger.convert_dict_to_tags_input(tags))
    else:
        _moto_tag_resource(backend, arn, tags)


replace(CloudWatchBackend, tag_resource=_tag_resource)
