"""Keep a stack's state for the upgrade tests: what `pulumi stack export` says, without what is of the machine.

python tests/e2e/releases/keep.py < exported.json > tests/e2e/releases/0.1/churn.json
"""

import json
import sys
from typing import Any

from local.layout import CHECKOUT

OF_THE_RUN = ("created", "modified", "sourcePosition", "stackTrace")


def kept(exported: dict[str, Any]) -> str:
    """The state with a resource a line, so that a change of one is seen as one. `{checkout}` stands for the folder."""
    state = exported["deployment"]
    resources = [
        {name: value for name, value in resource.items() if name not in OF_THE_RUN} for resource in state["resources"]
    ]
    head = {
        "manifest": {"time": "0001-01-01T00:00:00Z", "magic": "", "version": ""},
        "secrets_providers": state["secrets_providers"],
        "resources": [],
    }
    text = json.dumps({"version": exported["version"], "deployment": head})
    lines = ",\n".join(json.dumps(resource) for resource in resources)
    return text.replace("[]", f"[\n{lines}\n]").replace(str(CHECKOUT), "{checkout}") + "\n"


if __name__ == "__main__":
    sys.stdout.write(kept(json.load(sys.stdin)))
