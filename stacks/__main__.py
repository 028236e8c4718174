"""The program: build the spec that the stack's name selects (`churn-dev`: `churn.yaml` in environment `dev`)."""

from pathlib import Path

import pulumi
from mlops_stacks.loader import load
from mlops_stacks.product import build, export
from mlops_stacks.selection import select
from mlops_stacks.yaml_lines import SpecError

try:
    chosen = select(pulumi.get_stack(), Path(__file__).parent, pulumi.Config().get("spec"))
    spec = load(chosen.file, chosen.environment)
except SpecError as error:
    raise pulumi.RunError(f"the spec cannot be used; nothing was changed\n{error}") from None
export(build(spec, chosen.environment))
