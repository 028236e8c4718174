"""Server: serves the language host on a free port until the engine ends it, or is gone."""

import os
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import grpc
from pulumi.runtime.proto import language_pb2_grpc as service

from local.engine.language.children import Children
from local.engine.language.host import LanguageHost

MESSAGE_BYTES = 400 * 1024 * 1024
# A running program or plugin holds one thread for as long as it lives. Threads are made as they are needed.
THREADS = 100
# How often to look whether the engine still lives.
WATCH_SECONDS = 0.5


def main(executor: Path, arguments: list[str]) -> None:
    """Serve, print the port, and end without a word. `arguments` are the engine's: its address comes last."""
    engine = os.getppid()
    stop = threading.Event()

    def leave(*_: object) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, leave)
    children = Children()
    sizes = [("grpc.max_receive_message_length", MESSAGE_BYTES), ("grpc.max_send_message_length", MESSAGE_BYTES)]
    server = grpc.server(ThreadPoolExecutor(THREADS), options=sizes)
    address = arguments[-1] if arguments else ""
    service.add_LanguageRuntimeServicer_to_server(LanguageHost(executor, address, children), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)
    # A process whose parent has ended gets another parent.
    while not stop.wait(WATCH_SECONDS) and os.getppid() == engine:
        pass
    children.end_all(for_good=True)
    server.stop(grace=None)
    sys.stdout.flush()
    # Threads that still serve a call must not hold the process.
    os._exit(0)
