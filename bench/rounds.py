"""Rounds: drive a provider without an engine: `python -m bench.rounds RESOURCES ROUNDS PORT PID CLOUD`."""

import re
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from local.lean import import_protocol_only

import_protocol_only()

import grpc  # noqa: E402
from google.protobuf.struct_pb2 import Struct  # noqa: E402
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc  # noqa: E402

PARALLEL = 32


def main() -> None:
    """Create, read and delete that many queues in each round; print the provider's memory after each."""
    resources, rounds, port, pid, cloud = sys.argv[1:]
    provider = provider_pb2_grpc.ResourceProviderStub(grpc.insecure_channel(f"127.0.0.1:{port}"))
    provider.Configure(provider_pb2.ConfigureRequest(args=struct(region="eu-west-1", endpoints=[{"sqs": cloud}])))
    for _ in range(int(rounds)):
        with ThreadPoolExecutor(PARALLEL) as pool:
            list(pool.map(live, [provider] * int(resources), range(int(resources))))
        print(resident(int(pid)))


def live(provider: Any, number: int) -> None:
    """The life of one queue."""
    kind = "aws:sqs/queue:Queue"
    urn = f"urn:pulumi:bench::bench::{kind}::q{number}"
    inputs = struct(name=f"q{number}", tags={"number": str(number)})
    made = provider.Create(provider_pb2.CreateRequest(urn=urn, type=kind, properties=inputs))
    provider.Read(provider_pb2.ReadRequest(id=made.id, urn=urn, type=kind, properties=made.properties, inputs=inputs))
    provider.Delete(provider_pb2.DeleteRequest(id=made.id, urn=urn, type=kind, properties=made.properties))


def struct(**values: Any) -> Struct:
    made = Struct()
    made.update(values)
    return made


def resident(pid: int) -> int:
    """The memory of a process in kB."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(encoding="utf-8"))
    return int(found[1]) if found else 0


if __name__ == "__main__":
    main()
