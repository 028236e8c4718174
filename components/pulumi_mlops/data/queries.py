"""Queries: what a person says of the SQL over the tables."""

from pydantic import Field

from ..args import Settings


class QueryWorkgroupSettings(Settings):
    """What a person chooses of a QueryWorkgroup."""

    scan_limit_gb: float = Field(
        100, ge=0.01, le=100_000, description="GB that one query may read; one that reads more is stopped."
    )
