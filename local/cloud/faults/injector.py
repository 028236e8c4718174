"""Injector: the plan at work. Same plan and same sequence of calls, same faults."""

import random
import threading
from collections.abc import Callable
from fnmatch import fnmatchcase
from http import HTTPStatus
from pathlib import Path
from typing import Any

from local.cloud import errors
from local.cloud.errors import Answer
from local.cloud.faults import plan as plans
from local.cloud.faults.matching import fits, fits_operation
from local.cloud.faults.plan import Error, Fail, Fault, Plan, Reset, Stale, Throttle, Timeout
from local.cloud.faults.staleness import Staleness
from local.cloud.faults.throttling import failed, throttled
from local.cloud.request import Request


class HungUpError(ConnectionError):
    """The connection is to be closed without an answer."""


class HardResetError(HungUpError):
    """The connection is to be closed with a TCP reset."""


class Injector:
    """One fault plan, and how often each of its faults fitted and struck. Safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._folder = Path()
        self._replaced = threading.Event()
        self._put(Plan())

    def open(self, folder: Path) -> None:
        """Begin with the plan that an earlier server on that folder of state was told to keep."""
        self._folder = folder
        self._put(plans.parse(self._file.read_text(encoding="utf-8")) if self._file.exists() else Plan())

    def put(self, text: str) -> None:
        """Replace the plan. Raises PlanError, and the plan before stays."""
        plan = plans.parse(text)
        if plan.keep:
            self._file.write_text(text, encoding="utf-8")
        else:
            self._file.unlink(missing_ok=True)
        self._put(plan)

    def shown(self) -> dict[str, Any]:
        """The plan with its counters."""
        with self._lock:
            faults = [
                {**fault.model_dump(exclude_defaults=True), "fitted": fitted, "struck": struck}
                for fault, fitted, struck in zip(self._plan.faults, self._fitted, self._struck, strict=True)
            ]
            return {**self._plan.model_dump(exclude={"faults"}), "faults": faults}

    def outcome(self, service: str, operation: str, name: str) -> str | None:
        """Why what this call creates has to fail; None where it has not. Counts as a call that fits."""

        def meant(fault: Fault) -> bool:
            is_named = fnmatchcase(name, fault.name)
            return isinstance(fault, Fail) and is_named and fits_operation(fault, service, operation)

        found = self._due(meant)
        return found.reason if isinstance(found, Fail) else None

    def inject(self, request: Request, below: Callable[[], Answer]) -> Answer:
        """A stage of the app, outside of what lets one call in at a time: a call that is held keeps nobody waiting."""
        fault = self._due(lambda fault: not isinstance(fault, Fail | Stale) and fits(fault, request))
        if isinstance(fault, Error | Timeout | Reset) and fault.after:
            below()
        match fault:
            case Throttle():
                status, code = throttled(request)
                return errors.shaped(request, HTTPStatus(status), code, "Rate exceeded")
            case Error():
                code = fault.code or failed(request, fault.status)
                return errors.shaped(request, HTTPStatus(fault.status), code, fault.message)
            case Timeout():
                self._replaced.wait(fault.seconds)
                raise HungUpError(f"{request.operation} was held for {fault.seconds:g} s")
            case Reset():
                raise HardResetError(f"{request.operation} was reset")
            case _:
                return below()

    def age(self, request: Request, below: Callable[[], Answer]) -> Answer:
        """A stage of the app, the last before the operation is answered, which one call at a time may enter."""
        fault = self._due(lambda fault: isinstance(fault, Stale) and not request.only_reads and fits(fault, request))
        return self._staleness.answer(request, below, fault if isinstance(fault, Stale) else None)

    def _due(self, meant: Callable[[Fault], bool]) -> Fault | None:
        """The first fault whose turn it is, of those that are meant. Each of them counts the call."""
        found = None
        with self._lock:
            for place, fault in enumerate(self._plan.faults):
                if meant(fault):
                    self._fitted[place] += 1
                    if found is None and self._strikes(place, fault):
                        self._struck[place] += 1
                        found = fault
        return found

    def _strikes(self, place: int, fault: Fault) -> bool:
        count = self._fitted[place]
        if fault.calls is not None:
            return count in fault.calls
        if fault.first is not None:
            return count <= fault.first
        drawn = random.Random(f"{self._plan.seed}/{place}/{count}").random()  # noqa: S311 - the same each time, wanted
        return fault.rate is None or drawn < fault.rate

    def _put(self, plan: Plan) -> None:
        with self._lock:
            self._plan = plan
            self._fitted = [0] * len(plan.faults)
            self._struck = [0] * len(plan.faults)
            self._staleness = Staleness(self._folder / "bodies")
            self._replaced.set()  # lets go what the plan before holds
            self._replaced = threading.Event()

    @property
    def _file(self) -> Path:
        return self._folder / "faults.yaml"
