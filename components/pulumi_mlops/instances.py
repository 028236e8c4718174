"""Facts about SageMaker's instance types."""

LOCAL_STORAGE = frozenset(
    {"c5d", "c6gd", "g4dn", "g5", "g6", "g6e", "gr6", "i3en", "m5d", "m6gd", "p3dn", "p4d", "p4de", "p5", "p5e", "p5en"}
    | {"r5d", "r6gd", "r8gd", "trn1", "trn1n", "trn2"}
)
"""Families whose volumes are instance storage, encrypted by the hardware: SageMaker refuses a volume key on them.
https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html (KmsKeyId)
"""


def has_local_storage(instance_type: str) -> bool:
    """Whether volumes of this type, for example ml.g5.xlarge, take no key."""
    return instance_type.split(".")[1] in LOCAL_STORAGE
