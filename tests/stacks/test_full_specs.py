"""The fullest specs use every option that there is: what they bring up in tests/e2e is all that can be brought up."""

import pytest
import whole
from mlops_stacks.platform import PlatformSpec
from mlops_stacks.product import ProductSpec
from options import options, used

NOT_LOCAL = {("Spec", "account"), ("Spec", "promotion"), ("Spec", "region")}
"""Where a stack may be: the other environments say so."""
ELSEWHERE = {("ImageBuildSettings", "digest"): "names an image that a build pushed: tests/e2e/test_image_build.py"}


@pytest.mark.parametrize(
    ("model", "files"),
    [
        (PlatformSpec, (whole.PLATFORM, whole.OTHER_PLATFORM)),
        (ProductSpec, (whole.PRODUCT, whole.OTHER_PRODUCT)),
    ],
    ids=["platform", "product"],
)
def test_the_fullest_specs_use_every_option(model, files):
    """Options that exclude each other are in a second spec beside the first."""
    there, written = options(model), set().union(*(used(whole.loaded(file).spec) for file in files))
    lacking = sorted(f"{where}.{name}" for where, name in there - written - NOT_LOCAL - set(ELSEWHERE))
    assert lacking == [], f"write them into {', '.join(file.name for file in files)} in {whole.SPECS}"
    assert written & set(ELSEWHERE) == set()
