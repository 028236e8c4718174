"""Page: the report as one HTML file with nothing outside of it, to send and to keep."""

from collections.abc import Iterable, Iterator
from html import escape

from ..controls import TITLES
from ..evaluation import Result
from ..kernel import Outcome
from ..report import Report
from .text import where, wrong

STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #1d2330 }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2rem }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .35rem .6rem; vertical-align: top }
th { border-bottom: 2px solid #8892a6 } td { border-bottom: 1px solid #d9dee8; overflow-wrap: anywhere }
.mandatory { color: #a4161a; font-weight: 600 } .good { color: #1b7a43 } .soon { color: #a4161a; font-weight: 600 }
.bar { background: #f2c9c9; height: .7rem; min-width: 8rem } .bar div { background: #1b7a43; height: 100% }
"""
SOON = 14
"""Days before its end from which a waiver is shown in red."""


def page(report: Report) -> str:
    """The report as HTML."""
    title = f"Policy report: {report.subject}"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head><body><h1>{escape(title)}</h1>{''.join(parts(report))}</body></html>\n"
    )


def parts(report: Report) -> Iterator[str]:
    """The sections, in the order in which they are asked for."""
    counts = report.counts()
    verdict = '<b class="mandatory">blocked</b>' if report.blocked else '<b class="good">passes</b>'
    yield (
        f"<p>{report.today}, packs {escape(', '.join(report.packs))}: {verdict}. {counts['resources']} resources, "
        f"{counts['rules']} rules, {counts['passed']} checks passed, {counts['violations']} violated "
        f"({counts['mandatory']} mandatory), {counts['waived']} waived, {counts['unassessed']} could not be "
        "assessed.</p>"
    )
    yield section(
        "frameworks", "Compliance by framework", ["Framework", "Controls kept", "", "Not kept"], frameworks(report)
    )
    yield section(
        "violations",
        "Violations",
        ["Level", "Severity", "Rule", "Resource", "What is wrong", "Fix"],
        (violation(one) for one in report.violations),
    )
    yield section(
        "waivers",
        "Waivers",
        ["Rule", "Resource", "Owner", "Ticket", "Reason", "Days left"],
        [*(waived(one, report) for one in report.waived), *unused(report)],
    )
    yield section(
        "unassessed",
        "Could not be assessed",
        ["Rule", "Resource", "Why"],
        ([rule(one), escape(where(one.urn)), escape(" ".join(wrong(one)))] for one in report.unassessed),
    )


def frameworks(report: Report) -> Iterator[list[str]]:
    """How many controls of each framework are kept: none of their rules is violated or could not assess."""
    open_ones = {one.rule.id for one in report.results if one.outcome is not Outcome.WAIVED}
    for framework, title in TITLES.items():
        serving = {one: set[str]() for rule in report.rules for one in rule.controls if one.framework == framework}
        for each in report.rules:
            for control in each.controls:
                if control in serving and report.asked.get(each.id):
                    serving[control].add(each.id)
        asked = {control: rules for control, rules in serving.items() if rules}
        broken = sorted(control.clause for control, rules in asked.items() if rules & open_ones)
        if asked:
            kept = len(asked) - len(broken)
            bar = f'<div class="bar"><div style="width:{100 * kept // len(asked)}%"></div></div>'
            yield [escape(title), f"{kept} of {len(asked)}", bar, escape(", ".join(broken))]


def violation(one: Result) -> list[str]:
    return [
        f'<span class="{one.level}">{one.level}</span>',
        str(one.rule.severity),
        rule(one),
        escape(where(one.urn)),
        "<br>".join(escape(line) for line in wrong(one)),
        escape(one.rule.fix),
    ]


def waived(one: Result, report: Report) -> list[str]:
    """A waiver with its days, in red where they are few."""
    if one.waiver is None:
        return [rule(one)]
    days = one.waiver.days_left(report.today)
    shown = f'<span class="soon">{days}</span>' if days <= SOON else str(days)
    told = (one.waiver.owner, one.waiver.ticket, one.waiver.reason)
    return [rule(one), escape(where(one.urn)), *map(escape, told), shown]


def unused(report: Report) -> Iterator[list[str]]:
    for one in report.unused:
        yield [*map(escape, (one.rule, one.resource, one.owner, one.ticket)), "covers nothing; remove it", ""]


def rule(one: Result) -> str:
    return f'<a href="{escape(one.rule.url)}">{escape(one.rule.id)}</a>'


def section(name: str, title: str, heads: list[str], rows: Iterable[list[str]]) -> str:
    """A table under a title that counts it, or the title alone."""
    listed = list(rows)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in listed)
    head = "".join(f"<th>{cell}</th>" for cell in heads)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if listed else "<p>None.</p>"
    return f'<section id="{name}"><h2>{title} ({len(listed)})</h2>{table}</section>'
