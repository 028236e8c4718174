"""The mock engine: nothing it says is said before all is drained."""

import pulumi
import pulumi_aws as aws
import pytest


def test_a_registration_behind_an_output_is_seen_though_nobody_waits_for_it(engine):
    def program():
        first = aws.sns.Topic("first", name="first")
        first.arn.apply(lambda arn: aws.sns.Topic("second", name=arn[-5:]))

    engine.build(program)
    assert engine.names() == ["aws:sns/topic:Topic first", "aws:sns/topic:Topic second"]


def test_a_failure_behind_an_output_fails_the_build(engine):
    with pytest.raises(ZeroDivisionError):
        engine.build(lambda: aws.sns.Topic("t", name="t").arn.apply(lambda arn: 1 / 0))


def test_one_tells_how_many_there_are_when_there_is_not_one(engine):
    engine.build(lambda: [aws.sns.Topic(name, name=name) for name in ("a", "b")] and None)
    with pytest.raises(AssertionError, match=r"2 of aws:sns/topic:Topic, not one; there are \['aws:sns/topic:Topic a'"):
        engine.one("aws:sns/topic:Topic")
    assert engine.one("aws:sns/topic:Topic", "b")["name"] == "b"


def test_a_result_comes_back_with_its_outputs_resolved(engine):
    assert engine.build(lambda: {"deep": [pulumi.Output.from_input(1)]}) == {"deep": [1]}
