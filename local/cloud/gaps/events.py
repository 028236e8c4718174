"""EventBridge: rules match events for the local cloud to deliver, buses are updated, and let in whom they should."""

from typing import Any

from moto.events.models import EventsBackend, Rule, events_backends
from moto.events.responses import EventsHandler

from local.cloud.events import happening
from local.cloud.gaps.filling import Answer, Call, answers
from local.cloud.gaps.remembering import Remembered
from local.cloud.patching import replace

_moto_send_to_targets: Any = Rule.send_to_targets


def _backend(call: Call) -> EventsBackend:
    return events_backends[call.account][call.region]


buses = Remembered(
    EventsHandler,
    lambda call, name: _backend(call).event_buses.get(name),
    ("Name",),
    ("ResourceNotFoundException", "Event bus {name} does not exist."),
    {
        "Description": "description",
        "KmsKeyIdentifier": "kms_key_identifier",
        "DeadLetterConfig": "dead_letter_config",
    },
)
buses.create("CreateEventBus", leaves_out=("EventSourceName",))
buses.update("UpdateEventBus")
buses.read("DescribeEventBus")

archives = Remembered(
    EventsHandler,
    lambda call, name: _backend(call).archives.get(name),
    ("ArchiveName",),
    ("ResourceNotFoundException", "Archive {name} does not exist."),
)
archives.create("CreateArchive")
archives.read("DescribeArchive")
archives.update("UpdateArchive", moto=True)


@answers(EventsHandler, "PutPermission")
def put_permission(call: Call) -> Answer:
    """A statement is named by its id alone, and everybody is no account of this name."""
    bus = _backend(call).describe_event_bus(call.params.get("EventBusName") or "default")
    before = dict(vars(bus)["_statements"])
    answer = call.moto()
    now = vars(bus)["_statements"]
    if not call.params.get("Policy"):
        now.update({sid: statement for sid, statement in before.items() if sid != call.params["StatementId"]})
        if call.params["Principal"] == "*":
            now[call.params["StatementId"]].principal = "*"
    return answer


def _send_to_targets(rule: Rule, original_event: Any, transform_input: bool = True) -> None:
    """moto sends to few targets, and fails on others; what it does for archives stays."""
    if rule.managed_by:
        _moto_send_to_targets(rule, original_event, transform_input)
    else:
        happening.match(rule, original_event)


replace(Rule, send_to_targets=_send_to_targets)
