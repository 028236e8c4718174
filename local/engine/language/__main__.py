"""The Python language host: `python -m local.engine.language EXECUTOR [FLAG...] [ENGINE]`.

EXECUTOR is Pulumi's script that runs a Python program; what follows it comes from the engine.
"""

import os
import signal
import sys
from pathlib import Path


def _leave(*_: object) -> None:
    os._exit(0)


# The engine interrupts its plugins whenever it ends. Until the server takes over, that means: leave without a word.
signal.signal(signal.SIGINT, _leave)

from local import lean  # noqa: E402

lean.import_protocol_only()

from local.engine.language import server  # noqa: E402

server.main(Path(sys.argv[1]), sys.argv[2:])
