"""Managed Prometheus: a workspace remembers its key."""

from moto.amp.models import amp_backends as backends
from moto.amp.responses import PrometheusServiceResponse

from local.cloud.gaps.remembering import Remembered

workspaces = Remembered(
    PrometheusServiceResponse,
    lambda call, name: backends[call.account][call.region].workspaces.get(name),
    ("workspaceId",),
    ("ResourceNotFoundException", "Workspace not found"),
)
workspaces.create("CreateWorkspace", leaves_out=("alias", "clientToken"))
workspaces.read("DescribeWorkspace", "workspace")
