"""SageMaker: what the store cannot infer of its kinds, one module a part of the service."""

from local.cloud.store.services.sagemaker import feature_groups, images, mlflow, monitoring, notebooks, studio

_PARTS = (feature_groups, images, mlflow, monitoring, notebooks, studio)
KINDS = tuple(kind for part in _PARTS for kind in part.KINDS)
ACTIONS = {name: action for part in _PARTS for name, action in part.ACTIONS.items()}
