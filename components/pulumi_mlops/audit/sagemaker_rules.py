"""The managed rules that AWS Config has for SageMaker, but for those that ask for a parameter.

https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
"""

from enum import StrEnum


class SageMakerRule(StrEnum):
    """A managed rule by its name. Some are not there in every region; the rule's own page says where."""

    APP_IMAGE_CONFIG_TAGGED = "sagemaker-app-image-config-tagged"
    DATA_QUALITY_JOB_ENCRYPT_IN_TRANSIT = "sagemaker-data-quality-job-encrypt-in-transit"
    DATA_QUALITY_JOB_ISOLATION = "sagemaker-data-quality-job-isolation"
    DOMAIN_IN_VPC = "sagemaker-domain-in-vpc"
    DOMAIN_TAGGED = "sagemaker-domain-tagged"
    ENDPOINT_CONFIGURATION_KMS_KEY_CONFIGURED = "sagemaker-endpoint-configuration-kms-key-configured"
    ENDPOINT_CONFIG_KMS_KEY_REQUIRED = "sagemaker-endpoint-config-kms-key-required"
    ENDPOINT_CONFIG_PROD_INSTANCE_COUNT = "sagemaker-endpoint-config-prod-instance-count"
    FEATUREGROUP_DESCRIPTION = "sagemaker-featuregroup-description"
    FEATUREGROUP_ENCRYPTION_AT_REST = "sagemaker-featuregroup-encryption-at-rest"
    FEATUREGROUP_ONLINE_STORE_ENCRYPTION = "sagemaker-featuregroup-online-store-encryption"
    FEATURE_GROUP_TAGGED = "sagemaker-feature-group-tagged"
    IMAGE_DESCRIPTION = "sagemaker-image-description"
    IMAGE_TAGGED = "sagemaker-image-tagged"
    INFERENCEEXPERIMENT_TAGGED = "sagemaker-inferenceexperiment-tagged"
    INF_EXPERIMENT_DATA_STORAGE_KMS_ENCRYPTED = "sagemaker-inf-experiment-data-storage-kms-encrypted"
    INF_EXPERIMENT_INSTANCE_STORAGE_KMS_ENCRYPTED = "sagemaker-inf-experiment-instance-storage-kms-encrypted"
    MODEL_BIAS_JOB_ENCRYPT_IN_TRANSIT = "sagemaker-model-bias-job-encrypt-in-transit"
    MODEL_BIAS_JOB_ISOLATION = "sagemaker-model-bias-job-isolation"
    MODEL_EXPLAINABILITY_JOB_ENCRYPT_IN_TRANSIT = "sagemaker-model-explainability-job-encrypt-in-transit"
    MODEL_EXPLAINABILITY_JOB_NETWORK_ISOLATION = "sagemaker-model-explainability-job-network-isolation"
    MODEL_IN_VPC = "sagemaker-model-in-vpc"
    MODEL_ISOLATION_ENABLED = "sagemaker-model-isolation-enabled"
    MODEL_MULTICONTAINER_PRIVATE_REGISTRY = "sagemaker-model-multicontainer-private-registry"
    MODEL_PRIVATE_REGISTRY_REQUIRED = "sagemaker-model-private-registry-required"
    MODEL_QUALITY_JOB_DEFINITION_ISOLATION = "sagemaker-model-quality-job-definition-isolation"
    MODEL_QUALITY_JOB_ENCRYPT_IN_TRANSIT = "sagemaker-model-quality-job-encrypt-in-transit"
    MONITORING_SCHEDULE_ISOLATION = "sagemaker-monitoring-schedule-isolation"
    MONITORING_SCHEDULE_TRAFFIC_ENCRYPTION = "sagemaker-monitoring-schedule-traffic-encryption"
    NOTEBOOK_INSTANCE_INSIDE_VPC = "sagemaker-notebook-instance-inside-vpc"
    NOTEBOOK_INSTANCE_KMS_KEY_CONFIGURED = "sagemaker-notebook-instance-kms-key-configured"
    NOTEBOOK_INSTANCE_ROOT_ACCESS_CHECK = "sagemaker-notebook-instance-root-access-check"
    NOTEBOOK_INSTANCE_STORAGE_VOL_KMS_ENCRYPTED = "sagemaker-notebook-instance-storage-vol-kms-encrypted"
    NOTEBOOK_NO_DIRECT_INTERNET_ACCESS = "sagemaker-notebook-no-direct-internet-access"

    @property
    def identifier(self) -> str:
        """As Config's API names it."""
        return self.value.upper().replace("-", "_")
