"""Server: run one local cloud until it is told to stop. `python -m local.cloud.server --data DIR --port N ...`"""

import argparse
import contextlib
import errno
import fcntl
import ipaddress
import json
import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Generator
from pathlib import Path

# Settings that moto reads when it is imported: no web page of another origin may call the local cloud.
os.environ["MOTO_DISABLE_GLOBAL_CORS"] = "true"

from werkzeug.serving import make_server

from local.cloud.app import App
from local.cloud.handler import Handler
from local.cloud.state import State


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m local.cloud.server", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the state")
    parser.add_argument("--stacks", type=Path, help="folder of the local stacks' state, for the page that shows them")
    parser.add_argument("--address", type=Path, required=True, help="file to write the address to, once it is ready")
    parser.add_argument("--lock", type=Path, required=True, help="file to lock, with the pid inside, while it runs")
    parser.add_argument("--instance", required=True, help="what the health check answers, to tell servers apart")
    parser.add_argument("--port", type=int, default=0, help="port to prefer; another is taken where it is in use")
    parser.add_argument("--host", type=_loopback, default="127.0.0.1", help="loopback address to listen on")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")

    # werkzeug ends the process where a port is taken, so the socket is opened here.
    with _hold(options.lock), _listen(options.host, options.port) as listener:
        host, port = listener.getsockname()[:2]
        app = App(State(options.data), options.instance, options.stacks)
        server = make_server(host, port, app, True, request_handler=Handler, fd=listener.fileno())
        for order in (signal.SIGTERM, signal.SIGINT):
            signal.signal(order, lambda _, __: threading.Thread(target=server.shutdown).start())
        url = f"http://{host}:{port}"
        _write(options.address, json.dumps({"url": url, "pid": os.getpid(), "instance": options.instance}))
        logging.info("The local cloud answers on %s, its data is in %s", url, options.data)
        threading.Thread(target=_end_with, args=[options.lock], daemon=True).start()
        server.serve_forever(poll_interval=0.05)
        app.close()
    logging.info("The local cloud stopped; its data is kept")


def _end_with(lock: Path) -> None:
    """End when the folder was deleted: nobody could find or stop the server any more, and there is nothing to keep."""
    while lock.exists():
        time.sleep(1)
    logging.warning("%s is gone, so the local cloud ends", lock)
    os._exit(0)


def _loopback(host: str) -> str:
    try:
        if ipaddress.ip_address(host).is_loopback:
            return host
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(
        f"{host} is not a loopback address; the local cloud lets anyone who reaches it do anything, so use 127.0.0.1"
    )


@contextlib.contextmanager
def _hold(lock: Path) -> Generator[None]:
    """Lock the file with our pid inside. The kernel frees it when we end, however that is."""
    with lock.open("a+") as file:
        deadline = time.monotonic() + 2  # who asks whether a server lives holds the lock for a moment
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    sys.exit(f"Another local cloud uses the same data: {lock} has its pid. Stop it first.")
                time.sleep(0.02)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        return socket.create_server((host, 0), family=family, backlog=128)


def _write(file: Path, text: str) -> None:
    new = file.with_suffix(".new")
    new.write_text(text)
    new.replace(file)


if __name__ == "__main__":
    sys.exit(main())
