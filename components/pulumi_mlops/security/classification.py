"""DataClassification: the classes of data that keys, buckets and tags tell apart."""

from enum import StrEnum


class DataClassification(StrEnum):
    """How much harm the data does in wrong hands. Not how good the data is: that is a quality rule."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    RESTRICTED = "restricted"
