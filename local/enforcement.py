"""Enforcement: take over from the environment whether the local cloud asks IAM (`make up ENFORCE_IAM=1`)."""

import os

from local.cloud.iam.client import enforce
from local.cloud.lifecycle import CloudError

VARIABLE = "ENFORCE_IAM"


def follow_environment(url: str) -> None:
    """Turn enforcement on (1) or off (0); without the variable it stays as it is."""
    said = os.environ.get(VARIABLE, "")
    if said not in ("", "0", "1"):
        raise CloudError(f"{VARIABLE} is {said!r}; it must be 1, to have policies evaluated, or 0")
    if said:
        enforce(url, said == "1")
