"""Evidence: one report in six forms, none of which shows a secret."""

import json
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from mlops_policy.evaluation import Evaluator
from mlops_policy.evidence import FORMS
from mlops_policy.pack import pack
from mlops_policy.report import Report, judge
from mlops_policy.state import declared
from mlops_policy.waivers import Waiver, Waivers
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver

from tests.policies.rows import SECRET, SIGNATURE, UNKNOWN_ON_THE_WIRE
from tests.policies.states import deployment, resource

SCHEMAS = Path(__file__).parent / "schemas"
TODAY = date(2026, 11, 21)
KEY, MODEL, NOTEBOOK = "aws:kms/key:Key", "aws:sagemaker/model:Model", "aws:sagemaker/notebookInstance:NotebookInstance"
REASON = "The <old> archive's key is taken out in May."
WAIVER = Waiver("kms-rotation", "legacy", REASON, "data-team", "MLP-7", date(2026, 12, 1))
UNUSED = Waiver("nb-cmk", "gone", "It was removed since.", "data-team", "MLP-8", date(2026, 12, 31))
CANARY = "c4n4ry-of-a-secret"


@pytest.fixture(scope="module")
def report() -> Report:
    """A model with a secret, a waived key, a notebook of which little is known, and an unused waiver."""
    hidden = {SIGNATURE: SECRET, "plaintext": json.dumps(CANARY)}
    written = deployment(
        resource(MODEL, "churn", {"enableNetworkIsolation": True, "primaryContainer": {"environment": {"A": hidden}}}),
        resource(KEY, "legacy", {"enableKeyRotation": False}),
        resource(NOTEBOOK, "<b>notes</b>", {"directInternetAccess": UNKNOWN_ON_THE_WIRE, "kmsKeyId": hidden}),
    )
    evaluator = Evaluator(pack(), waivers=Waivers([WAIVER, UNUSED], TODAY))
    return judge(evaluator, declared(json.loads(written), "state"), "stacks/state.json", ("baseline",), TODAY)


def valid(value: Any, schema: str) -> None:
    # NIST's token is of any script's letters and digits, as `\p{L}` and `\p{N}`, which Python's `re` does not know.
    text = (SCHEMAS / schema).read_text().replace(r"\\p{L}", r"[^\\W\\d_]").replace(r"\\p{N}", r"\\d")
    written = json.loads(text)
    jsonschema.validators.validator_for(written)(written).validate(value)


@pytest.mark.parametrize("form", FORMS)
def test_no_form_shows_a_secret(report: Report, form: str) -> None:
    made = FORMS[form](report)
    assert CANARY not in made
    assert "model-no-env-secrets" in made


def test_json_counts_and_lists_every_outcome(report: Report) -> None:
    found = json.loads(FORMS["json"](report))
    assert found["blocked"] is True
    listed = [one["outcome"] for one in found["results"]]
    assert {name: listed.count(name) for name in ("violated", "waived", "could not assess")} == {
        "violated": found["counts"]["violations"],
        "waived": 1,
        "could not assess": 1,
    }
    [waived] = [one for one in found["results"] if one["outcome"] == "waived"]
    assert waived["waiver"]["days_left"] == 10
    assert [one["ticket"] for one in found["unused_waivers"]] == ["MLP-8"]
    assert found["passed"]["model-isolation"] == 1


def test_text_names_waivers_with_their_days_and_unused_ones(report: Report) -> None:
    lines = FORMS["text"](report).splitlines()
    assert f"waived kms-rotation {KEY} legacy: {WAIVER.words()}; 10 days left" in lines
    assert "warning: the waiver of nb-cmk for gone (MLP-8) covers nothing; remove it" in lines
    assert "could not assess nb-no-internet: directInternetAccess is not known yet" in lines


def test_junit_fails_for_what_blocks_and_skips_the_rest(report: Report) -> None:
    [suite] = ElementTree.fromstring(FORMS["junit"](report))  # noqa: S314, made by us
    failed = [case.get("classname") for case in suite if case.find("failure") is not None]
    skipped = [case.get("classname") for case in suite if case.find("skipped") is not None]
    assert "model-no-env-secrets" in failed
    assert skipped == ["kms-rotation", "nb-no-internet"]
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == (
        str(len(suite)),
        str(len(failed)),
        str(len(skipped)),
    )


def test_sarif_is_valid_by_the_committee_s_schema(report: Report) -> None:
    found = json.loads(FORMS["sarif"](report))
    valid(found, "sarif-2.1.0.json")
    [run] = found["runs"]
    assert all(run["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    [suppressed] = [one for one in run["results"] if "suppressions" in one]
    assert suppressed["ruleId"] == "kms-rotation"
    [noted] = run["invocations"][0]["toolExecutionNotifications"]
    assert noted["associatedRule"]["id"] == "nb-no-internet"
    prints = [one["partialFingerprints"]["ruleAndResource/v1"] for one in run["results"]]
    assert len(set(prints)) == len(prints)


def test_oscal_is_valid_and_says_which_controls_are_not_kept(report: Report) -> None:
    found = json.loads(FORMS["oscal"](report))
    valid(found, "oscal-1.2.3.json")
    [result] = found["assessment-results"]["results"]
    states = {one["target"]["target-id"]: one["target"]["status"]["state"] for one in result["findings"]}
    assert states["ac-6"] == "not-satisfied"
    assert states["cp-10"] == "satisfied"
    known = {one["uuid"] for one in result["observations"]}
    assert all(
        one["observation-uuid"] in known
        for finding in result["findings"]
        for one in finding.get("related-observations", ())
    )
    assert "AWS-published" in json.dumps(result["findings"])
    assert "project-assigned" in json.dumps(result["findings"])


def test_the_same_report_is_the_same_document(report: Report) -> None:
    assert FORMS["oscal"](report) == FORMS["oscal"](report)


@pytest.mark.parametrize("form", FORMS)
def test_a_report_of_nothing_has_every_form(form: str) -> None:
    empty = judge(Evaluator(pack()), [], "empty.json", ("baseline",), TODAY)
    made = FORMS[form](empty)
    assert made.endswith("\n")
    if form in ("sarif", "oscal"):
        valid(json.loads(made), {"sarif": "sarif-2.1.0.json", "oscal": "oscal-1.2.3.json"}[form])


def test_the_page_shows_frameworks_violations_waivers_and_the_unassessed(
    report: Report, browser: WebDriver, tmp_path: Path
) -> None:
    (tmp_path / "report.html").write_text(FORMS["html"](report))
    browser.get((tmp_path / "report.html").as_uri())
    assert browser.title == "Policy report: stacks/state.json"
    sections = {one.get_attribute("id"): one for one in browser.find_elements(By.TAG_NAME, "section")}
    assert list(sections) == ["frameworks", "violations", "waivers", "unassessed"]
    rows = {name: [row.text for row in one.find_elements(By.TAG_NAME, "tr")][1:] for name, one in sections.items()}
    assert any(row.startswith("NIST SP 800-53 r5") for row in rows["frameworks"])
    assert len(rows["violations"]) == len(report.violations)
    assert REASON in rows["waivers"][0]
    assert rows["waivers"][0].endswith(" 10")
    assert "covers nothing" in rows["waivers"][1]
    assert rows["unassessed"] == [
        f"nb-no-internet {NOTEBOOK} <b>notes</b> could not assess: directInternetAccess is not known yet"
    ]
    assert browser.get_log("browser") == []
