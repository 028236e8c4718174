"""The endpoint's container: gunicorn as SageMaker would start it, asked over HTTP."""

import http.client
import json
import re
import shutil
import signal
from typing import Any

import pytest
from containers import begin, run

LOYAL = {
    "tenure_months": 60, "monthly_charge": 20.0, "contract": "two_year", "internet": "none",
    "payment_method": "card", "support_calls": 0, "late_payments": 0, "usage_change": 0.1,
}  # fmt: skip
ANGRY = {
    "tenure_months": 2, "monthly_charge": 99.0, "contract": "month_to_month", "internet": "fibre",
    "payment_method": "invoice", "support_calls": 5, "late_payments": 2, "usage_change": None,
}  # fmt: skip


def as_csv(*records: dict[str, Any]) -> str:
    return "".join(",".join("" if value is None else str(value) for value in one.values()) + "\n" for one in records)


@pytest.fixture(scope="module")
def url(trained):
    """The container's host and port. It takes a free port."""
    server = begin("serve", trained.root, {"SAGEMAKER_BIND_TO_PORT": "0", "ML_HOST": "127.0.0.1"})
    said = []
    for line in server.stderr:
        said.append(line)
        if found := re.search(r"Listening at: http://(\S+)", line):
            break
    else:
        pytest.fail("".join(said))
    yield found[1]
    server.send_signal(signal.SIGTERM)
    server.communicate()


@pytest.fixture
def ask(url):
    """Status and body of an answer."""

    def ask(path, body=None, kind="application/json", accept="application/json"):
        headers = {"Content-Type": kind, "Accept": accept}
        connection = http.client.HTTPConnection(url)
        connection.request("POST" if body is not None else "GET", path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text if answer.status == 200 else json.loads(text)["error"]

    return ask


def test_ping_says_that_it_is_well(ask):
    assert ask("/ping") == (200, "{}")


def test_records_in_json_are_answered_each_with_probability_and_decision(ask):
    status, body = ask("/invocations", json.dumps({"instances": [LOYAL, ANGRY]}))
    loyal, angry = json.loads(body)["predictions"]
    assert status == 200
    assert (loyal["leaves"], angry["leaves"]) == (False, True)
    assert loyal["probability"] < 0.05 < 0.5 < angry["probability"]


def test_csv_says_the_same_as_json(ask):
    _, body = ask("/invocations", json.dumps({"instances": [LOYAL, ANGRY]}))
    status, lines = ask("/invocations", as_csv(LOYAL, ANGRY), "text/csv; charset=utf-8", "text/csv")
    assert status == 200
    assert [float(line) for line in lines.split()] == [made["probability"] for made in json.loads(body)["predictions"]]


@pytest.mark.parametrize(
    ("body", "kind", "status", "said"),
    [
        (
            json.dumps({"instances": [{name: value for name, value in LOYAL.items() if name != "contract"}]}),
            "application/json",
            400,
            'the body: column "contract" is missing (there are: tenure_months, monthly_charge, internet, '
            "payment_method, support_calls, late_payments, usage_change)",
        ),
        (
            json.dumps({"instances": [{**LOYAL, "internet": "5g"}]}),
            "application/json",
            400,
            'the body: internet: "5g" must be one of none, dsl, fibre (1 row)',
        ),
        (json.dumps({"instances": []}), "application/json", 400, "the body holds no record"),
        ("{", "application/json", 400, "the body cannot be read as application/json: JSONDecodeError"),
        ("[1]", "application/json", 400, "the body cannot be read as application/json: TypeError"),
        ("1,2\n", "text/csv", 400, "line 1 has 2 values; there are tenure_months, monthly_charge"),
        ("", "text/csv", 400, "the body holds no record"),
        ("x", "image/png", 415, "image/png is not read here: send application/json or text/csv"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_refused_with_its_reason(ask, body, kind, status, said):
    got, words = ask("/invocations", body, kind)
    assert got == status
    assert said in words


def test_a_form_that_is_not_spoken_and_a_way_that_is_not_there_are_refused(ask):
    assert ask("/invocations", as_csv(LOYAL), "text/csv", "image/png") == (
        415,
        "image/png is not written here: accept application/json or text/csv",
    )
    assert ask("/other") == (404, "there are GET /ping and POST /invocations")


def test_without_a_model_the_container_does_not_start(machine, trained):
    done = run("serve", machine.root, {"SAGEMAKER_BIND_TO_PORT": "0", "ML_HOST": "127.0.0.1"})
    assert done.returncode != 0
    assert "holds no model.joblib" in done.stderr


def test_an_archive_is_opened_where_it_lies(machine, trained):
    machine.root.joinpath("model").mkdir()
    shutil.copy(trained.root / "processing" / "input" / "model" / "model.tar.gz", machine.root / "model")
    script = "from churn import serve; print(callable(serve.application()))"
    assert machine.python(script).strip() == "True"
