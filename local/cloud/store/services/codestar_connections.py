"""CodeStar Connections: the former name of CodeConnections, with ARNs of its own."""

from local.cloud.store.services import codeconnections

KINDS = codeconnections.kinds("codestar-connections")
