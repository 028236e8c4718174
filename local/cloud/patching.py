"""Patching: put a function of ours in the place of one of moto's."""

from typing import Any


def replace(owner: type | object, **members: Any) -> None:
    """Replace members of a class or module of moto. One name for it, so that all of them can be found."""
    for name, member in members.items():
        setattr(owner, name, member)
