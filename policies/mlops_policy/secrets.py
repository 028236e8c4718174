"""Secrets: what must not stand in clear where everyone who may describe a resource reads it."""

import re
from typing import Any

from .values import SEALED, UNKNOWN, Findings, Secret, Unassessed, get

NAME = re.compile(
    r"(^|_)(SECRET|PASSWORD|PASSWD|PWD|TOKEN|CREDENTIALS?|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY)(_|$)", re.IGNORECASE
)
VALUE = re.compile(r"\b(AKIA|ASIA)[0-9A-Z]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY-----|\bgh[pousr]_\w{36}")
STORE = re.compile(r"^(arn:aws[\w-]*:(secretsmanager|ssm):|\{\{resolve:)")


def in_environment(props: Any, path: str, at: str = "") -> Findings:
    """The variables of the mapping at the path that hold a secret, or are named like one and refer to no store."""
    environment = get(props, path)
    if environment is UNKNOWN:
        yield Unassessed(at + path)
    for key, value in sorted(environment.items()) if isinstance(environment, dict) else ():
        yield from in_variable(f"{at}{path}.{key}", key, value)


def in_variable(at: str, key: str, value: Any) -> Findings:
    """What is wrong with one variable."""
    if isinstance(value, Secret):
        yield f"{at} holds a Pulumi secret."
    else:
        yield from in_text(at, key, value)


def in_text(at: str, key: str, value: Any) -> Findings:
    """The same by what is written there, whoever holds it for a secret."""
    if value is SEALED:
        yield Unassessed(at)
    elif isinstance(value, str) and VALUE.search(value):
        yield f"{at} holds what looks like a credential."
    elif NAME.search(key) and not (isinstance(value, str) and STORE.search(value)):
        yield f"{at} is named like a secret and is no reference to a secret store."
