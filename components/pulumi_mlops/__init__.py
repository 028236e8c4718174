"""Components for MLOps stacks on AWS: private, encrypted and least-privilege by construction.

    import pulumi_mlops as mlops

One line a component; the reference and the package derive from this list.
"""

from .access.boundary import PermissionsBoundary, PermissionsBoundaryArgs
from .access.identity_provider import IdentityProvider, IdentityProviderArgs
from .access.job_role import JobRole, JobRoleArgs
from .access.persona_role import PersonaRole, PersonaRoleArgs
from .access.role import ExecutionRole, ExecutionRoleArgs
from .args import Args, Settings
from .audit.access_analyzer import AccessAnalyzer, AccessAnalyzerArgs
from .audit.config_recorder import ConfigRecorder, ConfigRecorderArgs
from .audit.threat_detection import ThreatDetection, ThreatDetectionArgs
from .audit.trail import AuditTrail, AuditTrailArgs
from .component import Component
from .costs.cost_guard import CostGuard, CostGuardArgs
from .features.feature_group import FeatureGroup, FeatureGroupArgs
from .images.image import Image
from .images.image_build import ImageBuild, ImageBuildArgs
from .images.image_repository import ImageRepository, ImageRepositoryArgs
from .monitoring.alarm_topic import AlarmTopic, AlarmTopicArgs
from .monitoring.alert_hub import AlertHub, AlertHubArgs
from .monitoring.endpoint_alarms import EndpointAlarms, EndpointAlarmsArgs
from .network.existing import ExistingNetwork, ExistingNetworkArgs
from .network.network import Network, NetworkArgs
from .registry.model_package_group import ModelPackageGroup, ModelPackageGroupArgs
from .security.data_keys import DataKeys, DataKeysArgs
from .security.key import EncryptionKey, EncryptionKeyArgs
from .serving.endpoint import Endpoint, EndpointArgs
from .storage.bucket import Bucket, BucketArgs
from .storage.data_zones import DataZones, DataZonesArgs
from .storage.log_bucket import LogBucket, LogBucketArgs
from .storage.replication import BucketReplication, BucketReplicationArgs
from .studio.studio import Studio, StudioArgs
from .tracking.experiment_tracking import ExperimentTracking, ExperimentTrackingArgs
from .tracking.tracking_integration import TrackingIntegration, TrackingIntegrationArgs
from .training.pipeline import TrainingPipeline, TrainingPipelineArgs

__all__ = [
    "AccessAnalyzer",
    "AccessAnalyzerArgs",
    "AlarmTopic",
    "AlarmTopicArgs",
    "AlertHub",
    "AlertHubArgs",
    "Args",
    "AuditTrail",
    "AuditTrailArgs",
    "Bucket",
    "BucketArgs",
    "BucketReplication",
    "BucketReplicationArgs",
    "Component",
    "ConfigRecorder",
    "ConfigRecorderArgs",
    "CostGuard",
    "CostGuardArgs",
    "DataKeys",
    "DataKeysArgs",
    "DataZones",
    "DataZonesArgs",
    "EncryptionKey",
    "EncryptionKeyArgs",
    "Endpoint",
    "EndpointAlarms",
    "EndpointAlarmsArgs",
    "EndpointArgs",
    "ExecutionRole",
    "ExecutionRoleArgs",
    "ExistingNetwork",
    "ExistingNetworkArgs",
    "ExperimentTracking",
    "ExperimentTrackingArgs",
    "FeatureGroup",
    "FeatureGroupArgs",
    "IdentityProvider",
    "IdentityProviderArgs",
    "Image",
    "ImageBuild",
    "ImageBuildArgs",
    "ImageRepository",
    "ImageRepositoryArgs",
    "JobRole",
    "JobRoleArgs",
    "LogBucket",
    "LogBucketArgs",
    "ModelPackageGroup",
    "ModelPackageGroupArgs",
    "Network",
    "NetworkArgs",
    "PermissionsBoundary",
    "PermissionsBoundaryArgs",
    "PersonaRole",
    "PersonaRoleArgs",
    "Settings",
    "Studio",
    "StudioArgs",
    "ThreatDetection",
    "ThreatDetectionArgs",
    "TrackingIntegration",
    "TrackingIntegrationArgs",
    "TrainingPipeline",
    "TrainingPipelineArgs",
]
