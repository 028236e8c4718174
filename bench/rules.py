"""Rules: what every rule of the policy pack together costs a preview, and a resource in the pack's own process."""

import json
import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import grpc
from google.protobuf.empty_pb2 import Empty
from google.protobuf.struct_pb2 import Struct
from mlops_policy.configuration import VARIABLE
from pulumi.runtime.proto import analyzer_pb2 as pb
from pulumi.runtime.proto import analyzer_pb2_grpc

from local.layout import CHECKOUT

CONFIGURATION = CHECKOUT / "bench" / "packs" / "every" / "mlops-policy.yaml"


@contextmanager
def every_rule() -> Generator[None]:
    """Within, the policy pack asks every rule there is, those too that are off by default."""
    os.environ[VARIABLE] = str(CONFIGURATION)
    try:
        yield
    finally:
        del os.environ[VARIABLE]


def milliseconds_a_resource(preview: str) -> float:
    """What the pack's process takes for each resource of a preview's JSON: asked as the engine asks, then the stack."""
    states = [step["newState"] for step in json.loads(preview)["steps"] if "newState" in step]
    with (
        every_rule(),
        subprocess.Popen([sys.executable, CHECKOUT / "policies"], stdout=subprocess.PIPE, text=True) as pack,
    ):
        try:
            port = pack.stdout.readline().strip() if pack.stdout else ""
            with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
                return _cost(pack.pid, analyzer_pb2_grpc.AnalyzerStub(channel), states) * 1000 / len(states)
        finally:
            pack.terminate()


def _cost(pid: int, analyzer: analyzer_pb2_grpc.AnalyzerStub, states: list[dict[str, Any]]) -> float:
    """The seconds of the processor that the pack takes for all of them."""
    analyzer.GetAnalyzerInfo(Empty())
    began = _cpu_seconds(pid)
    for state in states:
        asking = pb.AnalyzeRequest(urn=state["urn"], type=state["type"], properties=_struct(state, "inputs"))
        analyzer.Remediate(asking)
        analyzer.Analyze(asking)
    analyzer.AnalyzeStack(pb.AnalyzeStackRequest(resources=map(_of_stack, states)))
    return _cpu_seconds(pid) - began


def _of_stack(state: dict[str, Any]) -> pb.AnalyzerResource:
    depends = {
        key: pb.AnalyzerPropertyDependencies(urns=urns)
        for key, urns in (state.get("propertyDependencies") or {}).items()
    }
    return pb.AnalyzerResource(
        urn=state["urn"],
        type=state["type"],
        name=state["urn"].rpartition("::")[2],
        properties=_struct(state, "inputs", "outputs"),
        propertyDependencies=depends,
    )


def _struct(state: dict[str, Any], *holders: str) -> Struct:
    """Properties on the wire. A preview's JSON has the marks of what is secret or not known as the wire has them."""
    made = Struct()
    for holder in holders:
        made.update(state.get(holder) or {})
    return made


def _cpu_seconds(pid: int) -> float:
    """What a process has had of the processor."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
