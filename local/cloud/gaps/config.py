"""Config: a rule or an aggregator keeps its tags when it is put again, and a recorder its mode."""

from typing import Any

from moto.config.models import ConfigBackend, config_backends
from moto.config.responses import ConfigResponse

from local.cloud.gaps.filling import Answer, Call, answers
from local.cloud.gaps.remembering import Remembered


def _backend(call: Call) -> ConfigBackend:
    return config_backends[call.account][call.region]


@answers(ConfigResponse, "PutConfigRule")
def put_config_rule(call: Call) -> Answer:
    return _with_tags(call, _backend(call).config_rules, call.params["ConfigRule"].get("ConfigRuleName", ""))


@answers(ConfigResponse, "PutConfigurationAggregator")
def put_configuration_aggregator(call: Call) -> Answer:
    return _with_tags(call, _backend(call).config_aggregators, call.params["ConfigurationAggregatorName"])


def _with_tags(call: Call, kept: dict[str, Any], name: str) -> Answer:
    """Tags are given at the first put only; moto drops them at the second."""
    before = dict(kept[name].tags) if name in kept else {}
    answer = call.moto()
    if name in kept and before:
        kept[name].tags = before
    return answer


recorders = Remembered(
    ConfigResponse,
    lambda call, name: _backend(call).recorders.get(name),
    ("name",),
    ("NoSuchConfigurationRecorderException", "Cannot find configuration recorder with the specified name '{name}'."),
)
recorders.create("PutConfigurationRecorder", "ConfigurationRecorder", leaves_out=("recordingGroup", "roleARN"))
recorders.read("DescribeConfigurationRecorders", "ConfigurationRecorders")
