"""Growing: the specs between the smallest and the fullest of a kind, generated from the keys of the fullest."""

import contextlib
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import whole
import yaml
from mlops_stacks.loader import load
from mlops_stacks.model import ENVIRONMENTS, Environment, Spec
from mlops_stacks.yaml_lines import SpecError

Keys = Mapping[str, Any]
FULLEST = {"platform": whole.PLATFORM, "product": whole.PRODUCT}
NEEDED = {"data": {"curated": {}}}
"""What the smallest product needs beside whose it is."""

NEEDS = {"pipelines": ("platform",)}
"""What a section needs as nothing but the build finds: the definition there names the platform's subnets."""

CHOICES = {"tracking": ("server",)}
"""Options that choose between two things: MLflow as an app, or as a server. Neither grows into the other."""


@dataclass(frozen=True)
class Grown:
    """A spec between the smallest and the fullest one, by what it has of the fullest."""

    name: str
    keys: Keys

    def is_within(self, larger: "Grown") -> bool:
        """Whether all that it says the larger one says, too."""
        return _within(self.keys, larger.keys)

    def text(self, disposable: bool = True) -> str:
        """As a file. Not disposable: all that is stateful is protected, on a laptop too."""
        environments = {**self.keys[ENVIRONMENTS], "local": {"disposable": disposable}}
        return yaml.safe_dump({**self.keys, ENVIRONMENTS: environments}, sort_keys=False)


@cache
def fullest(kind: str) -> Grown:
    """All that a spec can say."""
    return Grown("everything", yaml.safe_load(FULLEST[kind].read_text()))


@cache
def smallest(kind: str) -> Grown:
    """Whose it is, and no more. A product stands alone at first: joining a platform is growth."""
    full = fullest(kind).keys
    whose = {*Spec.model_fields, kind, ENVIRONMENTS}
    said = {name: value for name, value in full.items() if name in whose}
    needed = {name: value for name, value in NEEDED.items() if name in full}
    return Grown("nothing", {**said, **needed})


@cache
def sections(kind: str) -> tuple[str, ...]:
    """The keys that the fullest spec has, and the smallest not, or not whole."""
    small = smallest(kind).keys
    return tuple(name for name, value in fullest(kind).keys.items() if small.get(name) != value)


def with_sections(kind: str, chosen: Sequence[str], name: str) -> Grown:
    """The smallest spec with some sections, and with those that they need."""
    full, small = fullest(kind).keys, smallest(kind).keys
    needed = [*chosen, *(other for each in chosen for other in NEEDS.get(each, ()))]
    return Grown(name, _first_valid(kind, lambda more: {**small, **{each: full[each] for each in (*needed, *more)}}))


def without_section(kind: str, section: str) -> Grown:
    """The fullest spec without a section, and without those that need it."""
    full, small = fullest(kind).keys, smallest(kind).keys

    def less(*more: str) -> Keys:
        gone = {section, *more, *(each for each, needs in NEEDS.items() if section in needs)}
        kept = {name: value for name, value in full.items() if name not in gone}
        return {**kept, **{name: small[name] for name in gone if name in small}}

    return Grown(f"all but {section}", _first_valid(kind, lambda more: less(*more)))


def options(kind: str) -> Iterator[Grown]:
    """The smallest spec with one option of one section, where an option can stand by itself."""
    full = fullest(kind).keys
    for section in sections(kind):
        value = full[section]
        base = with_sections(kind, [section], section).keys
        for option in value if isinstance(value, dict) and len(value) > 1 else ():
            keys = {**base, section: {each: value[each] for each in (*CHOICES.get(section, ()), option)}}
            if _is_valid(kind, keys):
                yield Grown(f"{section}.{option}", keys)


@cache
def all_between(kind: str) -> tuple[Grown, ...]:
    """Every spec that there is here, from the smallest to the fullest."""
    return (
        smallest(kind),
        *options(kind),
        *(with_sections(kind, [each], each) for each in sections(kind)),
        *(without_section(kind, each) for each in sections(kind)),
        fullest(kind),
    )


def _first_valid(kind: str, keys: Callable[[tuple[str, ...]], Keys]) -> Keys:
    """The keys with as few more sections as make them valid."""
    more = (each for count in range(4) for each in combinations(sections(kind), count))
    return next(found for found in map(keys, more) if _is_valid(kind, found))


def _within(small: Any, large: Any) -> bool:
    if isinstance(small, Mapping) and isinstance(large, Mapping):
        return all(name in large and _within(value, large[name]) for name, value in small.items())
    return bool(small == large)


def _is_valid(kind: str, keys: Keys) -> bool:
    with tempfile.NamedTemporaryFile("w", suffix=f"-{kind}.yaml") as file:
        file.write(yaml.safe_dump(dict(keys)))
        file.flush()
        try:
            with contextlib.chdir(whole.SPECS):
                load(Path(file.name), Environment.LOCAL)
        except SpecError:
            return False
    return True
