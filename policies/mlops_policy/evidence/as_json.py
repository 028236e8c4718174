"""JSON: everything that a report holds. The form is the package's own and only grows."""

import json
from typing import Any

from ..controls import source
from ..evaluation import Result
from ..kernel import Rule
from ..report import Report
from .text import where, wrong


def as_json(report: Report) -> str:
    """The report as JSON."""
    return json.dumps(content(report), indent=2) + "\n"


def content(report: Report) -> dict[str, Any]:
    """The report as plain values."""
    return {
        "subject": report.subject,
        "packs": list(report.packs),
        "date": report.today.isoformat(),
        "counts": report.counts(),
        "blocked": report.blocked,
        "results": [result(one, report) for one in (*report.violations, *report.waived, *report.unassessed)],
        "passed": {rule.id: count for rule in report.rules if (count := report.passed_by(rule.id))},
        "unused_waivers": [
            {"rule": one.rule, "resource": one.resource, "ticket": one.ticket, "expires": one.expires.isoformat()}
            for one in report.unused
        ],
    }


def result(one: Result, report: Report) -> dict[str, Any]:
    """One result."""
    waiver = one.waiver
    return {
        "rule": one.rule.id,
        "outcome": str(one.outcome),
        "level": str(one.level),
        "severity": str(one.rule.severity),
        "urn": one.urn,
        "resource": where(one.urn),
        "wrong": wrong(one),
        "fix": one.rule.fix,
        "url": one.rule.url,
        "waiver": None
        if waiver is None
        else {
            "reason": waiver.reason,
            "owner": waiver.owner,
            "ticket": waiver.ticket,
            "expires": waiver.expires.isoformat(),
            "days_left": waiver.days_left(report.today),
        },
    }


def described(rule: Rule) -> dict[str, Any]:
    """A rule with its words, as `mlops-policy rules --json` lists it."""
    return {
        "id": rule.id,
        "description": rule.description,
        "kind": "stack" if rule.of_stack else "resource",
        "types": list(rule.resources),
        "severity": str(rule.severity),
        "level": str(rule.level),
        "fix": rule.fix,
        "url": rule.url,
        "peers": list(rule.peers),
        "controls": [
            {"framework": one.framework, "clause": one.clause, "source": f"{source(one, rule.peers)}"}
            for one in rule.controls
        ],
        "settings": {name: dict(schema) for name, schema in rule.settings.items()},
        "waivable": rule.waivable,
        "remediable": bool(rule.remedy),
        "remedy": dict(rule.remedy),
        "not_remediable_because": rule.manual,
    }
