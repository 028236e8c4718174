"""Definitions of state machines: what Step Functions would refuse, or would wait for for ever, is told by its state."""

import copy

import pytest
from pulumi_mlops.data.flow import definition
from pulumi_mlops.data.states import problems

GOOD = {
    "StartAt": "Run",
    "TimeoutSeconds": 60,
    "States": {
        "Run": {
            "Type": "Task",
            "Resource": "arn:aws:states:::glue:startJobRun.sync",
            "Parameters": {"JobName": "a", "Arguments": {"--run.$": "$$.Execution.Name"}},
            "TimeoutSeconds": 30,
            "Retry": [{"ErrorEquals": ["States.TaskFailed"], "IntervalSeconds": 1, "MaxAttempts": 1, "BackoffRate": 2}],
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Stop"}],
            "Next": "Judge",
        },
        "Judge": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.ok", "BooleanEquals": True, "Next": "Each"}],
            "Default": "Stop",
        },
        "Each": {
            "Type": "Map",
            "ItemProcessor": {"StartAt": "One", "States": {"One": {"Type": "Pass", "End": True}}},
            "Next": "Both",
        },
        "Both": {
            "Type": "Parallel",
            "Branches": [{"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 1, "End": True}}}],
            "Next": "Done",
        },
        "Done": {"Type": "Succeed"},
        "Stop": {"Type": "Fail", "Error": "Stopped"},
    },
}
RUN, JUDGE = ("States", "Run"), ("States", "Judge")
WRONG = [
    (("StartAt",), "Gone", "StartAt must be one of the states: Run, Judge, Each, Both, Done, Stop"),
    (("TimeoutSeconds",), None, "TimeoutSeconds must say after how many seconds a run is given up"),
    (("States",), {}, "States must name at least one state"),
    ((*RUN, "Type"), "Taks", "Run: Type must be one of Choice, Fail, Map"),
    ((*RUN, "Next"), "Gone", "Run: Next leads to Gone, which is no state"),
    ((*RUN, "Next"), None, "Run: must have either Next or End: true"),
    ((*RUN, "End"), True, "Run: must have either Next or End: true"),
    ((*RUN, "Choices"), [], "Run: Task states have no Choices"),
    ((*RUN, "Resource"), "glue:startJobRun", "Run: Resource must be an integration (arn:aws:states:::...)"),
    ((*RUN, "TimeoutSeconds"), None, "Run: TimeoutSeconds is missing"),
    ((*RUN, "HeartbeatSeconds"), 30, "Run: HeartbeatSeconds must be less than TimeoutSeconds"),
    ((*RUN, "ResultPath"), "run", 'Run: ResultPath must begin with "$", not run'),
    ((*RUN, "Parameters"), {"a.$": "b"}, 'Run: Parameters.a.$ must begin with "$" or "States.", not b'),
    ((*RUN, "Parameters"), {"a": [{"b.$": "c"}]}, 'Run: Parameters.a[0].b.$ must begin with "$" or "States.", not c'),
    ((*RUN, "Retry", 0, "Attempts"), 3, "Run: Retry[0] has no Attempts"),
    ((*RUN, "Retry", 0, "ErrorEquals"), [], "Run: Retry[0] must say which errors: ErrorEquals"),
    ((*RUN, "Retry", 0, "ErrorEquals"), ["States.ALL", "x"], "Run: Retry[0]: States.ALL must stand alone, and last"),
    ((*RUN, "Retry", 0, "BackoffRate"), 0.5, "Run: Retry[0].BackoffRate must be at least 1"),
    ((*RUN, "Retry", 0, "IntervalSeconds"), 0, "Run: Retry[0].IntervalSeconds must be at least 1"),
    ((*RUN, "Catch", 0, "Next"), "Gone", "Run: Catch[0].Next leads to Gone, which is no state"),
    ((*RUN, "Catch", 0, "ErrorEquals"), [], "Run: Catch[0] must say which errors: ErrorEquals"),
    ((*JUDGE, "Default"), None, "Judge: Default is missing: a run that no rule fits would fail"),
    ((*JUDGE, "Default"), "Gone", "Judge: Default leads to Gone, which is no state"),
    ((*JUDGE, "Choices"), [], "Judge: Choices must have at least one rule"),
    ((*JUDGE, "Choices", 0, "Variable"), "ok", 'Judge: Choices[0].Variable must begin with "$"'),
    ((*JUDGE, "Choices", 0, "BooleanEquals"), None, "Judge: Choices[0] compares nothing"),
    (("States", "Each", "ItemProcessor"), None, "Each: ItemProcessor is missing"),
    (
        ("States", "Each", "ItemProcessor", "States", "One", "Next"),
        "Done",
        "Each.ItemProcessor.One: Next leads to Done, which is no state",
    ),
    (("States", "Both", "Branches"), [], "Both: Branches must have at least one"),
    (
        ("States", "Both", "Branches", 0, "States", "Wait", "Seconds"),
        None,
        "Both.Branches[0].Wait: must say one of Seconds, SecondsPath, Timestamp, TimestampPath",
    ),
    (("States", "Alone"), {"Type": "Succeed"}, "Alone: nothing leads to it"),
]


def changed(path, value):
    """GOOD with one value set, or gone."""
    whole = copy.deepcopy(GOOD)
    at = whole
    for key in path[:-1]:
        at = at[key]
    if value is None:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return whole


def test_a_good_definition_has_no_problems():
    assert problems(GOOD) == []


@pytest.mark.parametrize(("path", "value", "told"), WRONG, ids=[told[:50] for *_, told in WRONG])
def test_a_wrong_definition_is_told_with_its_state(path, value, told):
    found = problems(changed(path, value))
    assert [each for each in found if each.startswith(told)] != [], found


def test_every_problem_is_told_at_once():
    two = changed((*RUN, "Resource"), "x")
    del two["TimeoutSeconds"]
    assert len(problems(two)) == 2


@pytest.mark.parametrize("crawler", [None, "crawler"])
def test_the_flow_of_a_data_pipeline_is_whole(crawler):
    made = definition(
        data_set="customers", job="job", bucket="b", verdicts="v/", queue_url="q", topic_arn="t",
        timeout_minutes=60, retries=2, crawler=crawler,
    )  # fmt: skip
    assert problems(made) == []
