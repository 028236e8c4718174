"""Physical names: from the stack, the component and, where a change makes a new object, the content. Never the time."""

import hashlib
import re
from typing import Any

import pulumi

from .documents import as_json

NAME_LIMIT = 63
"""The shortest of the services' limits: S3 bucket and SageMaker names."""


def physical_name(name: str, limit: int = NAME_LIMIT, stack: str | None = None) -> str:
    """`<stack>-<name>`, in lower-case letters, digits and hyphens; a hash stands for what is over the limit.

    `stack`: whose it is, if not this one's.
    """
    full = re.sub(r"[^a-z0-9]+", "-", f"{stack or pulumi.get_stack()}-{name}".lower()).strip("-")
    if len(full) <= limit:
        return full
    return f"{full[: limit - 9].rstrip('-')}-{_hash(full)}"


def content_name(name: str, content: Any, limit: int = NAME_LIMIT) -> pulumi.Output[str]:
    """A physical name that changes with the content, so that the new object stands before the old one goes.

    `content`: anything JSON holds, with Outputs at any depth.
    """
    stem = physical_name(name, limit - 9)
    return as_json(content, sort_keys=True).apply(lambda text: f"{stem}-{_hash(text)}")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
