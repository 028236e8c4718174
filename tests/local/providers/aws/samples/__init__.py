"""Samples: for each row, inputs to create, changes in place, and inputs that replace. One file an AWS service."""

import importlib
import pkgutil

from tests.local.providers.aws.samples.sample import Sample

SAMPLES: dict[str, Sample] = {
    token: sample
    for module in pkgutil.iter_modules(__path__)
    if module.name != "sample"
    for token, sample in importlib.import_module(f"{__name__}.{module.name}").SAMPLES.items()
}
