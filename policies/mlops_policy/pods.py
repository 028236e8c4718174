"""Pods: the pod that a Kubernetes workload runs, wherever its kind keeps it, and the containers in it."""

from collections.abc import Iterator
from typing import Any

from .values import UNKNOWN, Props, get, items

WORKLOADS = (
    "kubernetes:core/v1:Pod",
    "kubernetes:apps/v1:DaemonSet",
    "kubernetes:apps/v1:Deployment",
    "kubernetes:apps/v1:ReplicaSet",
    "kubernetes:apps/v1:StatefulSet",
    "kubernetes:batch/v1:CronJob",
    "kubernetes:batch/v1:Job",
)
TEMPLATES = ("spec.jobTemplate.spec.template.spec", "spec.template.spec")


def pod(props: Props) -> tuple[str, Any]:
    """Where the pod's spec is written, and the spec."""
    for path in TEMPLATES:
        found = get(props, path)
        if found is not None and found is not UNKNOWN:
            return f"{path}.", found
    return "spec.", get(props, "spec")


def containers(props: Props, *kinds: str) -> Iterator[tuple[str, Any]]:
    """The containers of the pod, with where each is written; those of all kinds if none is given."""
    at, spec = pod(props)
    for kind in kinds or ("initContainers", "containers", "ephemeralContainers"):
        for index, container in enumerate(items(spec, kind)):
            yield f"{at}{kind}[{index}].", container


def contexts(props: Props) -> Iterator[tuple[str, Any]]:
    """The security contexts that are set: the pod's, and each container's."""
    at, spec = pod(props)
    for where, holder in ((at, spec), *containers(props)):
        context = get(holder, "securityContext")
        if context is not None:
            yield f"{where}securityContext.", context
