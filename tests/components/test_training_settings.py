"""What a person may choose of a training pipeline: each wrong choice is refused with the field to blame."""

import pytest
from mlops_policy.instances import has_local_storage
from pydantic import ValidationError

from tests.components.pipelines import args

TUNE = {"objective": "auc", "ranges": {"depth": {"min": 2, "max": 8}}}
SPREAD = {"type": "ml.m5.xlarge", "count": 2}

WRONG = [
    ({"gate": {"metric": "auc"}}, "at_least", "must say what passes"),
    ({"gate": {"metric": "auc", "at_least": 0.9, "at_most": 0.8}}, "at_most", "nothing would pass"),
    ({"tune": {**TUNE, "ranges": {}}}, "tune.ranges", "at least 1 item"),
    ({"tune": {**TUNE, "ranges": {"depth": {"min": 8, "max": 2}}}}, "max", "must be more than min, which is 8"),
    ({"tune": {**TUNE, "ranges": {"eta": {"min": 0, "max": 1, "scale": "Logarithmic"}}}}, "scale", "not above 0"),
    (
        {"tune": {**TUNE, "ranges": {"eta": {"min": 0.1, "max": 2, "scale": "ReverseLogarithmic"}}}},
        "scale",
        "less than 1",
    ),
    ({"tune": {**TUNE, "max_jobs": 2, "parallel_jobs": 3}}, "parallel_jobs", "no more than max_jobs, which is 2"),
    ({"tune": TUNE, "tensorboard": True}, "tensorboard", "of a training job only"),
    ({"tune": TUNE, "hyperparameters": {"depth": 3}}, "tune.ranges.depth", "tuning chooses it"),
    ({"parameters": {"Commit": "x"}}, "parameters.Commit", "every pipeline has"),
    ({"parameters": {"depth": 3}, "hyperparameters": {"depth": 4}}, "parameters.depth", "leave it in one of them"),
    ({"distributed": {}}, "distributed", "two instances or more"),
    ({"distributed": {"data_parallel": True}, "instance": SPREAD}, "distributed.data_parallel", "not on ml.m5.xlarge"),
    (
        {"distributed": {"groups": [{"name": "a", "type": "ml.m5.large"}, {"name": "a", "type": "ml.m5.xlarge"}]}},
        "groups",
        "names that differ",
    ),
    (
        {"distributed": {"groups": [{"name": "a", "type": "ml.g5.xlarge"}, {"name": "b", "type": "ml.m5.xlarge"}]}},
        "groups",
        "storage of their own or none",
    ),
    (
        {"tune": TUNE, "distributed": {"groups": [{"name": "a", "type": "ml.m5.large", "count": 2}]}},
        "distributed.groups",
        "takes one type",
    ),
    ({"cache_days": 30, "start": {"schedule": {"every": "day"}}}, "cache_days", "start.schedule starts"),
    ({"cache_days": 30, "start": {"drift": {"alarms": ["a"]}}}, "cache_days", "start.drift starts"),
    ({"commit": "main"}, "commit", "7 to 40 hexadecimal digits"),
    ({"data_version": ""}, "data_version", "must be a version"),
    ({"steps": {"register": {}}}, "steps.register", "check"),
    ({"start": {"schedule": {"every": "monday"}}}, "every", "must be hour, day, week"),
    ({"start": {"schedule": {"every": "day", "timezone": "Mars/Base"}}}, "timezone", "must be a time zone"),
    ({"start": {"git_push": {}}}, "codecommit", "where code is pushed to"),
    ({"start": {"drift": {"alarms": []}}}, "alarms", "at least 1 item"),
]


@pytest.mark.parametrize(("given", "field", "why"), WRONG, ids=[f"{field}: {why}" for _, field, why in WRONG])
def test_a_wrong_choice_is_refused_with_its_field_and_why(given, field, why):
    with pytest.raises(ValidationError) as refused:
        args(**given)
    assert field in str(refused.value)
    assert why in str(refused.value)


def test_all_of_yesterdays_keys_are_still_valid():
    made = args(
        instance={"type": "ml.c5.xlarge", "count": 2, "volume_gb": 50},
        max_runtime_hours=2,
        environment={"A": "b"},
        tensorboard=True,
    )
    assert (made.machine_of("train").count, made.machine_of("process").count) == (2, 1)


def test_a_step_has_what_is_chosen_for_it_before_what_is_chosen_for_all():
    other = {"repository": "other", "digest": "sha256:" + "1" * 64}
    made = args(steps={"evaluate": {"instance": {"type": "ml.g5.xlarge"}, "image": other, "max_runtime_hours": 1}})
    assert has_local_storage(made.machine_of("evaluate").type)
    assert made.image_of("evaluate").repository == "other"
    assert (made.hours_of("evaluate"), made.hours_of("process")) == (1, 4)


def test_new_data_may_be_cached_for_since_it_says_its_version():
    assert args(cache_days=30, start={"new_data": {}}).cache_days == 30
    assert args(cache_days=30, data_version="v1", start={"schedule": {"every": "day"}}).cache_days == 30
