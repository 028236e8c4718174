"""A stack on the local cloud: select it, recover it after a killed run, deploy it, take it down."""

import json
import tempfile
from dataclasses import dataclass
from typing import Any

from local.checkpoint import PROJECT, Checkpoint
from local.providers.alive import wait_until_none
from local.providers.aws import journal
from local.recovery import Recovery
from local.session import REGION, Session, say

DEFAULT_STACK = "churn-local"
"""What is deployed where no stack is named: the reference product."""


@dataclass(frozen=True)
class Stack:
    """One stack of a session."""

    session: Session
    name: str

    def select(self) -> None:
        """Select the stack, and make it the first time."""
        self._checkpoint.mend()
        self.session.ask("stack", "select", "--create", self.name)

    def preview(self) -> int:
        """Show what would change, with the policy pack asked."""
        return self.session.pulumi("preview", "--stack", self.name, "--diff=false")

    def up(self) -> int:
        """Preview and deploy, with the policy pack enforced."""
        self.recover()
        return self.session.pulumi("up", "--yes", "--stack", self.name)

    def destroy(self) -> int:
        """Take everything down that the state knows, then the stack itself."""
        self.recover()
        failed = self.session.pulumi("destroy", "--yes", "--stack", self.name)
        if not failed:
            self.session.ask("stack", "rm", "--yes", "--preserve-config", self.name)
        return failed

    def exists(self) -> bool:
        """Whether the backend knows the stack."""
        self._checkpoint.mend()
        return any(
            stack["name"].split("/")[-1] == self.name for stack in json.loads(self.session.ask("stack", "ls", "--json"))
        )

    def outputs(self) -> dict[str, Any]:
        """The stack's outputs."""
        return json.loads(self.session.ask("stack", "output", "--json", "--stack", self.name))

    def resources(self) -> list[dict[str, Any]]:
        """The resources of the state, as the engine exports them."""
        return self._deployment().get("resources", [])

    def recover(self) -> None:
        """Undo what a killed run left: its lock, and operations of which nobody knows how they ended."""
        self._checkpoint.mend()
        home = self.session.layout.home
        pending = self._deployment().get("pending_operations", [])
        if pending or journal.read(home, PROJECT, self.name).open:
            wait_until_none(home)
            written = journal.read(home, PROJECT, self.name)
            count = len({*(each["resource"]["urn"] for each in pending), *(each.urn for each in written.open)})
            say(f"The last run left {count} operation(s) open; asking the local cloud how they ended.")
            self._settle(Recovery(self.session.cloud_url, REGION, written))
            self.session.ask("refresh", "--yes", "--skip-preview", "--stack", self.name)
        journal.read(home, PROJECT, self.name).forget()

    @property
    def _checkpoint(self) -> Checkpoint:
        return Checkpoint(self.session.backend, self.name)

    def _settle(self, recovery: Recovery) -> None:
        """Take into the state what pending creates made. The engine can only forget them (--clear-pending-creates)."""
        export = self._export()
        settled = recovery.settle(export["deployment"])
        for problem in recovery.undo(settled):
            say(f"what a lost call made stays in the local cloud: {problem}")
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            json.dump({**export, "deployment": settled}, file)
            file.flush()
            self.session.ask("stack", "import", "--file", file.name, "--stack", self.name)

    def _deployment(self) -> dict[str, Any]:
        return self._export()["deployment"]

    def _export(self) -> dict[str, Any]:
        return json.loads(self.session.ask("stack", "export", "--stack", self.name))
