"""Many runs of `up` under random faults and kills: afterwards cloud and state agree, nothing is orphaned, nothing lost.

`SOAK_RUNS=200 SOAK_SEED=7 pytest tests/e2e/test_soak.py -s`, or `make soak RUNS=200 SEED=7`.
"""

import os
import random
import time

from soak_run import Soak

RUNS = int(os.environ.get("SOAK_RUNS") or 6)
SEED = int(os.environ.get("SOAK_SEED") or random.randrange(1_000_000))  # noqa: S311
LOOK_EVERY = 10


def test_no_fault_and_no_kill_parts_the_state_from_the_cloud(laptop):
    print(f"SOAK_SEED={SEED} SOAK_RUNS={RUNS}", flush=True)
    soak = Soak(laptop, SEED)
    began = time.monotonic()
    for run in range(1, RUNS + 1):
        soak.run()
        if run % LOOK_EVERY == 0 or run == RUNS:
            problems = soak.settle()
            assert not problems, f"seed {SEED}, run {run}:\n" + "\n".join(problems)
            print(f"seed {SEED}: {run} runs, {time.monotonic() - began:.0f} s, {dict(soak.counts)}", flush=True)
    assert soak.down() == []
