from .access.boundary import (
    PermissionsBoundary as PermissionsBoundary,
    PermissionsBoundaryArgs as PermissionsBoundaryArgs,
)
from .access.identity_provider import IdentityProvider as IdentityProvider, IdentityProviderArgs as IdentityProviderArgs
from .access.job_role import JobRole as JobRole, JobRoleArgs as JobRoleArgs
from .access.persona_role import PersonaRole as PersonaRole, PersonaRoleArgs as PersonaRoleArgs
from .access.role import ExecutionRole as ExecutionRole, ExecutionRoleArgs as ExecutionRoleArgs
from .args import Args as Args, Settings as Settings
from .audit.access_analyzer import AccessAnalyzer as AccessAnalyzer, AccessAnalyzerArgs as AccessAnalyzerArgs
from .audit.config_recorder import ConfigRecorder as ConfigRecorder, ConfigRecorderArgs as ConfigRecorderArgs
from .audit.threat_detection import ThreatDetection as ThreatDetection, ThreatDetectionArgs as ThreatDetectionArgs
from .audit.trail import AuditTrail as AuditTrail, AuditTrailArgs as AuditTrailArgs
from .component import Component as Component
from .costs.cost_guard import CostGuard as CostGuard, CostGuardArgs as CostGuardArgs
from .data.catalog import DataCatalog as DataCatalog, DataCatalogArgs as DataCatalogArgs
from .data.data_set import DataSet as DataSet, DataSetArgs as DataSetArgs
from .data.ingestion import IngestionJob as IngestionJob, IngestionJobArgs as IngestionJobArgs
from .data.pipeline import DataPipeline as DataPipeline, DataPipelineArgs as DataPipelineArgs
from .data.state_machine import StateMachine as StateMachine, StateMachineArgs as StateMachineArgs
from .data.workgroup import QueryWorkgroup as QueryWorkgroup, QueryWorkgroupArgs as QueryWorkgroupArgs
from .features.feast_view import FeastView as FeastView, FeastViewArgs as FeastViewArgs
from .features.feature_group import FeatureGroup as FeatureGroup, FeatureGroupArgs as FeatureGroupArgs
from .features.feature_store import FeatureStore as FeatureStore, FeatureStoreArgs as FeatureStoreArgs
from .images.image import Image as Image
from .images.image_build import ImageBuild as ImageBuild, ImageBuildArgs as ImageBuildArgs
from .images.image_repository import ImageRepository as ImageRepository, ImageRepositoryArgs as ImageRepositoryArgs
from .monitoring.alarm_topic import AlarmTopic as AlarmTopic, AlarmTopicArgs as AlarmTopicArgs
from .monitoring.alert_hub import AlertHub as AlertHub, AlertHubArgs as AlertHubArgs
from .monitoring.endpoint_alarms import EndpointAlarms as EndpointAlarms, EndpointAlarmsArgs as EndpointAlarmsArgs
from .network.existing import ExistingNetwork as ExistingNetwork, ExistingNetworkArgs as ExistingNetworkArgs
from .network.network import Network as Network, NetworkArgs as NetworkArgs
from .registry.approval_events import ApprovalEvents as ApprovalEvents, ApprovalEventsArgs as ApprovalEventsArgs
from .registry.model_card import ModelCard as ModelCard, ModelCardArgs as ModelCardArgs
from .registry.model_package_group import (
    ModelPackageGroup as ModelPackageGroup,
    ModelPackageGroupArgs as ModelPackageGroupArgs,
)
from .security.data_keys import DataKeys as DataKeys, DataKeysArgs as DataKeysArgs
from .security.key import EncryptionKey as EncryptionKey, EncryptionKeyArgs as EncryptionKeyArgs
from .serving.endpoint import Endpoint as Endpoint, EndpointArgs as EndpointArgs
from .storage.bucket import Bucket as Bucket, BucketArgs as BucketArgs
from .storage.data_zones import DataZones as DataZones, DataZonesArgs as DataZonesArgs
from .storage.log_bucket import LogBucket as LogBucket, LogBucketArgs as LogBucketArgs
from .storage.replication import BucketReplication as BucketReplication, BucketReplicationArgs as BucketReplicationArgs
from .studio.studio import Studio as Studio, StudioArgs as StudioArgs
from .tracking.experiment_tracking import (
    ExperimentTracking as ExperimentTracking,
    ExperimentTrackingArgs as ExperimentTrackingArgs,
)
from .tracking.tracking_integration import (
    TrackingIntegration as TrackingIntegration,
    TrackingIntegrationArgs as TrackingIntegrationArgs,
)
from .training.defined_pipeline import (
    DefinedPipeline as DefinedPipeline,
    DefinedPipelineArgs as DefinedPipelineArgs,
)
from .training.pipeline import TrainingPipeline as TrainingPipeline, TrainingPipelineArgs as TrainingPipelineArgs
