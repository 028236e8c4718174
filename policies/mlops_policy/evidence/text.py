"""Text: what blocks first, each violation in two lines, the rest counted."""

from collections import Counter
from collections.abc import Iterator

from ..evaluation import Result
from ..report import Report


def text(report: Report) -> str:
    """The report for a terminal."""
    return "\n".join(lines(report)) + "\n"


def lines(report: Report) -> Iterator[str]:
    """Violations by rule, waivers, what could not be assessed, and the numbers."""
    seen = ""
    for one in report.violations:
        if one.rule.id != seen:
            yield f"{one.level} {one.rule.severity} {one.rule.id}: {one.rule.description}"
            yield f"  Fix: {one.rule.fix} {one.rule.url}"
            seen = one.rule.id
        for line in wrong(one):
            yield f"  {where(one.urn)}: {line}"
    for one in report.waived:
        if one.waiver:
            days = one.waiver.days_left(report.today)
            yield f"waived {one.rule.id} {where(one.urn)}: {one.waiver.words()}; {days} days left"
    for waiver in report.unused:
        yield f"warning: the waiver of {waiver.rule} for {waiver.resource} ({waiver.ticket}) covers nothing; remove it"
    counted = Counter((one.rule.id, one.text.removeprefix("could not assess: ")) for one in report.unassessed)
    for (rule_id, why), times in sorted(counted.items()):
        yield f"could not assess {rule_id}: {why}{f' ({times} resources)' if times > 1 else ''}"
    counts = report.counts()
    yield (
        f"{report.subject}: {counts['resources']} resources, {counts['rules']} rules: {counts['passed']} checks "
        f"passed, {counts['violations']} violated ({counts['mandatory']} mandatory), {counts['waived']} waived, "
        f"{counts['unassessed']} could not be assessed."
    )


def wrong(result: Result) -> list[str]:
    """What is wrong, without the fix and the link, which are the rule's."""
    said = result.text.split("\n")
    return [line for line in said if not line.startswith("Fix: ") and line != result.rule.url]


def where(urn: str) -> str:
    """`aws:kms/key:Key key`; the stack where there is no resource."""
    parts = urn.split("::")
    return f"{parts[2].split('$')[-1]} {parts[-1]}" if len(parts) > 3 else "the stack"
