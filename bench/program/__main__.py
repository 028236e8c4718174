"""The program that is measured: `bench:sets` sets of resources, `bench:kind` says how: `components` or `flat`."""

import gc

# As in stacks/__main__.py, since that is how our program runs; here for both kinds, so that it is no difference.
gc.disable()

import pulumi  # noqa: E402

config = pulumi.Config()
kind, sets = config.require("kind"), config.require_int("sets")
# Each kind imports its own alone: the flat program would know nothing of pulumi_mlops.
if kind == "components":
    from bench.sets import register

    register(sets)
elif kind == "flat":
    from bench.flat import register_flat

    register_flat(sets)
else:
    raise pulumi.RunError(f'bench:kind is "{kind}"; it must be "components" or "flat"')
gc.freeze()
