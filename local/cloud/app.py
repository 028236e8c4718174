"""App: moto's own WSGI application behind one lock, with its state kept, its gaps filled and its errors shaped."""

import functools
import logging
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeAlias, cast

from flask import Flask
from moto.core.base_backend import BaseBackend
from moto.iam import models as iam_models
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.test import run_wsgi_app

from local.cloud import backends, bodies, control, errors, functions, gaps, holdings, rowed
from local.cloud.calls import Calls
from local.cloud.errors import Answer
from local.cloud.events import delivery
from local.cloud.faults import INJECTOR
from local.cloud.iam import callers
from local.cloud.iam.enforcement import Enforcement
from local.cloud.patching import replace
from local.cloud.request import Request
from local.cloud.state import State
from local.cloud.store.engine import Store

_log = logging.getLogger(__name__)
Below: TypeAlias = Callable[[], Answer]
Stage: TypeAlias = Callable[[Request, Below], Answer]


class _Dispatcher(DomainDispatcherApplication):
    """moto looks for the service of a request by listing its folder and trying 200 patterns, 2 ms each time."""

    def get_backend_for_host(self, host: str | None) -> Any:
        if host not in self._known:
            self._known[host] = super().get_backend_for_host(host)
        return self._known[host]

    @functools.cached_property
    def _known(self) -> dict[str | None, Any]:
        return {}


class App:
    """One local cloud. Requests run one at a time: moto is not thread-safe, and what is kept must be of one moment."""

    def __init__(self, state: State, instance: str, stacks: Path | None = None) -> None:
        self.state = state
        self.instance = instance
        self.stacks = stacks
        self.lock = threading.Lock()
        self.calls = Calls()
        self._touched: set[backends.Key] = set()
        self._used: set[backends.Key] = set()
        bodies.install()
        backends.forget_instances()
        backends.watch(self._touched.add, self._born)
        state.open()
        INJECTOR.open(state.folder)
        for name in ("get_account_id_from", "mark_account_as_visited"):  # moto asks these at every request
            replace(iam_models, **{name: self._aside(getattr(iam_models, name))})
        self._moto = _Dispatcher(cast(Any, self._create_app))
        self.iam = Enforcement(state.folder, self._ask_behind_iam)
        self.store = Store(state.records, self._ask_behind_iam)
        # What an API call passes, outermost first: each stage asks those below it, and may answer in their place.
        self._stages: tuple[Stage, ...] = (
            self.calls.record,
            _fail_in_words,
            INJECTOR.inject,
            functools.partial(delivery.deliver, self),
            functools.partial(functions.run, self),
            self._one_at_a_time,
            self._keep,
            state.answers.once,
            self._authorize,
            INJECTOR.age,
            self.store.answer,
            self._ask_moto,
        )

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        request = Request(environ)
        found = control.answer(self, request) if control.is_meant(request) else self.call(request)
        start_response(found.status, found.headers)
        return [found.body]

    def close(self) -> None:
        """Let the running request end, accept no other, and keep what was only read, too (it moves some statuses)."""
        self.lock.acquire()
        self.state.commit(self._used, everything=True)
        self.state.close()

    def call(self, request: Request) -> Answer:
        """Let an API call pass the stages."""
        return self._pass(request, self._stages)

    def _pass(self, request: Request, stages: Sequence[Stage]) -> Answer:
        return stages[0](request, lambda: self._pass(request, stages[1:]))

    def _one_at_a_time(self, request: Request, below: Below) -> Answer:
        began = time.perf_counter()
        with self.lock:
            request.waited = time.perf_counter() - began
            return below()

    def _keep(self, request: Request, below: Below) -> Answer:
        """Nothing is answered before it is kept, a failure half-way included."""
        self._touched.clear()
        self.state.begin()
        try:
            return below()
        finally:
            touched = set(self._touched)
            self._used |= touched
            if request.path == "/moto-api/reset":
                self._used.clear()
                self.state.forget_all()
            else:
                self.state.commit(touched, reads=request.only_reads)

    def _authorize(self, request: Request, below: Below) -> Answer:
        if request.acting:
            request.caller = request.acting.principal.name
        else:
            request.caller = self._aside(callers.arn)(request.access_key, request.region)
        refusal = None if control.is_meant(request) else self._aside(self.iam.refusal)(request)
        try:
            return refusal or below()
        finally:
            self.iam.forget(request)

    def _ask_behind_iam(self, request: Request) -> Answer:
        return self._pass(request, self._stages[self._stages.index(self.store.answer) :])

    def _ask_moto(self, request: Request, _: Below) -> Answer:
        body, status, headers = run_wsgi_app(self._moto, request.environ, buffered=True)
        found = Answer(status, headers.to_wsgi_list(), b"".join(body))
        if status.startswith("4") and found.body.startswith(b"<!doctype html>"):
            raise NotImplementedError  # Flask has no route for it
        return found

    def _create_app(self, service: str | None) -> Flask:
        if service is None:
            raise NotImplementedError  # moto does not know the service at all
        gaps.fill(service)
        # moto looks at its routes through a backend of another region.
        return self._aside(create_backend_app)(cast(Any, service))

    def _aside(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, with the backends that it looks up not counted as reached by the request."""

        def aside(*args: Any, **kwargs: Any) -> Any:
            before = set(self._touched)
            try:
                with rowed.unnoted():
                    return function(*args, **kwargs)
            finally:
                self._touched.intersection_update(before)

        return aside

    def _born(self, key: backends.Key, backend: BaseBackend) -> None:
        self.state.provided[key] = frozenset(holdings.names(backend))


def _fail_in_words(request: Request, below: Below) -> Answer:
    try:
        return below()
    except NotImplementedError:
        return errors.not_implemented(request)
    except ConnectionError:
        raise  # a fault that was asked for: the server hangs up without an answer
    except Exception as error:
        _log.exception("%s %s failed", request.service, request.operation)
        return errors.internal_failure(request, error)
