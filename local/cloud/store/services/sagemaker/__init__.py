"""SageMaker: what the store cannot infer of its kinds, one module a part of the service."""

from local.cloud.store.services.sagemaker import (
    edge,
    feature_groups,
    governance,
    hubs,
    hyperpod,
    images,
    inference,
    jobs,
    lineage,
    mlflow,
    monitoring,
    notebooks,
    partners,
    people,
    pipelines,
    registry,
    studio,
)

_PARTS = (
    edge,
    feature_groups,
    governance,
    hubs,
    hyperpod,
    images,
    inference,
    jobs,
    lineage,
    mlflow,
    monitoring,
    notebooks,
    partners,
    people,
    pipelines,
    registry,
    studio,
)
KINDS = tuple(kind for part in _PARTS for kind in part.KINDS)
ACTIONS = {name: action for part in _PARTS for name, action in part.ACTIONS.items()}
