"""Which instance types take no volume key."""

import pytest
from mlops_policy.instances import has_local_storage


@pytest.mark.parametrize(
    "family", ["g4dn", "g5", "g6e", "m5d", "c6gd", "p3dn", "p4d", "p4de", "p5", "r5d", "trn1", "trn1n", "i3en"]
)
def test_families_with_instance_storage(family):
    assert has_local_storage(f"ml.{family}.xlarge") is True


@pytest.mark.parametrize("family", ["m5", "c5", "c5n", "p3", "inf2", "t3", "m6g"])
def test_families_with_volumes_of_their_own(family):
    assert has_local_storage(f"ml.{family}.xlarge") is False


@pytest.mark.parametrize("value", [5, None, "", "g5.xlarge"])
def test_what_is_no_instance_type_is_not_one_of_them(value):
    assert has_local_storage(value) is False
