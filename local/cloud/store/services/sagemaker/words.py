"""Words: what several kinds of SageMaker say and check alike."""

from collections.abc import Callable

from local.cloud.store import plans
from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind, Words
from local.cloud.store.objects import Object
from local.cloud.store.protocol import RefusalError

Action = Callable[[Call], Answer]
INVALID = "ValidationException"
NOT_FOUND = "ResourceNotFound"
IN_USE = "ResourceInUse"


def arn(path: str) -> str:
    """The template of an ARN of SageMaker with that path."""
    return f"arn:{{partition}}:sagemaker:{{region}}:{{account}}:{path}"


def missing(what: str, names: str = "{name}") -> Words:
    return NOT_FOUND, f"{what} [{names}] does not exist."


def taken(what: str, names: str = "{name}") -> Words:
    return IN_USE, f"Resource already exists: {what} [{names}]."


def refuse(message: str, code: str = INVALID) -> RefusalError:
    return RefusalError(code, message)


def only_when(statuses: tuple[str, ...], action: Callable[[Call, Kind], Answer], noun: str, becomes: str) -> Action:
    """The action, refused in any other status."""

    def act(call: Call) -> Answer:
        kind = call.kind(noun)
        found = call.the(kind)
        if found.status not in statuses:
            known = ", ".join(statuses)
            raise refuse(
                f"Status ({found.status}) not in ([{known}]). Unable to transition to ({becomes}) for {found.arn}."
            )
        return action(call, kind)

    return act


def all_of(call: Call, noun: str) -> list[Object]:
    """Every object of a kind of SageMaker in the call's account and region."""
    kind = plans.declared("sagemaker")[noun]
    return call.objects.all(kind, call.shelf(kind))
