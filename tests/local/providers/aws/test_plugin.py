"""The plugin as a process: it prints a port, is quiet, and ends with its engine."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import grpc
import pytest
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from local.layout import CHECKOUT

COMMAND = [sys.executable, "-m", "local.providers.aws", "aws"]
# An engine that starts the plugin, tells its pid and port, and is killed.
ENGINE = """
import subprocess, sys
plugin = subprocess.Popen([sys.executable, "-m", "local.providers.aws", "aws"], stdout=subprocess.PIPE, text=True)
print(plugin.pid, plugin.stdout.readline().strip(), flush=True)
plugin.wait()
"""
PATIENCE_SECONDS = 30


@pytest.fixture
def plugin() -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(COMMAND, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.communicate()


def ask(port: int) -> str:
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        return str(
            provider_pb2_grpc.ResourceProviderStub(channel).GetPluginInfo(Empty(), timeout=PATIENCE_SECONDS).version
        )


def test_it_prints_its_port_and_is_the_installed_version(plugin: subprocess.Popen[str]) -> None:
    assert plugin.stdout is not None
    assert ask(int(plugin.stdout.readline())) == "7.51.1"


def test_it_tells_the_engine_what_it_takes(plugin: subprocess.Popen[str]) -> None:
    assert plugin.stdout is not None
    with grpc.insecure_channel(f"127.0.0.1:{int(plugin.stdout.readline())}") as channel:
        stub = provider_pb2_grpc.ResourceProviderStub(channel)
        answer = stub.Handshake(provider_pb2.ProviderHandshakeRequest(), timeout=PATIENCE_SECONDS)
        assert answer.accept_secrets is True
        assert answer.supports_autonaming_configuration is True
        assert stub.Cancel(Empty(), timeout=PATIENCE_SECONDS) == Empty()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_quietly_when_the_engine_is_done_with_it(plugin: subprocess.Popen[str], ending: signal.Signals) -> None:
    """The engine kills what is still there five seconds after its SIGINT: a run would end that much later."""
    assert plugin.stdout is not None
    assert ask(int(plugin.stdout.readline())) == "7.51.1"
    plugin.send_signal(ending)
    assert plugin.communicate(timeout=PATIENCE_SECONDS) == ("", "")
    assert plugin.returncode == 0


def test_it_does_not_outlive_an_engine_that_was_killed() -> None:
    engine = subprocess.Popen([sys.executable, "-c", ENGINE], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)
    assert engine.stdout is not None
    pid, port = map(int, engine.stdout.readline().split())
    assert ask(port) == "7.51.1"
    engine.kill()
    engine.communicate()
    end = time.monotonic() + PATIENCE_SECONDS
    while is_alive(pid) and time.monotonic() < end:
        time.sleep(0.05)
    assert not is_alive(pid)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
