"""Waiting for IAM: who is handed a role waits until the role is whole, and is tried again until services see it.

IAM is eventually consistent: a role that was made a moment ago is not there for the service that is to take it. Three
things make the first `up` succeed, and only the last takes time:

1. A role's ARN is known only when its policy stands (`role.py`), so nothing can be handed half a role.
2. The provider tries again where its authors thought of it: models, feature groups, state machines, build projects.
3. Where they did not (pipelines, Studio domains, user profiles, tracking servers), this hook does.

https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
"""

import asyncio
import re
from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

import pulumi
from pulumi.runtime.settings import get_monitor

NOT_SEEN_YET = re.compile(
    r"assume(d by| (the |iam |provided )*role)|assumerole|role params|invalid principal|principalnotfound",
    re.IGNORECASE,
)
"""What services say of a role that they cannot see yet, or whose policy they cannot see yet."""
DELAYS_SECONDS = (0.25, 0.5, 1, 2, 4, 8, 15, 15, 15, 30, 30)
"""Two minutes in all: as long as the provider waits for IAM where it does (internal/service/iam/consts.go)."""

_hooks: WeakKeyDictionary[Any, pulumi.ErrorHook] = WeakKeyDictionary()
"""The hook of each run, by its monitor: the engine takes a name once a run."""


def is_passing(errors: Sequence[str]) -> bool:
    """Whether the last of the errors, newest first, is one that goes away when IAM has told everyone."""
    return len(errors) <= len(DELAYS_SECONDS) and NOT_SEEN_YET.search(errors[0]) is not None


def until_iam_is_seen() -> pulumi.ResourceHookBinding:
    """Try the resource again, with growing delays, as long as the service says that it does not see its role."""
    monitor = get_monitor()
    if monitor not in _hooks:
        _hooks[monitor] = pulumi.ErrorHook("until-iam-is-seen", _try_again)
    return pulumi.ResourceHookBinding(on_error=[_hooks[monitor]])


async def _try_again(failed: pulumi.ErrorHookArgs) -> bool:
    if not is_passing(failed.errors):
        return False
    await asyncio.sleep(DELAYS_SECONDS[len(failed.errors) - 1])
    return True
