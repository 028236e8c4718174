"""SARIF 2.1.0: what code scanning shows. A resource is a logical location, the judged file the physical one."""

import json
from hashlib import sha256
from typing import Any

from ..evaluation import Result
from ..kernel import Level, Outcome, Rule, Severity
from ..report import Report
from .text import where, wrong

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
SCORES = {Severity.CRITICAL: "9.5", Severity.HIGH: "8.0", Severity.MEDIUM: "5.5", Severity.LOW: "3.0"}
"""What code scanning orders by: above 9.0 is critical, above 7.0 high, above 4.0 medium."""


def sarif(report: Report) -> str:
    """The report as a SARIF log."""
    rules = {one.rule.id: one.rule for one in report.results}
    index = {rule_id: number for number, rule_id in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "mlops-policy", "rules": [descriptor(rule) for rule in rules.values()]}},
        "automationDetails": {"id": f"mlops-policy/{'+'.join(report.packs)}"},
        "invocations": [
            {
                "executionSuccessful": not report.of(Outcome.BROKEN),
                "toolExecutionNotifications": [
                    notification(one) for one in (*report.unassessed, *report.of(Outcome.BROKEN))
                ],
            }
        ],
        "results": [
            finding(one, index[one.rule.id], report.subject) for one in (*report.of(Outcome.VIOLATED), *report.waived)
        ],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def descriptor(rule: Rule) -> dict[str, Any]:
    """A rule as code scanning shows it."""
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.description},
        "fullDescription": {"text": rule.description},
        "help": {"text": f"Fix: {rule.fix}\n{rule.url}", "markdown": f"**Fix**: {rule.fix} [Read]({rule.url})"},
        "helpUri": rule.url,
        "properties": {
            "security-severity": SCORES[rule.severity],
            "tags": ["security", *(str(one) for one in rule.controls)],
        },
    }


def finding(one: Result, index: int, subject: str) -> dict[str, Any]:
    """A violation; a waived one is suppressed, with its reason."""
    found: dict[str, Any] = {
        "ruleId": one.rule.id,
        "ruleIndex": index,
        "level": "error" if one.level is Level.MANDATORY else "warning",
        "message": {"text": f"{where(one.urn)}: {' '.join(wrong(one))}"},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": subject}, "region": {"startLine": 1}},
                "logicalLocations": [{"fullyQualifiedName": one.urn, "kind": "resource"}],
            }
        ],
        "partialFingerprints": {"ruleAndResource/v1": sha256(f"{one.rule.id} {one.urn}".encode()).hexdigest()},
    }
    if one.outcome is Outcome.WAIVED and one.waiver:
        found["suppressions"] = [{"kind": "external", "status": "accepted", "justification": one.waiver.words()}]
    return found


def notification(one: Result) -> dict[str, Any]:
    """What could not be assessed is no result, and is not silent either."""
    return {
        "level": "error" if one.outcome is Outcome.BROKEN else "note",
        "message": {"text": f"{one.rule.id} {where(one.urn)}: {' '.join(wrong(one))}"},
        "associatedRule": {"id": one.rule.id},
    }
