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


@answers(ConfigResponse, "PutRemediationConfigurations")
def put_remediation_configurations(call: Call) -> Answer:
    for asked in call.params["RemediationConfigurations"]:
        rule = _rule(call, asked["ConfigRuleName"])
        arn = f"arn:{call.response.partition}:config:{call.region}:{call.account}:remediation-configuration/"
        before = vars(rule).get("remediation", {"Arn": f"{arn}{rule.config_rule_name}/{rule.config_rule_id}"})
        vars(rule)["remediation"] = {**asked, "Arn": before["Arn"]}
    return {"FailedBatches": []}


@answers(ConfigResponse, "DescribeRemediationConfigurations")
def describe_remediation_configurations(call: Call) -> Answer:
    rules = [_backend(call).config_rules.get(name) for name in call.params["ConfigRuleNames"]]
    found = [vars(rule)["remediation"] for rule in rules if rule and "remediation" in vars(rule)]
    return {"RemediationConfigurations": found}


@answers(ConfigResponse, "DeleteRemediationConfiguration")
def delete_remediation_configuration(call: Call) -> Answer:
    name = call.params["ConfigRuleName"]
    rule = _backend(call).config_rules.get(name)
    if rule is None or vars(rule).pop("remediation", None) is None:
        raise call.refuse("NoSuchRemediationConfigurationException", f"No RemediationConfiguration for rule {name}")
    return {}


def _rule(call: Call, name: str) -> Any:
    rule = _backend(call).config_rules.get(name)
    if rule is None:
        raise call.refuse("InvalidParameterValueException", f"The ConfigRule '{name}' provided is invalid.")
    return rule
