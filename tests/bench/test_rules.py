"""The bench of the policy pack asks every rule, and asks as the engine does."""

import json
from pathlib import Path

from google.protobuf.empty_pb2 import Empty
from mlops_policy.analyzer import configured
from mlops_policy.pack import pack
from pulumi.runtime.proto import analyzer_pb2 as pb

from bench.rules import every_rule, milliseconds_a_resource

BUCKET = {
    "urn": "urn:pulumi:dev::proj::aws:s3/bucket:Bucket::raw",
    "type": "aws:s3/bucket:Bucket",
    "inputs": {"bucket": "04da6b54-80e4-46f7-96ec-b56ff0331ba9"},
    "propertyDependencies": {"bucket": []},
}


def test_every_rule_is_on_and_none_blocks():
    with every_rule():
        levels = [one.enforcementLevel for one in configured(pack(), Path()).GetAnalyzerInfo(Empty(), None).policies]
    assert levels == [pb.ADVISORY] * len(pack().rules)


def test_a_preview_is_put_to_the_pack_s_own_process():
    preview = {"steps": [{"op": "create", "newState": BUCKET}, {"op": "delete", "urn": BUCKET["urn"]}]}
    assert milliseconds_a_resource(json.dumps(preview)) >= 0
