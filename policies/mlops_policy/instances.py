"""Facts about SageMaker's instance types, which rules and components share."""

import re

_LOCAL_STORAGE = re.compile(
    r"^ml\.([a-z]+\d+[a-z]*d[a-z]*|g5|g6e?|gr6|p5\w*|p6[\w-]*|trn1n?|trn2\w*|i\d\w*|is4gen|im4gn)\."
)
"""Families whose volumes are instance storage, encrypted by the hardware: SageMaker refuses a volume key on them.
https://docs.aws.amazon.com/sagemaker/latest/dg/host-instance-storage.html
"""


def has_local_storage(instance_type: object) -> bool:
    """Whether volumes of this type, for example ml.g5.xlarge, take no key. What is no text is no such type."""
    return isinstance(instance_type, str) and _LOCAL_STORAGE.match(instance_type) is not None
