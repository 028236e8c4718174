"""A fault plan from a file: for a run, or until the local cloud stops."""

import json
import urllib.request

import pytest

from local import __main__ as laptop
from local import faults
from local.cloud import lifecycle
from local.cloud.lifecycle import CloudError
from local.layout import Layout

PLAN = "faults:\n- {operation: CreateQueue, first: 1, do: throttle}\n"


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    layout = Layout(tmp_path_factory.mktemp("cloud"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MLOPS_LOCAL_DIR", str(layout.base))
        yield lifecycle.ensure_running(layout)
    lifecycle.stop(layout)


@pytest.fixture
def plan(tmp_path):
    file = tmp_path / "plan.yaml"
    file.write_text(PLAN)
    return file


def shown(url):
    with urllib.request.urlopen(f"{url}/_local/faults") as answer:  # noqa: S310
        return json.loads(answer.read())["faults"]


def test_a_plan_is_there_during_a_run_and_gone_afterwards(url, plan):
    with faults.during(url, plan):
        assert [fault["operation"] for fault in shown(url)] == ["CreateQueue"]
    assert shown(url) == []


def test_a_plan_is_gone_after_a_run_that_failed(url, plan):
    with pytest.raises(ZeroDivisionError), faults.during(url, plan):
        raise ZeroDivisionError
    assert shown(url) == []


def test_a_run_without_a_plan_leaves_the_one_that_is_there(url, plan):
    faults.put(url, plan)
    with faults.during(url, None):
        pass
    assert len(shown(url)) == 1


def test_start_puts_a_plan(url, plan, capsys):
    assert laptop.main(["start", "--faults", str(plan)]) == 0
    assert capsys.readouterr().out == f"{url}\n"
    assert len(shown(url)) == 1


def test_every_mistake_of_a_plan_is_told_with_file_and_line(url, plan):
    plan.write_text("faults:\n- {do: nothing}\n- do: reset\n  rate: 7\n")
    with pytest.raises(CloudError) as told, faults.during(url, plan):
        pass
    first, second = str(told.value).splitlines()
    assert first.startswith(f"{plan}:2: faults[0]: Input tag 'nothing'")
    assert second == f"{plan}:4: faults[1].rate: Input should be less than or equal to 1"


def test_a_plan_that_is_not_there_is_told(url, tmp_path, capsys):
    assert laptop.main(["start", "--faults", str(tmp_path / "none.yaml")]) == 1
    assert "none.yaml cannot be read: No such file or directory" in capsys.readouterr().err
