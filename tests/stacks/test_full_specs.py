"""The fullest specs use every option that there is: what they bring up in tests/e2e is all that can be brought up."""

import whole
from mlops_stacks.product import ProductSpec
from options import options, used

NOT_LOCAL = {("Spec", "account"), ("Spec", "promotion"), ("Spec", "region")}
"""Where a stack may be: the other environments say so."""


def test_the_full_product_uses_every_option():
    """Options that exclude each other are in a second product beside it."""
    written = set().union(*(used(whole.loaded(file).spec) for file in (whole.PRODUCT, whole.OTHER_PRODUCT)))
    lacking = sorted(f"{model}.{name}" for model, name in options(ProductSpec) - written - NOT_LOCAL)
    assert lacking == [], "write them into tests/e2e/specs/product.yaml, or product-other.yaml"
