"""Provenance: what a model package tells of its making, by key of its CustomerMetadataProperties.

The training pipeline's register step writes them; `mlops promote` and `mlops lineage` read them.
"""

from enum import StrEnum

UNKNOWN = "unknown"
"""Commit and data version where nobody says them: a model package takes no empty value."""


class Provenance(StrEnum):
    """Keys, each with what its text is."""

    COMMIT = "commit"
    """Commit of the code that trained it."""
    DATA_VERSION = "data_version"
    """Version of the data it was trained on."""
    DEFINITION = "definition"
    """Hash of the pipeline's definition."""
    FEATURE_GROUPS = "feature_groups"
    """Names of the feature groups it was trained on, with their versions, joined by commas."""
    PIPELINE_EXECUTION = "pipeline_execution"
    """ARN of the pipeline's run."""
    TRAINING_IMAGE = "training_image"
    """Image it was trained in, by digest."""
    TRAINING_JOB = "training_job"
    """Name of the training job."""
