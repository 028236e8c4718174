"""The second way: the official installer fails fast where it cannot be reached, and what it made is checked."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from local.engine import pin, way_installer
from local.engine.candidate import NoEngineError

PINNED = pin.text(pin.pinned())


@pytest.fixture
def reachable() -> Iterator[str]:
    """The address of a server that has the installer's page."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"#!/bin/sh\n")

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/install.sh"
        server.shutdown()
        thread.join()


@pytest.fixture
def said() -> list[str]:
    return []


def test_an_address_that_refuses_is_the_reason_and_nothing_is_said(tmp_path: Path, said: list[str]):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/install.sh"
        with pytest.raises(NoEngineError, match=r"cannot be reached: .*Connection refused"):
            way_installer.make(tmp_path / "engine", said.append, url=url)
    assert said == []
    assert not (tmp_path / "engine").exists()


def test_an_address_that_never_answers_is_given_up(tmp_path: Path, said: list[str]):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/install.sh"
        with pytest.raises(NoEngineError, match=r"cannot be reached: .*timed out"):
            way_installer.make(tmp_path / "engine", said.append, url=url, reach_seconds=0.5)
    assert said == []


def test_the_pinned_version_is_installed_and_used(tmp_path: Path, said: list[str], script, reachable: str):
    install = script(
        tmp_path / "install",
        'mkdir -p "$1/bin"; printf "#!/bin/sh\\necho v$2\\n" > "$1/bin/pulumi"; chmod +x "$1/bin/pulumi"',
    )
    root = tmp_path / "engine"
    assert way_installer.make(root, said.append, url=reachable, install=[str(install)]) == root / "bin" / "pulumi"
    assert way_installer.find(root) == root / "bin" / "pulumi"
    assert said == [f"Installing Pulumi {PINNED} with the official installer: about 150 MB, once, into {root}."]


def test_the_last_words_of_a_failing_installer_are_the_reason(tmp_path: Path, said: list[str], script, reachable: str):
    install = script(tmp_path / "install", "echo trying; echo 'error: no such release'; exit 1")
    with pytest.raises(NoEngineError, match="the installer failed: error: no such release"):
        way_installer.make(tmp_path / "engine", said.append, url=reachable, install=[str(install)])


def test_an_installer_that_made_nothing_is_not_believed(tmp_path: Path, said: list[str], script, reachable: str):
    install = script(tmp_path / "install", "exit 0")
    with pytest.raises(NoEngineError, match="nothing is installed in"):
        way_installer.make(tmp_path / "engine", said.append, url=reachable, install=[str(install)])


def test_a_cut_off_installation_is_not_used(tmp_path: Path):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "pulumi").write_bytes(b"\x7fELF")
    (tmp_path / "bin" / "pulumi").chmod(0o755)
    with pytest.raises(NoEngineError, match="does not run"):
        way_installer.find(tmp_path)
