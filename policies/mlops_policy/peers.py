"""Peers: the page docs/reference/peers.md, which check of other tools each rule stands for.

`python -m mlops_policy.peers` prints it.
"""

import re
from collections.abc import Iterable, Iterator

from .kernel import Rule
from .pack import pack

SOURCES = {
    "Security Hub": r"[A-Z][A-Za-z0-9]+\.\d+",
    "AWS Config": r"config:(.+)",
    "Checkov": r"CKV2?_(?:AWS|K8S)_\d+",
    "Prowler": r"prowler:(.+)",
    "cdk-nag": r"cdk-nag:(.+)",
}
"""How each tool's ids are written."""


def markdown(rules: Iterable[Rule]) -> str:
    """The page."""
    return "\n".join(lines(list(rules))) + "\n"


def lines(rules: list[Rule]) -> Iterator[str]:
    """A table for each of the peers, by their ids, then what none of them has."""
    yield "# Peers"
    yield ""
    yield "Generated from the rules by `python -m mlops_policy.peers`; do not edit."
    for name, written in SOURCES.items():
        found = by_peer(rules, written)
        yield ""
        yield f"## {name} ({len(found)})"
        yield ""
        yield "| check | rules |"
        yield "|---|---|"
        for peer, ids in sorted(found.items(), key=lambda pair: natural(pair[0])):
            yield f"| {peer} | {linked(ids)} |"
    alone = sorted(rule.id for rule in rules if not rule.peers)
    yield ""
    yield f"## What none of them has ({len(alone)})"
    yield ""
    yield linked(alone)


def by_peer(rules: Iterable[Rule], written: str) -> dict[str, list[str]]:
    """The rules that stand for each check of one tool, by the check's id there."""
    found: dict[str, list[str]] = {}
    for rule in rules:
        for peer in rule.peers:
            if match := re.fullmatch(written, peer):
                found.setdefault(match[match.lastindex or 0], []).append(rule.id)
    return found


def natural(peer: str) -> tuple[str, int]:
    """`SageMaker.2` before `SageMaker.10`."""
    head, _, number = peer.rpartition("." if "." in peer else "_")
    return (head, int(number)) if number.isdigit() else (peer, 0)


def linked(ids: Iterable[str]) -> str:
    return ", ".join(f"[{one}](rules.md#{one})" for one in ids)


if __name__ == "__main__":
    print(markdown(pack().rules), end="")
