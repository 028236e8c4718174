"""The managed rules that AWS Config has for SageMaker.

https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
"""

from enum import StrEnum


class SageMakerRule(StrEnum):
    """A managed rule by its name. A few are not there in every region; the rule's own page says where."""

    APP_IMAGE_CONFIG_TAGGED = "sagemaker-app-image-config-tagged"
    DATA_QUALITY_JOB_ENCRYPT_IN_TRANSIT = "sagemaker-data-quality-job-encrypt-in-transit"
    DATA_QUALITY_JOB_ISOLATION = "sagemaker-data-quality-job-isolation"
    DOMAIN_IN_VPC = "sagemaker-domain-in-vpc"
    DOMAIN_TAGGED = "sagemaker-domain-tagged"
    ENDPOINT_CONFIG_PROD_INSTANCE_COUNT = "sagemaker-endpoint-config-prod-instance-count"
    ENDPOINT_CONFIGURATION_KMS_KEY_CONFIGURED = "sagemaker-endpoint-configuration-kms-key-configured"
    FEATURE_GROUP_DESCRIPTION = "sagemaker-feature-group-description"
    FEATURE_GROUP_TAGGED = "sagemaker-feature-group-tagged"
    IMAGE_DESCRIPTION = "sagemaker-image-description"
    IMAGE_TAGGED = "sagemaker-image-tagged"
    MODEL_BIAS_JOB_ENCRYPT_IN_TRANSIT = "sagemaker-model-bias-job-encrypt-in-transit"
    MODEL_BIAS_JOB_ISOLATION = "sagemaker-model-bias-job-isolation"
    MODEL_EXPLAINABILITY_JOB_ENCRYPT_IN_TRANSIT = "sagemaker-model-explainability-job-encrypt-in-transit"
    MODEL_IN_VPC = "sagemaker-model-in-vpc"
    MODEL_ISOLATION_ENABLED = "sagemaker-model-isolation-enabled"
    MODEL_QUALITY_JOB_ENCRYPT_IN_TRANSIT = "sagemaker-model-quality-job-encrypt-in-transit"
    MONITORING_SCHEDULE_ISOLATION = "sagemaker-monitoring-schedule-isolation"
    NOTEBOOK_INSTANCE_INSIDE_VPC = "sagemaker-notebook-instance-inside-vpc"
    NOTEBOOK_INSTANCE_KMS_KEY_CONFIGURED = "sagemaker-notebook-instance-kms-key-configured"
    NOTEBOOK_INSTANCE_ROOT_ACCESS_CHECK = "sagemaker-notebook-instance-root-access-check"
    NOTEBOOK_NO_DIRECT_INTERNET_ACCESS = "sagemaker-notebook-no-direct-internet-access"

    @property
    def identifier(self) -> str:
        """As Config's API names it."""
        return self.value.upper().replace("-", "_")
