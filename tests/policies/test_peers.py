"""No control of SageMaker that a peer has is missing, and the page says so."""

from pathlib import Path

import pytest
from mlops_policy.pack import pack
from mlops_policy.peers import SOURCES, by_peer, markdown
from pulumi_mlops.audit.sagemaker_rules import SageMakerRule

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "peers.md"
CHECKOV = ["CKV2_AWS_68"] + [
    f"CKV_AWS_{number}" for number in (22, 98, 122, 187, 306, 307, 367, 368, 369, 370, 371, 372)
]
PROWLER = (
    "clarify_exists",
    "domain_encrypted_with_cmk",
    "domain_sso_configured",
    "domain_vpc_only_enabled",
    "endpoint_config_kms_encryption_enabled",
    "endpoint_config_prod_variant_instances",
    "feature_group_offline_store_encrypted_with_cmk",
    "full_access_policy_attached",
    "models_monitor_enabled",
    "models_network_isolation_enabled",
    "models_registry_in_use",
    "models_vpc_settings_configured",
    "notebook_instance_encryption_enabled",
    "notebook_instance_no_secrets",
    "notebook_instance_root_access_disabled",
    "notebook_instance_vpc_settings_configured",
    "notebook_instance_without_direct_internet_access_configured",
    "processing_job_volume_encrypted_with_cmk",
    "training_jobs_intercontainer_encryption_enabled",
    "training_jobs_network_isolation_enabled",
    "training_jobs_volume_and_output_encryption_enabled",
    "training_jobs_vpc_settings_configured",
    "transform_job_volume_encrypted_with_cmk",
)
"""Prowler's checks of SageMaker: the 18 of release 5.46.0, and what its main branch has since."""
CONFIG_OF_SECURITY_HUB = (
    "notebook-no-direct-internet-access",
    "notebook-instance-inside-vpc",
    "notebook-instance-root-access-check",
    "endpoint-config-prod-instance-count",
    "model-isolation-enabled",
    "app-image-config-tagged",
    "image-tagged",
    "notebook-instance-platform-version",
    "data-quality-job-encrypt-in-transit",
    "model-explainability-job-encrypt-in-transit",
    "data-quality-job-isolation",
    "model-bias-job-isolation",
    "model-quality-job-encrypt-in-transit",
    "monitoring-schedule-isolation",
    "model-bias-job-encrypt-in-transit",
    "model-private-registry-required",
    "featuregroup-encryption-at-rest",
    "featuregroup-online-store-encryption",
    "model-multicontainer-private-registry",
    "model-explainability-job-network-isolation",
    "notebook-instance-storage-vol-kms-encrypted",
    "monitoring-schedule-traffic-encryption",
    "inf-experiment-instance-storage-kms-encrypted",
    "inf-experiment-data-storage-kms-encrypted",
    "model-quality-job-definition-isolation",
)
"""The rule of AWS Config that Security Hub runs for SageMaker.1, SageMaker.2 and so on.

https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html
"""


@pytest.mark.parametrize(
    ("tool", "wanted"),
    [
        ("Security Hub", [f"SageMaker.{number}" for number in range(1, 26)]),
        ("AWS Config", [str(rule.value) for rule in SageMakerRule]),
        ("Checkov", CHECKOV),
        ("Prowler", [f"sagemaker_{name}" for name in PROWLER]),
        ("cdk-nag", ["SM1", "SM2", "SM3", "SageMakerEndpointConfigurationKMSKeyConfigured"]),
    ],
)
def test_a_peer_s_controls_of_sagemaker_are_all_there(tool: str, wanted: list[str]) -> None:
    found = by_peer(pack().rules, SOURCES[tool])
    assert [one for one in wanted if one not in found] == []


@pytest.mark.parametrize(("number", "config_rule"), list(enumerate(CONFIG_OF_SECURITY_HUB, start=1)))
def test_a_control_of_security_hub_and_the_config_rule_it_runs_are_one_rule_of_ours(
    number: int, config_rule: str
) -> None:
    [rule] = [one for one in pack().rules if f"SageMaker.{number}" in one.peers]
    assert f"config:sagemaker-{config_rule}" in rule.peers


def test_an_id_is_one_of_a_known_peer() -> None:
    named = {rule.id for rule in pack().rules if rule.peers}
    found = [by_peer(pack().rules, written) for written in SOURCES.values()]
    assert {rule_id for listed in found for ids in listed.values() for rule_id in ids} == named


def test_the_page_is_current() -> None:
    assert PAGE.read_text() == markdown(pack().rules), "run: make docs"
