"""Macie: off until somebody turns it on, and its settings."""

from moto.core.utils import utcnow
from moto.macie2.models import MacieBackend, macie2_backends
from moto.macie2.responses import MacieResponse

from local.cloud.gaps.filling import Answer, Call, answers

_OFF = ("ResourceNotFoundException", "Macie is not enabled.")


@answers(MacieResponse, "EnableMacie")
def enable_macie(call: Call) -> Answer:
    backend = _backend(call)
    if vars(backend).get("on"):
        raise call.refuse("ConflictException", "Macie has already been enabled.")
    vars(backend)["on"] = True
    return call.moto()


@answers(MacieResponse, "GetMacieSession")
def get_macie_session(call: Call) -> Answer:
    _session(call)
    return call.moto()


@answers(MacieResponse, "UpdateMacieSession")
def update_macie_session(call: Call) -> Answer:
    session = _session(call)
    session.update(call.params, updatedAt=utcnow())
    return {}


@answers(MacieResponse, "DisableMacie")
def disable_macie(call: Call) -> Answer:
    _session(call)
    vars(_backend(call))["on"] = False
    return call.moto()


def _session(call: Call) -> dict[str, object]:
    """The settings; moto has some from the start."""
    backend = _backend(call)
    if not vars(backend).get("on") or backend.macie_session is None:
        raise call.refuse(*_OFF)
    return backend.macie_session


def _backend(call: Call) -> MacieBackend:
    return macie2_backends[call.account][call.region]
