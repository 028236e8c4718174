"""EventBridge: the update of a bus, and what a bus and an archive are given."""

from moto.events.models import EventsBackend, events_backends
from moto.events.responses import EventsHandler

from local.cloud.gaps.filling import Call
from local.cloud.gaps.remembering import Remembered


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
