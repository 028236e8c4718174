"""Conditions: when a change makes another object, for the properties where that depends on the values.

Each is what the Terraform provider's own code decides (its `CustomizeDiff` and plan modifiers); its docstring is how
the reference page says it. What is not known yet counts as nothing.
"""

from collections.abc import Callable, Mapping
from typing import Any

Condition = Callable[[Any, Any, Mapping[str, Any]], bool]
"""Old value, new value, all new inputs -> whether it is another object."""


def another(old: Any, new: Any, _: Mapping[str, Any]) -> bool:
    """if another was given before"""
    return bool(old) and old != new


def another_major_version(old: Any, new: Any, _: Mapping[str, Any]) -> bool:
    """to a later major version"""
    majors = [str(version).partition(".")[0] for version in (old, new)]
    return all(major.isdigit() for major in majors) and int(majors[0]) < int(majors[1])


def another_service(old: Any, new: Any, _: Mapping[str, Any]) -> bool:
    """to the ARN of another service"""
    services = [str(arn).split(":")[2:3] for arn in (old, new)]
    return services[0] != services[1]


def called_once(old: Any, new: Any, inputs: Mapping[str, Any]) -> bool:
    """of a call that is made at the create only"""
    return old != new and inputs.get("lifecycleScope") != "CRUD"


def comes(old: Any, new: Any, _: Mapping[str, Any]) -> bool:
    """if it comes"""
    return not old and bool(new)


def comes_or_goes(old: Any, new: Any, _: Mapping[str, Any]) -> bool:
    """if it comes or goes"""
    return bool(old) != bool(new)


def falls(old: Any, new: Any, _: Mapping[str, Any]) -> bool:
    """if it becomes smaller"""
    return bool(new) and new < (old or 0)


def goes(old: Any, new: Any, _: Mapping[str, Any]) -> bool:
    """if it goes"""
    return bool(old) and not new


def not_an_interface(old: Any, new: Any, inputs: Mapping[str, Any]) -> bool:
    """of an endpoint that is no interface"""
    return bool(old) != bool(new) and inputs.get("vpcEndpointType") != "Interface"


def not_to_default(old: Any, new: Any, _: Mapping[str, Any]) -> bool:
    """unless from dedicated to default"""
    return old != new and (old, new) != ("dedicated", "default")


def to_standard(old: Any, new: Any, _: Mapping[str, Any]) -> bool:
    """from Advanced to Standard"""
    return (old, new) == ("Advanced", "Standard")


CONDITIONS: dict[str, Condition] = {
    each.__name__: each
    for each in (
        another,
        another_major_version,
        another_service,
        called_once,
        comes,
        comes_or_goes,
        falls,
        goes,
        not_an_interface,
        not_to_default,
        to_standard,
    )
}


def words(name: str) -> str:
    """How the reference page says it."""
    return CONDITIONS[name].__doc__ or name
