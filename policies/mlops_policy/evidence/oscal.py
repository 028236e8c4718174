"""OSCAL 1.2 assessment results: the controls reviewed, an observation a result, a finding a control."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ..controls import NIST, TITLES, Control, source
from ..evaluation import Result
from ..kernel import Outcome, Rule
from ..report import Report
from .text import where, wrong

NAMESPACE = "https://github.com/pulumi-mlops/policy"
VERSION = "1.2.3"


def oscal(report: Report) -> str:
    """The report as OSCAL assessment results."""
    return json.dumps({"assessment-results": results(report)}, indent=2) + "\n"


def results(report: Report) -> dict[str, Any]:
    """The document. Its ids follow from what it says, so that the same result is the same document."""
    moment = datetime.combine(report.today, time(), UTC).isoformat()
    controls = sorted({one for rule in report.rules for one in rule.controls}, key=str)
    return {
        "uuid": made_id(report.subject, moment),
        "metadata": {
            "title": f"Policy assessment of {report.subject}",
            "last-modified": moment,
            "version": report.today.isoformat(),
            "oscal-version": VERSION,
        },
        "import-ap": {"href": f"#{made_id('plan', *report.packs)}"},
        "results": [
            {
                "uuid": made_id("result", report.subject, moment),
                "title": f"Packs {', '.join(report.packs)}",
                "description": "What the rules say of each resource, by the controls that they serve.",
                "start": moment,
                "end": moment,
                "reviewed-controls": {
                    "control-selections": [
                        {"include-controls": [{"control-id": control_id(one)} for one in controls]}
                        if controls
                        else {"include-all": {}}
                    ]
                },
                **some("observations", [observation(one, moment) for one in shown(report)]),
                **some("findings", [finding(one, report) for one in controls]),
            }
        ],
    }


def shown(report: Report) -> list[Result]:
    """The results in the order of a report."""
    return [*report.violations, *report.waived, *report.unassessed]


def observation(one: Result, moment: str) -> dict[str, Any]:
    """What one rule says of one resource."""
    return {
        "uuid": made_id("observation", one.rule.id, one.urn, one.text),
        "title": one.rule.id,
        "description": f"{where(one.urn)}: {' '.join(wrong(one))}",
        "props": [
            {"name": "outcome", "ns": NAMESPACE, "value": str(one.outcome).replace(" ", "-")},
            {"name": "severity", "ns": NAMESPACE, "value": str(one.rule.severity)},
            {"name": "level", "ns": NAMESPACE, "value": str(one.level)},
        ],
        "methods": ["TEST-AUTOMATED"],
        "types": ["finding"],
        "collected": moment,
        **({"remarks": one.waiver.words()} if one.waiver else {}),
    }


def finding(control: Control, report: Report) -> dict[str, Any]:
    """Whether a control is satisfied by what was assessed: not where a rule of it is violated or could not assess."""
    rules = [rule for rule in report.rules if control in rule.controls]
    related = [one for one in shown(report) if control in one.rule.controls]
    open_ones = [one for one in related if one.outcome is not Outcome.WAIVED]
    return {
        "uuid": made_id("finding", report.subject, str(control)),
        "title": f"{TITLES[control.framework]} {control.clause}",
        "description": f"Rules: {', '.join(f'{rule.id} ({said_by(control, rule)})' for rule in rules)}.",
        "target": {
            "type": "objective-id",
            "target-id": control_id(control),
            "status": {"state": "not-satisfied" if open_ones else "satisfied"},
        },
        **some(
            "related-observations",
            [{"observation-uuid": made_id("observation", one.rule.id, one.urn, one.text)} for one in related],
        ),
    }


def said_by(control: Control, rule: Rule) -> str:
    """Who maps the rule to the control."""
    return {"aws": "AWS-published", "project": "project-assigned"}[source(control, rule.peers)]


def control_id(control: Control) -> str:
    """A token of OSCAL: NIST's own ids (`sc-28.1`), others after their framework's name."""
    clause = control.clause.lower().replace("(", ".").replace(")", "")
    return clause if control.framework == NIST else f"{control.framework}_{clause}"


def some(name: str, listed: Iterable[Any]) -> dict[str, list[Any]]:
    """A member that OSCAL wants left out rather than empty."""
    found = list(listed)
    return {name: found} if found else {}


def made_id(*parts: str) -> str:
    """A UUID that follows from its parts."""
    return str(uuid5(NAMESPACE_URL, "\n".join((NAMESPACE, *parts))))
