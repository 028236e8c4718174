"""Lean: import the engine's protocol without the rest of the Pulumi SDK, since every preview waits for this import."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

# Their `__init__` import the whole SDK: 0.5 s, against 0.2 s for what a plugin needs.
_SHELLS = ("pulumi", "pulumi.runtime", "pulumi.runtime.proto")


def import_protocol_only() -> None:
    """From now on this process finds the modules of `pulumi.runtime.proto`, and nothing else of the SDK.

    For a process that never needs the SDK itself; in any other it would break `import pulumi`.
    """
    found = importlib.util.find_spec("pulumi")
    if found is None or found.origin is None:
        raise ModuleNotFoundError(f"pulumi is not installed for {sys.executable}; run `make setup` in the checkout")
    root = Path(found.origin).parent.parent
    for name in _SHELLS:
        shell = ModuleType(name)
        shell.__path__ = [str(root.joinpath(*name.split(".")))]
        sys.modules[name] = shell
