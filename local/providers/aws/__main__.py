"""The plugin of the laptop that its first argument names, `aws` or `aws-native`: prints its port, then answers until it
is ended."""

import importlib
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor

from local.lean import import_protocol_only
from local.providers.alive import hold

# 32 operations at once, and the engine's own questions beside them.
THREADS = 64
# The engine's own limit.
MESSAGE_BYTES = 400 * 1024 * 1024

# An engine that was killed cannot end its plugins: we end when our parent is gone.
PARENT_CHECK_SECONDS = 2


def main() -> None:
    """Serve until the engine ends the process: it sends SIGINT when it is done, and kills five seconds later.

    Ctrl-C in a terminal does not come here, since the engine starts each plugin in a process group of its own.
    """
    engine = os.getppid()
    alive = hold()
    import_protocol_only()
    import grpc
    from pulumi.runtime.proto import provider_pb2_grpc

    from local.providers.aws.servicer import AwsServicer

    server = grpc.server(
        ThreadPoolExecutor(THREADS),
        options=[("grpc.max_receive_message_length", MESSAGE_BYTES), ("grpc.max_send_message_length", MESSAGE_BYTES)],
    )
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(AwsServicer(sys.argv[1]), server)
    for ended in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ended, lambda _number, _frame: server.stop(None))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)
    # While the engine starts the program: the first call will need it.
    importlib.import_module("botocore.session")
    while server.wait_for_termination(timeout=PARENT_CHECK_SECONDS) and os.getppid() == engine:
        pass
    server.stop(None)
    del alive


if __name__ == "__main__":
    main()
