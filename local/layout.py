"""Layout: where a laptop keeps what is its own, in the checkout and in the cache that all checkouts share."""

import os
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Layout:
    """The folders of one local installation. Two layouts never share anything but the cache."""

    base: Path

    @classmethod
    def current(cls) -> "Layout":
        """The layout that `MLOPS_LOCAL_DIR` names, else `.local` in this checkout."""
        return cls(Path(os.environ.get("MLOPS_LOCAL_DIR") or CHECKOUT / ".local").resolve())

    @property
    def home(self) -> Path:
        """PULUMI_HOME: plugins and settings that a stack for a real account never sees."""
        return self.base / "home"

    @property
    def state(self) -> Path:
        """The state of the local stacks (a `file://` backend)."""
        return self.base / "state"

    @property
    def bin(self) -> Path:
        """First on PATH: `pulumi`, and the language host where the engine came without one."""
        return self.base / "bin"

    @property
    def cloud(self) -> Path:
        """The local cloud: pid, address, data."""
        return self.base / "cloud"

    @property
    def logs(self) -> Path:
        """One log file a process."""
        return self.base / "logs"


def cache() -> Path:
    """What every checkout of this user shares: the built engine."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "pulumi-mlops"
