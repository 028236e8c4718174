"""JUnit: a test case a rule and resource, so that a build server shows the rules as tests."""

from xml.etree import ElementTree

from ..kernel import Outcome
from ..report import Report
from .text import where, wrong


def junit(report: Report) -> str:
    """The report as JUnit XML. A mandatory violation is a failure; what is advisory, waived or unassessed, skipped."""
    failed = sum(one.blocks for one in report.results)
    passing = [rule for rule in report.rules if report.passed_by(rule.id)]
    skipped = len(report.results) - failed
    suite = ElementTree.Element(
        "testsuite",
        name=f"mlops-policy {report.subject}",
        tests=str(len(report.results) + len(passing)),
        failures=str(failed),
        errors="0",
        skipped=str(skipped),
    )
    for one in (*report.violations, *report.waived, *report.unassessed):
        case = ElementTree.SubElement(suite, "testcase", classname=one.rule.id, name=where(one.urn))
        if one.blocks:
            found = ElementTree.SubElement(case, "failure", message=" ".join(wrong(one)), type=str(one.rule.severity))
            found.text = one.text
        else:
            why = "advisory: " if one.outcome is Outcome.VIOLATED else ""
            ElementTree.SubElement(case, "skipped", message=why + " ".join(wrong(one)))
    for rule in passing:
        ElementTree.SubElement(suite, "testcase", classname=rule.id, name=f"{report.passed_by(rule.id)} resources")
    suites = ElementTree.Element("testsuites")
    suites.append(suite)
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"
