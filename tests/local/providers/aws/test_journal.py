"""The journal knows which creates and changes began, and of which nobody knows how they ended."""

import pytest

from local.providers.aws import journal
from local.providers.aws.clients import AwsError, LostError
from local.providers.aws.failures import PartialError, ResourceError
from local.providers.aws.journal import Journal

URN = "urn:pulumi:churn-local::pulumi-mlops::aws:sqs/queue:Queue::{}"
TYPE = "aws:sqs/queue:Queue"


@pytest.fixture
def written(tmp_path):
    return lambda: journal.read(tmp_path, "pulumi-mlops", "churn-local")


def caused(error, cause):
    error.__cause__ = cause
    return error


def test_what_ended_is_not_open_and_its_call_stays_known(tmp_path, written):
    with Journal(str(tmp_path)).create(URN.format("a"), TYPE, "eu-west-1", {"name": "a"}) as call:
        assert [begun.call for begun in written().open] == [call]
    assert written().open == ()
    begun = written().creates[URN.format("a")]
    assert (begun.call, begun.type, begun.region, begun.names) == (call, TYPE, "eu-west-1", {"name": "a"})


def test_a_process_that_dies_leaves_what_it_began_open(tmp_path, written):
    for name in "ab":
        Journal(str(tmp_path)).create(URN.format(name), TYPE, "eu-west-1", {}).__enter__()
    Journal(str(tmp_path)).change(URN.format("c"), TYPE).__enter__()
    assert [begun.urn[-1] for begun in written().open] == ["a", "b", "c"]
    assert sorted(urn[-1] for urn in written().creates) == ["a", "b"]


LOST = LostError("CreateQueue", "no answer", "reset")
REFUSED = AwsError("CreateQueue", "InvalidName", "no", 400)
ERRORS = {
    "a lost answer": (LOST, True),
    "a lost answer, told by the resource": (caused(ResourceError("no"), LOST), True),
    "a lost answer half-way": (caused(PartialError("no", "id", {}, {}), LOST), True),
    "an internal failure": (AwsError("CreateQueue", "InternalFailure", "no", 500), True),
    "what nobody foresaw": (TypeError(), True),
    "a refusal": (REFUSED, False),
    "a refusal, told by the resource": (caused(ResourceError("no"), REFUSED), False),
    "what the provider found itself": (ResourceError("still not there"), False),
}


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_leaves_open_what_may_have_taken_effect(name, tmp_path, written):
    error, is_open = ERRORS[name]
    with pytest.raises(type(error)), Journal(str(tmp_path)).create(URN.format("a"), TYPE, "eu-west-1", {}):
        raise error
    assert bool(written().open) is is_open


def test_half_a_line_is_none(tmp_path, written):
    Journal(str(tmp_path)).create(URN.format("a"), TYPE, "eu-west-1", {}).__enter__()
    with written().file.open("a") as file:
        file.write('{"began": {"urn": "u')
    assert [begun.urn[-1] for begun in written().open] == ["a"]


def test_stacks_have_journals_of_their_own_and_one_forgets_its_own(tmp_path, written):
    Journal(str(tmp_path)).create(URN.format("a"), TYPE, "eu-west-1", {}).__enter__()
    assert journal.read(tmp_path, "pulumi-mlops", "other-local").open == ()
    written().forget()
    assert written().open == ()


def test_without_a_home_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with Journal("").create(URN.format("a"), TYPE, "eu-west-1", {}) as call:
        assert call
    assert list(tmp_path.iterdir()) == []
