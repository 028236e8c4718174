"""The summary that `make up` ends with: what was made, where it is, what to try next."""

from collections import Counter
from typing import Any

from local.layout import Layout
from local.stack import Stack

TRY = {
    "endpoint": "aws sagemaker describe-endpoint --endpoint-name {}",
    "artifact_bucket": "aws s3 ls s3://{}",
    "training_pipeline": "aws sagemaker describe-pipeline --pipeline-name {}",
}


def summary(stack: Stack, layout: Layout, url: str) -> str:
    """The text, a screen long."""
    outputs = stack.outputs()
    product = stack.name.rpartition("-")[0]
    made = Counter(_kind(resource["type"]) for resource in stack.resources() if _is_made(resource))
    total = sum(made.values())
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(made.items(), key=lambda item: (-item[1], item[0])))
    lines = [
        "",
        f"{stack.name}: {total} resources on the local cloud ({kinds}).",
        "",
        *(f"  {key.replace('_', ' '):20} {_shown(value)}" for key, value in outputs.items() if value),
        "",
        f"  {'local cloud':20} {url}",
        f"  {'state':20} {stack.session.backend.url}",
        f"  {'logs':20} {layout.logs}",
        "",
        'Next: eval "$(make -s env)" and then, from the same shell,',
        *(f"  {line.format(outputs[key])}" for key, line in TRY.items() if key in outputs),
        "  pulumi stack output",
        f"Or change stacks/{product}.yaml and run make up again; make down takes everything away.",
    ]
    return "\n".join(lines)


def _is_made(resource: dict[str, Any]) -> bool:
    return bool(resource.get("custom")) and not resource["type"].startswith("pulumi:")


def _kind(token: str) -> str:
    """`aws:s3/bucket:Bucket` is counted as `s3`."""
    return token.split(":")[1].split("/")[0]


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {inner}" for key, inner in value.items() if inner)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
