"""SageMaker: what the store cannot infer of its kinds, one module a part of the service."""

from local.cloud.store.services.sagemaker import feature_groups

_PARTS = (feature_groups,)
KINDS = (feature_groups.KIND,)
ACTIONS = {name: action for part in _PARTS for name, action in part.ACTIONS.items()}
