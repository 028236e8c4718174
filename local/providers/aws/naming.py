"""Naming: the physical name a resource gets when the program gives none."""

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

from local.providers.aws.row import Name

# pulumi-aws: the logical name, a dash, seven random hex digits.
DIGITS = 7


def random_name(rule: Name, stem: str, separator: str, seed: bytes, inputs: Mapping[str, Any]) -> str:
    """A name that is the same for the same seed."""
    digits = (hashlib.sha256(seed).hexdigest() if seed else secrets.token_hex(DIGITS))[:DIGITS]
    ending = _ending(rule, inputs)
    room = rule.longest - len(rule.before) - len(separator) - DIGITS - len(ending)
    return fitting(rule, f"{stem[:room]}{separator}{digits}", inputs)


def fitting(rule: Name, name: str, inputs: Mapping[str, Any]) -> str:
    """The name with what AWS demands of it at the start, at the end and of its letters."""
    name = name.lower() if rule.lower else name
    before = "" if name.startswith(rule.before) else rule.before
    ending = "" if name.endswith(_ending(rule, inputs)) else _ending(rule, inputs)
    return f"{before}{name}{ending}"[: rule.longest]


def _ending(rule: Name, inputs: Mapping[str, Any]) -> str:
    return "".join(text for name, text in rule.after.items() if inputs.get(name) is True)
