"""Every component is reachable from a spec."""

import pulumi_mlops as mlops
import whole
from pulumi_mlops.component import Component

IN_ANOTHERS_PLACE = {"ExistingNetwork"}
"""It stands where the fullest platform has a Network: test_platform_network.py."""


def test_the_fullest_specs_make_every_component():
    exported = [getattr(mlops, name) for name in dir(mlops)]
    tokens = {item.token: item.__name__ for item in exported if issubclass(item, Component) and item is not Component}
    made = {one.typ for engine in (whole.platform(), whole.product()) for one in engine.registered}
    assert {name for token, name in tokens.items() if token not in made} == IN_ANOTHERS_PLACE
