"""The program: build the spec that the stack's name selects (`churn-dev`: `churn.yaml` in environment `dev`)."""

import gc

# A program of two seconds makes no garbage worth collecting; looking for it takes a fifth of the time.
gc.disable()

from pathlib import Path  # noqa: E402

import pulumi  # noqa: E402
from mlops_stacks.guard import stay_home  # noqa: E402
from mlops_stacks.kinds import kind  # noqa: E402
from mlops_stacks.loader import load  # noqa: E402
from mlops_stacks.selection import select  # noqa: E402
from mlops_stacks.yaml_lines import SpecError  # noqa: E402

try:
    chosen = select(pulumi.get_stack(), Path(__file__).parent, pulumi.Config().get("spec"))
    deployment = load(chosen.file, chosen.environment)
except SpecError as error:
    raise pulumi.RunError(f"the spec cannot be used; nothing was changed\n{error}") from None
stay_home(deployment)
for name, value in kind(deployment.spec.head).build(deployment).items():
    pulumi.export(name, value)
gc.freeze()
