"""The buildspec: what CodeBuild runs, made of one script and the environment that it reads."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args

SCRIPT = Path(__file__).with_name("build.sh")
OUT = "/tmp/digest"  # noqa: S108 - in CodeBuild's container, which nobody shares
EXPORTED = "IMAGE_DIGEST"
"""The variable with which a build tells its digest."""
PASSED = "passed-"
"""A tag that begins so is given to an image that passed the gate."""
Severity = Literal["CRITICAL", "HIGH", "MEDIUM", "LOW"]


def buildspec() -> str:
    """The same for every image, as JSON, which is YAML."""
    return json.dumps(
        {
            "version": 0.2,
            "env": {"shell": "bash", "exported-variables": [EXPORTED]},
            "phases": {
                "build": {
                    "commands": [
                        f"cat > /tmp/build.sh <<'SCRIPT'\n{SCRIPT.read_text(encoding='utf-8')}SCRIPT\n",
                        "bash /tmp/build.sh",
                        f"export {EXPORTED}=$(cat {OUT})",
                    ]
                }
            },
        }
    )


def findings(gate: Severity) -> str:
    """The query for the findings of that severity or worse, of basic and of enhanced scanning."""
    order = get_args(Severity)
    worse = json.dumps(order[: order.index(gate) + 1])
    chosen = f"[?contains(`{worse}`, severity)]"
    return (
        f"imageScanFindings.[findings{chosen}.name,"
        f" enhancedFindings{chosen}.packageVulnerabilityDetails.vulnerabilityId][]"
    )


def environment(gate: Severity, accepted: Mapping[str, str], **more: Any) -> dict[str, Any]:
    """What the script reads; `more` is what only the component knows, in lower case."""
    return {
        "ACCEPTED": " ".join(sorted(accepted)),
        "FINDINGS": findings(gate),
        "GATE": gate,
        "LOOKS": "120",
        "OUT": OUT,
        "PASSED": PASSED,
        "PAUSE": "5",
        **{name.upper(): value for name, value in more.items()},
    }
