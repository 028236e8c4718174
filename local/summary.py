"""The summary that `make up` ends with, below the engine's own outputs: how much was made, where it is, what to try."""

from collections import Counter
from typing import Any

from local.layout import Layout
from local.stack import DEFAULT_STACK, Stack

TRY = {
    "endpoint": "aws sagemaker describe-endpoint --endpoint-name {}",
    "artifact_bucket": "aws s3 ls s3://{}",
    "training_pipeline": "aws sagemaker describe-pipeline --pipeline-name {}",
}


def summary(stack: Stack, layout: Layout, url: str) -> str:
    """The text, a screen long."""
    outputs = stack.outputs()
    spec = stack.name.rpartition("-")[0]
    chosen = "" if stack.name == DEFAULT_STACK else f" STACK={stack.name}"
    made = Counter(_kind(resource["type"]) for resource in stack.resources() if _is_made(resource))
    total = sum(made.values())
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(made.items(), key=lambda item: (-item[1], item[0])))
    lines = [
        "",
        f"{stack.name}: {total} resources on the local cloud ({kinds}).",
        "",
        f"  local cloud  {url}",
        f"  state        {stack.session.backend.url}",
        f"  logs         {layout.logs}",
        "",
        'Next: eval "$(make -s env)" and then, from the same shell,',
        *(f"  {line.format(outputs[key])}" for key, line in TRY.items() if key in outputs),
        "  pulumi stack output",
        f"Or change stacks/{spec}.yaml and run make up{chosen} again; make down{chosen} takes everything away.",
    ]
    return "\n".join(lines)


def _is_made(resource: dict[str, Any]) -> bool:
    return bool(resource.get("custom")) and not resource["type"].startswith("pulumi:")


def _kind(token: str) -> str:
    """`aws:s3/bucket:Bucket` is counted as `s3`."""
    return token.split(":")[1].split("/")[0]
