"""Models: what Describe says of a container beyond what was asked for."""

from typing import Any

from local.cloud.gaps.filling import Call
from local.cloud.gaps.sagemaker.kinds import after_create


@after_create("Model")
def complete(_: Call, model: Any) -> None:
    for container in [model.asked.get("PrimaryContainer"), *model.asked.get("Containers", [])]:
        if container is not None:
            container.setdefault("Mode", "SingleModel")
