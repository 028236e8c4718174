"""Progress changes one line on a terminal, and is a line now and then elsewhere."""

import io

import pytest

from local.engine import progress
from local.engine.progress import Ticker


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_one_line_changes_and_is_gone_at_the_end():
    reported: list[str] = []
    terminal = Terminal()
    with Ticker(reported.append, terminal) as ticker:
        ticker("1 of 3")
        ticker("2 of 3")
    assert terminal.getvalue() == "\r\033[K1 of 3\r\033[K2 of 3\r\033[K"
    assert reported == []


def test_elsewhere_a_line_comes_once_in_twenty_seconds(monkeypatch: pytest.MonkeyPatch):
    clock = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: clock[0])
    reported: list[str] = []
    with Ticker(reported.append, io.StringIO()) as ticker:
        for second in range(0, 61, 5):
            clock[0] = 100.0 + second
            ticker(f"after {second} s")
    assert reported == ["after 20 s", "after 40 s", "after 60 s"]


def test_a_step_that_shows_nothing_writes_nothing():
    terminal = Terminal()
    with Ticker(print, terminal):
        pass
    assert terminal.getvalue() == ""
