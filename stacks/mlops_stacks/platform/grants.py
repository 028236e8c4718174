"""Grants: what of a platform other accounts may read, by a model's way and by what the spec opens beside it.

A bucket is readable only with its key, and a key opens nothing without a bucket. So keys follow the buckets.
"""

from collections.abc import Mapping

from pulumi_mlops.security.classification import DataClassification
from pulumi_mlops.storage.zones import DataZonesSettings, Zone

from ..model import Accounts, each_once


def opened(zones: DataZonesSettings, readers: Accounts) -> DataZonesSettings:
    """The zones, with the artifacts open to those who come later on a model's way."""
    artifacts = zones.artifacts
    accounts = each_once(artifacts.reader_accounts, readers)
    return zones.model_copy(update={"artifacts": artifacts.model_copy(update={"reader_accounts": accounts})})


def key_readers(zones: DataZonesSettings, default: DataClassification) -> Mapping[DataClassification, Accounts]:
    """Who reads data of each class, and so needs its key. `default`: the class of zones that do not say theirs."""
    found: dict[DataClassification, Accounts] = {}
    for zone in map(zones.zone, Zone):
        if zone.reader_accounts:
            of = zone.data_classification or default
            found[of] = each_once(found.get(of, ()), zone.reader_accounts)
    return found
