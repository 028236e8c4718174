"""A fault plan is checked as a whole: every mistake at once, each with its line and its place."""

import pytest

from local.cloud.faults.plan import PlanError, Reset, Stale, Throttle, parse

GOOD = """
seed: 7
faults:
  - {service: sagemaker, operation: "Create*", rate: 0.2, do: throttle}
  - {service: s3, operation: PutObject, calls: [1, 3], do: reset, after: true}
  - {service: iam, operation: CreateRole, do: stale, reads: 2}
"""

BAD = """
sed: 7
faults:
  - do: throttle
    rate: 2
  - {do: explode}
  - operation: CreateRole
  - do: reset
    seconds: 3
    first: 0
  - do: timeout
    seconds: -1
  - do: stale
  - {do: error, rate: 0.5, first: 2}
  - {do: stale, service: s3, reads: 2, ms: 5}
  - {do: stale, service: s3, uses: 2}
"""

TOLD = """\
line 2: sed: Extra inputs are not permitted
line 5: faults[0].rate: Input should be less than or equal to 1
line 6: faults[1]: Input tag 'explode' found using 'do' does not match any of the expected tags: 'throttle', 'error', \
'timeout', 'reset', 'fail', 'stale'
line 7: faults[2]: Unable to extract tag using discriminator 'do'
line 9: faults[3].seconds: Extra inputs are not permitted
line 10: faults[3].first: Input should be greater than 0
line 12: faults[4].seconds: Input should be greater than 0
line 13: faults[5]: a stale fault needs its service: iam or s3
line 14: faults[6]: give one of rate and first
line 15: faults[7]: give one of reads, ms and uses
line 16: faults[8]: uses is of roles: it needs service: iam"""


def test_a_plan_is_read_from_yaml():
    plan = parse(GOOD)
    assert (plan.seed, plan.keep) == (7, False)
    assert [type(fault) for fault in plan.faults] == [Throttle, Reset, Stale]


def test_a_plan_is_read_from_json():
    assert parse('{"faults": [{"do": "reset", "first": 1}]}').faults == [Reset(do="reset", first=1)]


def test_an_empty_text_is_a_plan_without_faults():
    assert parse("").faults == []


def test_every_mistake_is_told_with_its_line():
    with pytest.raises(PlanError) as told:
        parse(BAD)
    assert str(told.value) == TOLD


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("faults: [", "line 1: expected the node content, but found '<stream end>'"),
        ("- 1", "line 1: the plan: Input should be a valid dictionary or instance of Plan"),
        ("faults: 3", "line 1: faults: Input should be a valid list"),
    ],
)
def test_what_is_no_plan_is_told(text, said):
    with pytest.raises(PlanError) as told:
        parse(text)
    assert str(told.value) == said
