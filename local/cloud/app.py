"""App: moto's own WSGI application behind one lock, with its state kept, its gaps filled and its errors shaped."""

import json
import logging
import os
import threading
from collections.abc import Callable, Iterable
from typing import Any, cast
from urllib.parse import parse_qs

from flask import Flask
from moto.core.base_backend import BaseBackend
from moto.iam import models as iam_models
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.test import run_wsgi_app

from local.cloud import backends, bodies, errors, gaps, holdings
from local.cloud.errors import Answer
from local.cloud.patching import replace
from local.cloud.request import Request
from local.cloud.state import State

_log = logging.getLogger(__name__)


class App:
    """One local cloud. Requests run one at a time: moto is not thread-safe, and what is kept must be of one moment."""

    def __init__(self, state: State, instance: str) -> None:
        self._state = state
        self._instance = instance
        self._lock = threading.Lock()
        self._touched: set[backends.Key] = set()
        self._used: set[backends.Key] = set()
        bodies.install()
        backends.forget_instances()
        backends.watch(self._touched.add, self._born)
        state.open()
        for name in ("get_account_id_from", "mark_account_as_visited"):  # moto asks these at every request
            replace(iam_models, **{name: self._aside(getattr(iam_models, name))})
        self._moto = DomainDispatcherApplication(cast(Any, self._create_app))

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path == "/_local/health":  # answered at once, even while a long request runs
            health = {"instance": self._instance, "pid": os.getpid(), "notices": self._state.notices}
            found = errors.answer(json.dumps(health))
        else:
            request = Request(environ)
            with self._lock:
                found = self._objects(request) if path == "/_local/objects" else self._aws(request)
        start_response(found.status, found.headers)
        return [found.body]

    def close(self) -> None:
        """Let the running request end, accept no other, and keep what was only read, too (it moves some statuses)."""
        self._lock.acquire()
        self._state.commit(self._used)
        self._state.close()

    def _objects(self, request: Request) -> Answer:
        region = parse_qs(request.environ["QUERY_STRING"])["region"][0]
        found = {
            name
            for backend in list(backends.live())
            for name in holdings.names(backend, self._state.provided.get(backends.key_of(backend), frozenset()))
            if backend.region_name == region or backends.key_of(backend).is_global
        }
        return errors.answer(json.dumps(sorted(found)))

    def _aws(self, request: Request) -> Answer:
        try:
            found = self._ask_moto(request)
            self._keep(request)
        except NotImplementedError:
            return errors.not_implemented(request)
        except Exception as error:
            _log.exception("%s %s failed", request.service, request.operation)
            return errors.internal_failure(request, error)
        return found

    def _ask_moto(self, request: Request) -> Answer:
        body, status, headers = run_wsgi_app(self._moto, request.environ, buffered=True)
        found = Answer(status, headers.to_wsgi_list(), b"".join(body))
        if status.startswith("4") and found.body.startswith(b"<!doctype html>"):
            raise NotImplementedError  # Flask has no route for it
        return found

    def _keep(self, request: Request) -> None:
        touched = set(self._touched)
        self._used |= touched
        if request.path == "/moto-api/reset":
            self._used.clear()
            self._state.forget_all()
        elif request.only_reads:
            # What was made on the way (a default VPC and its ids) must stay what the caller saw.
            self._state.commit(key for key in touched if not self._state.holds(key))
        else:
            self._state.commit(touched)
        self._touched.clear()

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
                return function(*args, **kwargs)
            finally:
                self._touched.intersection_update(before)

        return aside

    def _born(self, key: backends.Key, backend: BaseBackend) -> None:
        self._state.provided[key] = frozenset(holdings.names(backend))
