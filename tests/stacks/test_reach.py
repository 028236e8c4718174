"""Every component is reachable from a spec."""

import whole
from pulumi_mlops.reference import catalog

IN_ANOTHERS_PLACE = {"ExistingNetwork"}
"""It stands where the fullest platform has a Network: test_platform_network.py."""


def test_the_fullest_specs_make_every_component():
    tokens = {component.token: component.__name__ for component in catalog()}
    made = {one.typ for engine in (whole.platform(), whole.product()) for one in engine.registered}
    assert {name for token, name in tokens.items() if token not in made} == IN_ANOTHERS_PLACE
