"""Pack: the rules that run together, under one name, found by the type of a resource."""

import re
from collections.abc import Iterable
from functools import cache

from .kernel import Rule
from .rules import RULES

_OLD_S3 = re.compile(r"^(aws:s3/bucket\w*)V2:(\w+)V2$")


class Pack:
    """Rules under one name. The engine shows `name@version`, the version being that of PulumiPolicy.yaml."""

    def __init__(self, name: str, rules: Iterable[Rule]) -> None:
        self.name = name
        self.rules = tuple(rules)
        self.stack_rules = tuple(rule for rule in self.rules if rule.of_stack)
        self._by_id = {rule.id: rule for rule in self.rules}
        self._by_type: dict[str, list[Rule]] = {}
        for rule in self.rules:
            for resource in () if rule.of_stack else rule.resources:
                self._by_type.setdefault(resource, []).append(rule)

    def __getitem__(self, rule_id: str) -> Rule:
        return self._by_id[rule_id]

    def rules_for(self, type_token: str) -> list[Rule]:
        """The rules that judge single resources of this type."""
        return self._by_type.get(canonical(type_token), [])


@cache
def canonical(type_token: str) -> str:
    """The token that rules use: pulumi-aws 7 still has each S3 resource under its older name with `V2` at the end."""
    return _OLD_S3.sub(r"\1:\2", type_token)


def pack() -> Pack:
    """Every rule of this package."""
    return Pack("mlops", RULES)
