"""Budgets: its moments, and the limits it keeps by the second from which they hold."""

import datetime
from collections.abc import Mapping
from typing import Any

from local.providers.aws.codecs.codec import Codec

BUDGET_TIME = "%Y-%m-%d_%H:%M"


def _budget_time_to_aws(text: str, env: Mapping[str, Any]) -> datetime.datetime:  # noqa: ARG001
    """Budgets keeps moments; pulumi-aws writes `2026-01-31_00:00`."""
    return datetime.datetime.strptime(text, BUDGET_TIME).replace(tzinfo=datetime.UTC)


def _budget_time_from_aws(moment: datetime.datetime, env: Mapping[str, Any]) -> str:  # noqa: ARG001
    return moment.astimezone(datetime.UTC).strftime(BUDGET_TIME)


def _planned_limits_to_aws(limits: list[dict[str, str]], env: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Budgets names each limit by the second from which it holds."""
    starts = [str(int(_budget_time_to_aws(limit["startTime"], env).timestamp())) for limit in limits]
    return {
        start: {"Amount": limit["amount"], "Unit": limit["unit"]} for start, limit in zip(starts, limits, strict=True)
    }


def _planned_limits_from_aws(found: dict[str, dict[str, str]], env: Mapping[str, Any]) -> list[dict[str, str]]:
    return [
        {
            "startTime": _budget_time_from_aws(datetime.datetime.fromtimestamp(int(start), datetime.UTC), env),
            "amount": limit["Amount"],
            "unit": limit["Unit"],
        }
        for start, limit in found.items()
    ]


CODECS = {
    "budget_time": Codec(_budget_time_to_aws, _budget_time_from_aws),
    "planned_limits": Codec(_planned_limits_to_aws, _planned_limits_from_aws),
}
