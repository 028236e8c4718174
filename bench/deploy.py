"""Deploy: what an `up` costs on the local cloud beside the bare engine, in time, in memory and an operation."""

import json
import statistics
import subprocess
import sys
import urllib.request

from local.engine.home import provider_launcher
from local.layout import CHECKOUT
from local.session import Session

ROUNDS_OF_CALLS = 4


def use_null_provider(session: Session) -> None:
    """From here on the session's plugin `aws` is the one that does nothing."""
    launcher = provider_launcher(session.layout.home)
    run = (
        f"import runpy, sys; sys.path.insert(0, {str(CHECKOUT)!r}); runpy.run_module('bench.null', run_name='__main__')"
    )
    launcher.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -c "{run}"\n', encoding="utf-8")


def operations(session: Session) -> list[float]:
    """The milliseconds that the last operations of the local cloud took, waiting for others not counted, sorted."""
    with urllib.request.build_opener().open(f"{session.cloud_url}/_local/calls?limit=5000") as answer:
        return sorted(call["duration_ms"] for call in json.loads(answer.read()))


def median_and_p95(milliseconds: list[float]) -> tuple[float, float]:
    """Of sorted figures."""
    return statistics.median(milliseconds), milliseconds[int(len(milliseconds) * 0.95)]


def provider_growth(session: Session, resources: int) -> float:
    """The provider's memory after some rounds of creates, reads and deletes over that after the first round."""
    after = _provider_memory(session, resources)
    return after[-1] / after[0]


def _provider_memory(session: Session, resources: int) -> list[int]:
    environment = {**session.environment, "PYTHONPATH": str(CHECKOUT)}
    command = [sys.executable, "-m", "bench.rounds", str(resources), str(ROUNDS_OF_CALLS)]
    provider = subprocess.Popen(
        [provider_launcher(session.layout.home)], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        port = provider.stdout.readline().strip() if provider.stdout else ""
        driver = subprocess.run(
            [*command, port, str(provider.pid), session.cloud_url],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
    finally:
        provider.terminate()
        provider.wait()
    return [int(line) for line in driver.stdout.split()]
