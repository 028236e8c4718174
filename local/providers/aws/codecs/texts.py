"""Texts: one name, number or ARN that AWS writes in another way."""

import base64
from collections.abc import Mapping
from typing import Any

from local.providers.aws.codecs.codec import Codec, nothing, same


def _alarm_arns(alarms: list[dict[str, str]], env: Mapping[str, Any]) -> list[str]:  # noqa: ARG001
    return [alarm["AlarmARN"] for alarm in alarms]


def _base64(blob: bytes, env: Mapping[str, Any]) -> str:  # noqa: ARG001
    return base64.b64encode(blob).decode()


def _domain(name: str, env: Mapping[str, Any]) -> str:  # noqa: ARG001
    """Route 53 ends a name with a dot, pulumi-aws does not."""
    return name.removesuffix(".")


def _account_of_principal(principal: str | dict[str, str], env: Mapping[str, Any]) -> str:  # noqa: ARG001
    """EventBridge takes an account's number, or all, and tells the account's ARN."""
    named = principal if isinstance(principal, str) else principal["AWS"]
    return named.split(":")[4] if named.startswith("arn:") else named


def _create_database(name: str, env: Mapping[str, Any]) -> str:
    """Athena makes a database by a query, which is pulumi-aws's."""
    properties = ",".join(f" '{key}' = '{value}' " for key, value in (env.get("properties") or {}).items())
    comment = str(env.get("comment") or "").replace("'", "\\'")
    clauses = [f" comment '{comment}'" if comment else "", f" WITH DBPROPERTIES({properties})" if properties else ""]
    return f"create database `{name}`{''.join(clauses)};"


CODECS = {
    "account_of_principal": Codec(same, _account_of_principal),
    "alarm_arns": Codec(nothing, _alarm_arns),
    "base64": Codec(nothing, _base64),
    "create_database": Codec(_create_database, same),
    "domain": Codec(same, _domain),
}
