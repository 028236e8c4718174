"""The laptop's commands, one a habit: `python -m local COMMAND`. The Makefile calls the same."""

import argparse
import os
import shlex
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path

from local import faults
from local import snapshots as snapshots_
from local.backend import BackendError
from local.cloud import lifecycle
from local.cloud.iam.client import is_enforced
from local.cloud.inventory import objects
from local.enforcement import follow_environment
from local.engine.bootstrap import EngineUnavailable
from local.layout import Layout
from local.session import REGION, EngineError, Session, say
from local.stack import DEFAULT_STACK, Stack
from local.summary import summary


def setup(arguments: argparse.Namespace) -> int:
    """Set everything up and start the local cloud."""
    del arguments
    session = Session.open(Layout.current(), say)
    say(f"Ready: engine in {session.layout.bin}, local cloud at {session.cloud_url}.")
    return 0


def env(arguments: argparse.Namespace) -> int:
    """Print what a shell must export: eval "$(make -s env)"."""
    del arguments
    session = Session.open(Layout.current(), say)
    for name in session.removed:
        print(f"unset {name};")
    for name, value in session.variables.items():
        print(f"export {name}={shlex.quote(value)};")
    return 0


def preview(arguments: argparse.Namespace) -> int:
    """Show what would change, with the policy pack asked."""
    return _stack(arguments).preview()


def up(arguments: argparse.Namespace) -> int:
    """Preview and deploy a stack on the local cloud, with the policy pack enforced."""
    stack = _stack(arguments)
    with faults.during(stack.session.cloud_url, arguments.faults):
        failed = stack.up()
    if not failed:
        print(summary(stack, stack.session.layout, stack.session.cloud_url))
    return failed


def down(arguments: argparse.Namespace) -> int:
    """Destroy a stack, and stop the local cloud if it is empty."""
    layout = Layout.current()
    session = Session.open(layout, say)
    stack = Stack(session, arguments.stack)
    if not stack.exists():
        say(f"There is no stack {stack.name}; nothing to take down.")
    elif failed := stack.destroy():
        return failed
    left = [arn for arn in objects(session.cloud_url, REGION) if not session.backend.holds(arn)]
    if left:
        say(f"The local cloud still holds {len(left)} object(s) that this stack did not make:")
        say("\n".join(f"  {name}" for name in left[:20]))
        say("make reset forgets them all.")
    else:
        lifecycle.stop(layout)
        say("The local cloud is empty and stopped.")
    return 0


def start(arguments: argparse.Namespace) -> int:
    """Start the local cloud."""
    url = lifecycle.ensure_running(Layout.current())
    follow_environment(url)
    if arguments.faults:
        faults.put(url, arguments.faults)
    print(url)
    return 0


def cloud(arguments: argparse.Namespace) -> int:
    """Show what the local cloud holds and what it was asked: the address of a page, opened where there is a browser."""
    del arguments
    page = f"{lifecycle.ensure_running(Layout.current())}/_local/page"
    print(page)
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform == "darwin":
        webbrowser.open(page)
    return 0


def stop(arguments: argparse.Namespace) -> int:
    """Stop the local cloud; what it holds stays."""
    del arguments
    say("The local cloud is stopped." if lifecycle.stop(Layout.current()) else "The local cloud was not running.")
    return 0


def reset(arguments: argparse.Namespace) -> int:
    """Stop the local cloud and forget what it holds."""
    del arguments
    lifecycle.reset(Layout.current())
    say("The local cloud is stopped and empty.")
    return 0


def status(arguments: argparse.Namespace) -> int:
    """Say whether the local cloud runs, and where."""
    del arguments
    found = lifecycle.status(Layout.current())
    where = f"running at {found.url}" if found.running else "not running"
    if found.url and is_enforced(found.url):
        where += ", policies enforced"
    print(f"{where}, data in {found.data}, log in {found.log}")
    for notice in found.notices:
        say(notice)
    return 0


def snapshot(arguments: argparse.Namespace) -> int:
    """Keep the local cloud and the state of the local stacks, as they are now, under a name."""
    made = snapshots_.take(Layout.current(), arguments.name)
    say(f"Kept as {made.name}; make restore NAME={made.name} comes back.")
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """Put the local cloud and the state of the local stacks back to a snapshot; what was made since is forgotten."""
    found = snapshots_.restore(Layout.current(), arguments.name)
    say(f"Everything is as it was when {found.name} was made, {found.made} UTC.")
    return 0


def snapshots(arguments: argparse.Namespace) -> int:
    """List the snapshots."""
    del arguments
    for found in snapshots_.taken(Layout.current()):
        print(f"{found.made} UTC  {found.name}")
    return 0


COMMANDS: tuple[Callable[[argparse.Namespace], int], ...] = (
    *(setup, env, preview, up, down, start, stop, reset, status),
    *(cloud, snapshot, restore, snapshots),
)
EXPECTED = (BackendError, EngineError, EngineUnavailable, lifecycle.CloudError, snapshots_.SnapshotError)
OF_A_STACK = {preview, up, down}
OF_A_SNAPSHOT = {snapshot, restore}
UNDER_FAULTS: dict[Callable[[argparse.Namespace], int], str] = {
    up: "fault plan for this run; it is cleared afterwards",
    start: "fault plan until it is replaced or cleared, or the local cloud stops",
}


def _stack(arguments: argparse.Namespace) -> Stack:
    stack = Stack(Session.open(Layout.current(), say), arguments.stack)
    stack.select()
    return stack


def main(words: list[str] | None = None) -> int:
    """Run one command; the exit code comes back."""
    parser = argparse.ArgumentParser(prog="python -m local", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        words_of = (command.__doc__ or "").strip()
        added = commands.add_parser(command.__name__, help=words_of, description=words_of)
        added.set_defaults(run=command)
        if command in OF_A_STACK:
            added.add_argument("--stack", default=DEFAULT_STACK, help="<product>-local (default: %(default)s)")
        if command in OF_A_SNAPSHOT:
            added.add_argument("name", help="the snapshot's name")
        if command in UNDER_FAULTS:
            added.add_argument("--faults", type=Path, metavar="FILE", help=UNDER_FAULTS[command])
    arguments = parser.parse_args(words)
    try:
        return arguments.run(arguments)
    except EXPECTED as error:
        say(f"error: {error}")
        return 1
    except KeyboardInterrupt:
        say("Stopped. Run the same again to go on where it was.")
        return 130


if __name__ == "__main__":
    sys.exit(main())
