"""Handler: HTTP connections that stay open for the next call, each answer sent at once and in one piece.

werkzeug's own handler closes the connection after each answer, as it cannot know whether the request was read to its
end. The app reads every request whole before it does anything, so a provider makes thousands of calls on a few
connections.
"""

import os
import socket
import struct
import traceback
from http import HTTPStatus
from typing import Any, cast

from moto.moto_server.werkzeug_app import MotoRequestHandler

from local.cloud.faults import HardResetError

_WITHOUT_BODY = ("1", "204", "304")


class Handler(MotoRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def run_wsgi(self) -> None:
        """Answer one request."""
        self.environ = environ = self.make_environ()
        try:
            self._send(*self._ask(environ))
        except ConnectionError as error:
            self.connection_dropped(error, environ)
        except Exception:
            self.close_connection = True  # nobody knows how much of the request was read
            self.server.log("error", "Error on request:\n%s", traceback.format_exc())
            status = HTTPStatus.INTERNAL_SERVER_ERROR
            self._send(f"{status.value} {status.phrase}", [], b"")

    def _ask(self, environ: dict[str, Any]) -> tuple[str, list[tuple[str, str]], bytes]:
        status, headers = "", list[tuple[str, str]]()

        def start(told: str, named: list[tuple[str, str]]) -> None:
            nonlocal status, headers
            status, headers = told, named

        body = b"".join(cast(Any, self.server.app)(environ, start))
        return status, headers, body

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:  # noqa: ARG002 - werkzeug passes it
        """Say nothing of what went well, and of the rest which operation it was."""
        if not str(code).startswith(("2", "3")):
            self.log("info", "%s %s answered %s", self.requestline, self.headers.get("X-Amz-Target", ""), code)

    def connection_dropped(self, error: BaseException, environ: Any = None) -> None:  # noqa: ARG002
        """Hang up; without the usual goodbye where a fault plan asks for a reset."""
        self.close_connection = True
        if isinstance(error, HardResetError):
            # With no time to linger, closing sends RST instead of FIN. Who still holds the socket finds it closed.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            os.close(self.connection.detach())

    def _send(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        self.log_request(status.split()[0])
        names = {name.lower() for name, _ in headers}
        lines = [f"{self.protocol_version} {status}", *(f"{name}: {value}" for name, value in headers)]
        if "date" not in names:
            lines.append(f"Date: {self.date_time_string()}")
        if self.command == "HEAD" or status.startswith(_WITHOUT_BODY):
            body = b""
        elif "content-length" not in names:
            lines.append(f"Content-Length: {len(body)}")
        if self.close_connection:
            lines.append("Connection: close")
        self.wfile.write("\r\n".join([*lines, "", ""]).encode("latin-1") + body)
