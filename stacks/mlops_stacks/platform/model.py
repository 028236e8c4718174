"""The model of a platform's spec. Its keys are the components' own settings, by the same names."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Self

from pulumi_mlops.args import ProductName, wrong
from pulumi_mlops.audit.access_analyzer import AccessAnalyzerSettings
from pulumi_mlops.audit.config_recorder import ConfigRecorderSettings
from pulumi_mlops.audit.threat_detection import ThreatDetectionSettings
from pulumi_mlops.audit.trail import AuditTrailSettings
from pulumi_mlops.costs.cost_guard import CostGuardSettings
from pulumi_mlops.monitoring.alert_hub import AlertHubSettings
from pulumi_mlops.network.existing import ExistingNetworkSettings
from pulumi_mlops.network.network import NetworkSettings
from pulumi_mlops.security.data_keys import DataKeysSettings
from pulumi_mlops.storage.log_bucket import LogBucketSettings
from pulumi_mlops.storage.zones import DataZonesSettings, Zone
from pydantic import Field, model_validator

from ..model import Accounts, each_once
from .access import AccessSpec
from .tools import ToolsSpec


class PlatformSpec(ToolsSpec):
    """Everything a platform team says of what its products share. What is not said has a secure default."""

    head: ClassVar[str] = "platform"

    platform: ProductName = Field(max_length=20, description="Name of the platform; its stacks are <platform>-<env>.")
    network: NetworkSettings = Field(
        default_factory=lambda: NetworkSettings.model_validate({}), description="The private network that is made."
    )
    existing_network: ExistingNetworkSettings | None = Field(
        None, description="A network that is there, checked and used in place of `network`, of which nothing is made."
    )
    access: AccessSpec = Field(
        default_factory=lambda: AccessSpec.model_validate({}), description="Who works with the products, and as what."
    )
    keys: DataKeysSettings = Field(
        default_factory=lambda: DataKeysSettings.model_validate({}),
        description="A customer key for each class of data.",
    )
    buckets: DataZonesSettings = Field(
        default_factory=lambda: DataZonesSettings.model_validate({}), description="The zones that data passes through."
    )
    logs: LogBucketSettings = Field(
        default_factory=lambda: LogBucketSettings.model_validate({}), description="The buckets' access logs."
    )
    alerts: AlertHubSettings = Field(
        default_factory=lambda: AlertHubSettings.model_validate({}), description="Who is told of what, by severity."
    )
    costs: CostGuardSettings | None = Field(None, description="Budgets, allowed instances and office hours.")
    audit: AuditTrailSettings = Field(
        default_factory=lambda: AuditTrailSettings.model_validate({}), description="What was done, and what was read."
    )
    config_recorder: ConfigRecorderSettings | None = Field(
        default_factory=lambda: ConfigRecorderSettings.model_validate({}),
        description="AWS Config's recorder; null where the account has one.",
    )
    threat_detection: ThreatDetectionSettings | None = Field(
        default_factory=lambda: ThreatDetectionSettings.model_validate({}),
        description="GuardDuty; null where the organization runs it.",
    )
    access_analyzer: AccessAnalyzerSettings | None = Field(
        default_factory=lambda: AccessAnalyzerSettings.model_validate({}),
        description="IAM Access Analyzer; null where the organization runs it.",
    )

    @model_validator(mode="after")
    def _each_class_has_a_key(self) -> Self:
        """As DataZones checks it, but with the line of the spec."""
        there = self.keys.classifications
        if self.data_classification not in there:
            raise wrong(f"must hold {self.data_classification}, the class of the platform", "keys", "classifications")
        for zone in Zone:
            named = self.buckets.zone(zone).data_classification
            if named and named not in there:
                text = f"must be one of keys.classifications: {', '.join(there)}"
                raise wrong(text, "buckets", zone.value, "data_classification")
        return self

    def incomplete(self, readers: Accounts) -> Iterator[tuple[Sequence[str], str]]:
        """A key without a bucket. A bucket has its key by itself: `grants.key_readers`."""
        read = each_once(readers, *(self.buckets.zone(zone).reader_accounts for zone in Zone))
        for account in self.keys.accounts:
            if account not in read:
                text = f"lets {account} use the keys, and no bucket lets it read: name it in a zone's reader_accounts"
                yield ("keys", "accounts"), f"{text}, or take it out"

    @model_validator(mode="after")
    def _studio_knows_its_people(self) -> Self:
        personas = {persona.value: chosen for persona, chosen in self.access.personas.items()}
        for persona, path in self.studio.personas if self.studio else ():
            if persona not in personas:
                there = ", ".join(personas) or "none"
                raise wrong(f'"{persona}" must be one of access.personas; there are {there}', "studio", *path)
            if not personas[persona].taken_by.studio:
                raise wrong(
                    f'"{persona}" cannot be taken by Studio: set access.personas.{persona}.taken_by.studio',
                    "studio",
                    *path,
                )
        return self
