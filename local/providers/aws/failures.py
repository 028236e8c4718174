"""Failures: how an operation on a resource can fail, and what is then there."""

from local.providers.aws.values import Properties


class ResourceError(Exception):
    """An operation on a resource failed; nothing was made, or what was there is as it was."""


class PartialError(ResourceError):
    """An operation failed half-way: the object is there, and this is how far it got."""

    def __init__(self, reason: str, id_: str, outputs: Properties, inputs: Properties) -> None:
        super().__init__(reason)
        self.id = id_
        self.outputs = outputs
        self.inputs = inputs


class RolledBackError(ResourceError):
    """AWS took a change back: the properties are as they were before."""

    def __init__(self, reason: str, properties: set[str]) -> None:
        super().__init__(reason)
        self.properties = properties
