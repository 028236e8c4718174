"""`make bench`: measure, print the table, write `.local/bench.json`.

Every figure is a ratio of two whole runs of the engine, or a growth, taken in turn in one run, so that a slower machine
or a busy one changes both sides. Medians are quoted.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench import deploy, rules
from bench.sets import PER_SET
from local.cloud import lifecycle
from local.layout import CHECKOUT, Layout
from local.session import Session, say
from local.stack import Stack

SETS_300, SETS_200, SETS_1000 = 8, 5, 27
EMPTY_PACK, PACK = CHECKOUT / "bench" / "packs" / "empty", CHECKOUT / "policies"
Command = Callable[[], None]


@dataclass(frozen=True)
class Figure:
    """One row of the table. `goal`: the bound, or None where there is none."""

    name: str
    value: float
    unit: str
    goal: float | None


def main() -> int:
    """Measure everything; exit code 1 if a goal is missed."""
    argparse.ArgumentParser(prog="make bench", description=__doc__).parse_args()
    with tempfile.TemporaryDirectory(prefix="mlops-bench-") as folder:
        layout = Layout(Path(folder) / "local")
        try:
            figures = measure(layout, Path(folder))
        finally:
            lifecycle.stop(layout)
    print(table(figures))
    target = Layout.current().base / "bench.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps([asdict(figure) for figure in figures], indent=2) + "\n", encoding="utf-8")
    return int(any(figure.goal is not None and figure.value > figure.goal for figure in figures))


def measure(layout: Layout, folder: Path) -> list[Figure]:
    """All figures, the quick ones first."""
    session = Session.open(layout, say, project(folder, "bench", CHECKOUT / "bench" / "program"), policy_pack=None)
    through = program(session, "through", kind="components", sets=SETS_300)
    flat = program(session, "flat", kind="flat", sets=SETS_300)
    small = program(session, "small", kind="components", sets=SETS_200)
    large = program(session, "large", kind="components", sets=SETS_1000)
    large_flat = program(session, "large-flat", kind="flat", sets=SETS_1000)
    count, many = SETS_300 * PER_SET, SETS_1000 * PER_SET
    components = ratio(f"components, {count} resources", preview(session, through), preview(session, flat))
    at_1000 = ratio(f"components, {many} resources", preview(session, large), preview(session, large_flat), rounds=3)
    pack, empty = preview(session, through, PACK), preview(session, through, EMPTY_PACK)
    with_pack = ratio(f"policy pack, {count} resources", pack, empty)
    with rules.every_rule():
        pack, empty_pack = preview(session, large, PACK), preview(session, large, EMPTY_PACK)
        every = ratio(f"every rule, {many} resources", pack, empty_pack, rounds=3)
    in_pack = rules.milliseconds_a_resource(session.ask("preview", "--json", "--stack", large))
    engine = ratio("engine's own charge for a pack", empty, preview(session, through), rounds=3)
    growth = per_resource(preview(session, small), preview(session, large))
    return [
        Figure(f"preview: through components / flat, {count} resources", components, "ratio", 1.10),
        Figure(f"preview: through components / flat, {many} resources", at_1000, "ratio", 1.10),
        Figure("preview: with the pack / with a pack of one empty rule", with_pack, "ratio", 1.10),
        Figure(f"preview: every rule on / a pack of one empty rule, {many} resources", every, "ratio", 1.10),
        Figure("policy pack: every rule, a resource, in its own process", in_pack, "ms", 1),
        Figure("preview: with a pack of one empty rule / without a pack", engine, "ratio", None),
        Figure("preview: cost per resource at 1,000 / at 200", growth, "ratio", 1.25),
        *unchanged(layout),
        *deployed(session, folder, through),
    ]


def deployed(session: Session, folder: Path, stack: str) -> list[Figure]:
    """An `up` of many resources on the local cloud, beside one with a provider that does nothing."""
    bare = Session.open(Layout(folder / "null"), say, session.project, policy_pack=None)
    try:
        deploy.use_null_provider(bare)
        with_null = program(bare, "null", kind="components", sets=SETS_300)
        count = SETS_300 * PER_SET
        pairs = [
            (up_and_down(session, stack, f"up, {count} resources"), up_and_down(bare, with_null, "up, null provider"))
            for _ in range(3)
        ]
    finally:
        lifecycle.stop(bare.layout)
    median, p95 = deploy.median_and_p95(deploy.operations(session))
    growth = deploy.provider_growth(session, count)
    return [
        Figure(
            "up: on the local cloud / with a provider that does nothing",
            statistics.median(real / null for real, null in pairs),
            "ratio",
            1.5,
        ),
        Figure("provider's memory: after 4 rounds / after 1", growth, "ratio", 1.10),
        Figure("local cloud: an operation, median", median, "ms", 10),
        Figure("local cloud: an operation, 95th percentile", p95, "ms", None),
    ]


def up_and_down(session: Session, stack: str, name: str) -> float:
    """The time of an `up` from nothing; the destroy after it does not count."""
    taken = seconds(lambda: void(session.ask("up", "--yes", "--skip-preview", "--stack", stack)), name)
    session.ask("destroy", "--yes", "--skip-preview", "--stack", stack)
    return taken


def project(folder: Path, name: str, main_folder: Path) -> Path:
    """A project of its own for a program, so that no stack settings are written into the checkout."""
    made = folder / name
    made.mkdir()
    options = {"toolchain": "pip", "virtualenv": str(CHECKOUT / ".venv")}
    settings = {"name": name, "runtime": {"name": "python", "options": options}, "main": str(main_folder)}
    (made / "Pulumi.yaml").write_text(json.dumps(settings), encoding="utf-8")  # JSON is YAML
    return made


def program(session: Session, stack: str, **config: object) -> str:
    """A stack of the measured program."""
    session.ask("stack", "init", stack)
    for key, value in config.items():
        session.ask("config", "set", "--stack", stack, key, str(value))
    return stack


def preview(session: Session, stack: str, pack: Path | None = None) -> Command:
    """A preview of the whole stack."""
    with_pack = ["--policy-pack", str(pack)] if pack else []
    return lambda: void(session.ask("preview", "--stack", stack, *with_pack))


def unchanged(layout: Layout) -> list[Figure]:
    """An `up` of the reference stack that has nothing to do, with the pack: the update alone, and after its preview."""
    session = Session.open(layout, say)
    stack = Stack(session, "churn-local")
    stack.select()
    up = ["up", "--yes", "--stack", stack.name]
    session.ask(*up)
    rows = (("update", [*up, "--skip-preview"], 5.0), ("preview and update", up, None))
    return [
        Figure(
            f"up without a change, reference stack: {name}",
            statistics.median(seconds(lambda words=words: void(session.ask(*words)), name) for _ in range(5)),
            "s",
            goal,
        )
        for name, words, goal in rows
    ]


def ratio(name: str, one: Command, other: Command, rounds: int = 5) -> float:
    """The median of one / other, the two run in turn, after one run of each that does not count."""
    pairs = [(seconds(one, name), seconds(other, name)) for _ in range(rounds + 1)]
    return statistics.median(first / second for first, second in pairs[1:])


def per_resource(small: Command, large: Command) -> float:
    """How the cost of a resource grows: what one costs among 1,000 over what one costs among 200, start-up included."""
    pairs = [(seconds(small, "200 resources"), seconds(large, "1,000 resources")) for _ in range(3)]
    return statistics.median((big / SETS_1000) / (little / SETS_200) for little, big in pairs)


def seconds(command: Command, name: str) -> float:
    """Wall time of one run."""
    began = time.perf_counter()
    command()
    taken = time.perf_counter() - began
    say(f"  {name}: {taken:.2f} s")
    return taken


def void(_: str) -> None:
    """What the engine printed is of no interest here."""


def table(figures: Sequence[Figure]) -> str:
    """The figures as a Markdown table."""
    rows = ["| what | median | goal | |", "|---|---|---|---|"]
    for figure in figures:
        unit = "" if figure.unit == "ratio" else f" {figure.unit}"
        goal = "" if figure.goal is None else f"≤ {figure.goal:g}{unit}"
        met = "" if figure.goal is None else "met" if figure.value <= figure.goal else "MISSED"
        rows.append(f"| {figure.name} | {figure.value:.2f}{unit} | {goal} | {met} |")
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main())
