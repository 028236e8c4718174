"""Large collections are kept a row an entry: order, sharing and removal survive, and one change rewrites little."""

import json
import os
import signal
import sqlite3

import pytest
from moto.iam.models import iam_backends

from local.cloud import backends, lifecycle
from local.cloud.backends import key_of
from local.cloud.state import State

TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ],
    }
)
ACCOUNT = "111122223333"  # no other test has it


def rows(layout):
    """What is on disk, by row."""
    with sqlite3.connect(layout.cloud / "data" / "state.db") as db:
        return dict(db.execute("SELECT id, digest FROM row"))


def killed(layout):
    """Kill the server and start another."""
    os.kill(lifecycle.status(layout).pid, signal.SIGKILL)
    lifecycle.ensure_running(layout)


def test_one_object_among_many_rewrites_next_to_nothing(layout, aws_at):
    s3 = aws_at(lifecycle.ensure_running(layout))("s3")
    s3.create_bucket(Bucket="large", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    for number in range(100):
        s3.put_object(Bucket="large", Key=f"k{number}", Body=b"%d" % number)
    before = rows(layout)
    s3.put_object(Bucket="large", Key="k7", Body=b"new")
    after = rows(layout)
    assert len(before.items() ^ after.items()) == 4  # the object changed; its tags went and came back
    s3.delete_object(Bucket="large", Key="k8")
    assert len(after.items() ^ rows(layout).items()) == 1  # it is gone; moto keeps its tags
    killed(layout)
    assert s3.get_object(Bucket="large", Key="k7")["Body"].read() == b"new"
    assert len(s3.list_objects_v2(Bucket="large")["Contents"]) == 99


def test_order_is_kept_when_entries_go_come_back_and_change(layout, aws_at):
    sns = aws_at(lifecycle.ensure_running(layout))("sns")
    arns = [sns.create_topic(Name=f"t{number}")["TopicArn"] for number in range(40)]
    sns.delete_topic(TopicArn=arns[3])
    sns.delete_topic(TopicArn=arns[4])
    sns.create_topic(Name="t3")
    sns.set_topic_attributes(TopicArn=arns[9], AttributeName="DisplayName", AttributeValue="changed")
    before = sns.list_topics()["Topics"]
    assert [topic["TopicArn"] for topic in before] == [*arns[:3], *arns[5:], arns[3]]
    for _ in range(2):
        killed(layout)
        assert sns.list_topics()["Topics"] == before
        assert sns.get_topic_attributes(TopicArn=arns[9])["Attributes"]["DisplayName"] == "changed"


def test_what_a_look_moved_is_kept_too(layout, aws_at):
    kms = aws_at(lifecycle.ensure_running(layout))("kms")
    made_by_looking = kms.describe_key(KeyId="alias/aws/s3")["KeyMetadata"]["KeyId"]
    killed(layout)
    assert kms.describe_key(KeyId="alias/aws/s3")["KeyMetadata"]["KeyId"] == made_by_looking


@pytest.fixture
def state(tmp_path):
    """A state of this process."""
    state = State(tmp_path / "data")
    state.open()
    yield state
    del iam_backends[ACCOUNT]


def iam():
    """The backend whose roles and profiles share objects."""
    return iam_backends[ACCOUNT]["aws"]


def fill(count):
    """Roles, each in an instance profile."""
    for number in range(count):
        iam().create_role(f"r{number}", TRUST, "/", None, "", [], "3600")
        iam().create_instance_profile(f"p{number}", "/", [])
        iam().add_role_to_instance_profile(f"p{number}", f"r{number}")


def reopened(state):
    """The same state, read anew."""
    state.close()
    backends.drop_all()
    fresh = State(state.folder)
    fresh.open()
    assert fresh.notices == []
    return fresh


def roles_by_name():
    return {role.name: role for role in iam().roles.values()}


@pytest.mark.parametrize("count", [5, 40], ids=["few", "many"])
def test_what_two_entries_share_stays_shared(state, count):
    fill(count)
    state.commit([key_of(iam())])
    state = reopened(state)
    for _ in range(2):
        for number in range(count):
            (role,) = iam().get_instance_profile(f"p{number}").roles
            assert role is iam().get_role(f"r{number}")
        state.begin()
        iam().get_instance_profile("p1").roles[0].description = "changed through the profile"
        state.commit([key_of(iam())])
        state = reopened(state)
        assert iam().get_role("r1").description == "changed through the profile"
    state.close()


def test_what_was_taken_out_of_its_dict_lives_as_long_as_another_refers_to_it(state):
    fill(40)
    state.commit([key_of(iam())])
    state.begin()
    kept = iam().roles.pop(iam().get_role("r3").id)
    state.commit([key_of(iam())])
    state = reopened(state)
    assert [role.name for role in iam().get_instance_profile("p3").roles] == [kept.name]
    assert kept.name not in roles_by_name()
    state.begin()
    iam().get_instance_profile("p3").roles.clear()
    del kept
    state.commit([key_of(iam())])
    state = reopened(state)
    assert iam().get_instance_profile("p3").roles == []
    state.close()


def test_only_what_was_reached_is_looked_at_and_closing_looks_at_everything(state):
    fill(40)
    state.commit([key_of(iam())])
    unreached = roles_by_name()["r5"]
    state.begin()
    unreached.description = "changed behind its back"
    state.commit([key_of(iam())])
    state = reopened(state)
    assert iam().get_role("r5").description != "changed behind its back"
    unreached = roles_by_name()["r5"]
    state.begin()
    unreached.description = "changed behind its back"
    state.commit([key_of(iam())], everything=True)
    state = reopened(state)
    assert iam().get_role("r5").description == "changed behind its back"
    state.close()


def test_an_entry_that_cannot_be_kept_is_said_and_spoils_nothing_else(state):
    fill(40)
    state.commit([key_of(iam())])
    state.begin()
    iam().create_role("bad", TRUST, "/", None, "", [], "3600").running = (number for number in range(3))
    iam().create_instance_profile("bad", "/", [])
    iam().add_role_to_instance_profile("bad", "bad")
    iam().create_role("good", TRUST, "/", None, "", [], "3600")
    state.commit([key_of(iam())])
    assert state.notices == [
        "What iam in aws holds now is lost when the local cloud stops: cannot pickle 'generator' object"
    ]
    state = reopened(state)
    assert {*roles_by_name()} == {"good", *(f"r{number}" for number in range(40))}
    state.close()
