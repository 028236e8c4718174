"""Moving: how long the local cloud takes for what takes AWS minutes, so that a status can be seen on its way."""

import os
from datetime import datetime, timedelta

from moto.core.utils import utcnow

# Set in the environment of the server; 0 lets everything arrive at once.
SETTING = "LOCAL_CLOUD_TRANSITION_SECONDS"
_DURATION = timedelta(seconds=float(os.environ.get(SETTING, "0.2")))


def arrival() -> datetime:
    """When what begins now is done."""
    return utcnow() + _DURATION


def has_arrived(when: datetime | None) -> bool:
    """Whether that time has come; None never does."""
    return when is not None and utcnow() >= when
