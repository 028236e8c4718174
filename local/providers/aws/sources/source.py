"""Source: the words in which the table says how AWS answers one data source of pulumi-aws."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from local.providers.aws.row import Names, Op


@dataclass(frozen=True)
class Source:
    """One data source. Paths and templates are those of `row.py`."""

    type: str
    service: str
    noun: str
    """What pulumi-aws calls the thing in its errors."""
    read: tuple[Op, ...]
    """The first must find exactly one, where its `at` ends in `[0]`; what a later one does not find is not set."""
    id: str = "{name}"
    key: Mapping[str, str] = field(default_factory=dict)
    """Member path -> argument (`a|b`: the first that is given), or template, sent to every read that has the member."""
    filters: Mapping[str, str] = field(default_factory=dict)
    """Argument -> EC2's name of a filter; `tags` are filters too where there are any."""
    tags: Op | None = None
    """Reads the tags at `at`; None: the first read returns them."""
    renames: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, Any] = field(default_factory=dict)
    """Argument -> what pulumi-aws takes when the program says nothing."""
    computed: Mapping[str, str] = field(default_factory=dict)
    """Output -> template, for outputs AWS does not return."""
    codecs: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[Names, ...] = ()
    """Of each group of arguments, one must be given."""
    ignored: Names = ()
    """Arguments that say nothing here."""
    empty: bool = False
    """It may find none, as what it answers is a list."""
