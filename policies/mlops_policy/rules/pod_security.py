"""Kubernetes: the Pod Security Standards, baseline and restricted, complete.

https://kubernetes.io/docs/concepts/security/pod-security-standards/
"""

from typing import Any

from ..controls import ACCESS, NETWORK
from ..kernel import DECISION, Severity, rule
from ..pods import WORKLOADS, containers, contexts, pod
from ..values import UNKNOWN, Findings, Props, Unassessed, get, items

STANDARDS = "https://kubernetes.io/docs/concepts/security/pod-security-standards/"

CAPABILITIES = frozenset(
    {
        "AUDIT_WRITE",
        "CHOWN",
        "DAC_OVERRIDE",
        "FOWNER",
        "FSETID",
        "KILL",
        "MKNOD",
        "NET_BIND_SERVICE",
        "SETFCAP",
        "SETGID",
        "SETPCAP",
        "SETUID",
        "SYS_CHROOT",
    }
)
SELINUX_TYPES = frozenset({"", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"})
SYSCTLS = frozenset(
    {
        "kernel.shm_rmid_forced",
        "net.ipv4.ip_local_port_range",
        "net.ipv4.ip_local_reserved_ports",
        "net.ipv4.ip_unprivileged_port_start",
        "net.ipv4.ping_group_range",
        "net.ipv4.tcp_fin_timeout",
        "net.ipv4.tcp_keepalive_intvl",
        "net.ipv4.tcp_keepalive_probes",
        "net.ipv4.tcp_keepalive_time",
        "net.ipv4.tcp_rmem",
        "net.ipv4.tcp_syncookies",
        "net.ipv4.tcp_wmem",
    }
)
VOLUMES = frozenset(
    {"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"}
)
SECCOMP = ("RuntimeDefault", "Localhost")


def never(holder: Any, path: str, at: str) -> Findings:
    """Say so where the flag is true, or not known."""
    found = get(holder, path)
    if found is UNKNOWN:
        yield Unassessed(at + path)
    elif found is True:
        yield f"{at}{path} is true."


@rule(
    resource=WORKLOADS,
    severity=Severity.CRITICAL,
    fix="Leave hostNetwork, hostPID and hostIPC out.",
    url=STANDARDS,
    peers=["CKV_K8S_17", "CKV_K8S_18", "CKV_K8S_19"],
    controls=NETWORK,
    manual=DECISION,
)
def pod_no_host_namespaces(props: Props) -> Findings:
    """A pod in the node's namespaces sees the node's network and processes."""
    at, spec = pod(props)
    for flag in ("hostNetwork", "hostPID", "hostIPC"):
        yield from never(spec, flag, at)


@rule(
    resource=WORKLOADS,
    severity=Severity.CRITICAL,
    fix="Leave windowsOptions.hostProcess out.",
    url=STANDARDS,
    controls=ACCESS,
    manual=DECISION,
)
def pod_no_host_process(props: Props) -> Findings:
    """A host process on Windows is the node's administrator."""
    for at, context in contexts(props):
        yield from never(context, "windowsOptions.hostProcess", at)


@rule(
    resource=WORKLOADS,
    severity=Severity.CRITICAL,
    fix="Leave securityContext.privileged out.",
    url=STANDARDS,
    peers=["CKV_K8S_16"],
    controls=ACCESS,
    manual=DECISION,
)
def pod_not_privileged(props: Props) -> Findings:
    """A privileged container is root on its node."""
    for at, container in containers(props):
        yield from never(container, "securityContext.privileged", at)


@rule(
    resource=WORKLOADS,
    severity=Severity.HIGH,
    fix="Drop ALL, and add no more than the runtime's default capabilities.",
    url=STANDARDS,
    peers=["CKV_K8S_25"],
    controls=ACCESS,
    manual=DECISION,
)
def pod_capabilities_baseline(props: Props) -> Findings:
    """A capability beyond the runtime's default is a piece of root."""
    yield from _added(props, CAPABILITIES)


@rule(
    resource=WORKLOADS,
    severity=Severity.CRITICAL,
    fix="Use a volume of another kind, for example a persistentVolumeClaim.",
    url=STANDARDS,
    peers=["CKV_K8S_27"],
    controls=ACCESS,
    manual=DECISION,
)
def pod_no_host_path(props: Props) -> Findings:
    """A path of the node leads to its credentials."""
    at, spec = pod(props)
    for index, volume in enumerate(items(spec, "volumes")):
        if volume is UNKNOWN:
            yield Unassessed(f"{at}volumes[{index}]")
        elif get(volume, "hostPath") is not None:
            yield f"{at}volumes[{index}].hostPath is set."


@rule(
    resource=WORKLOADS,
    severity=Severity.HIGH,
    fix="Leave hostPort out, and reach the pod by a Service.",
    url=STANDARDS,
    peers=["CKV_K8S_26"],
    controls=NETWORK,
    manual=DECISION,
)
def pod_no_host_port(props: Props) -> Findings:
    """A port of the node is reached around every network policy."""
    for at, container in containers(props):
        for index, port in enumerate(items(container, "ports")):
            number = get(port, "hostPort")
            if number is UNKNOWN:
                yield Unassessed(f"{at}ports[{index}].hostPort")
            elif number:
                yield f"{at}ports[{index}].hostPort is set."


@rule(
    resource=WORKLOADS,
    severity=Severity.MEDIUM,
    fix="Set appArmorProfile.type to RuntimeDefault or Localhost, or leave it out.",
    url=STANDARDS,
    controls=ACCESS,
    manual=DECISION,
)
def pod_apparmor(props: Props) -> Findings:
    """Without its profile a container may do what the runtime would refuse."""
    for at, context in contexts(props):
        yield from _among(context, "appArmorProfile.type", (*SECCOMP, None), at)


@rule(
    resource=WORKLOADS,
    severity=Severity.MEDIUM,
    fix="Leave seLinuxOptions.user and role out, and set type to a container type.",
    url=STANDARDS,
    controls=ACCESS,
    manual=DECISION,
)
def pod_selinux(props: Props) -> Findings:
    """A label of one's own choosing may be one that is let through."""
    for at, context in contexts(props):
        yield from _among(context, "seLinuxOptions.type", (*SELINUX_TYPES, None), at)
        for path in ("seLinuxOptions.user", "seLinuxOptions.role"):
            yield from _among(context, path, ("", None), at)


@rule(
    resource=WORKLOADS,
    severity=Severity.HIGH,
    fix="Leave procMount out.",
    url=STANDARDS,
    controls=ACCESS,
    manual=DECISION,
)
def pod_proc_mount(props: Props) -> Findings:
    """The masks of /proc hide what a container has no need to see."""
    for at, container in containers(props):
        yield from _among(container, "securityContext.procMount", ("Default", None), at)


@rule(
    resource=WORKLOADS,
    severity=Severity.HIGH,
    fix="Leave sysctls out, but for those that are namespaced and safe.",
    url=STANDARDS,
    controls=ACCESS,
    manual=DECISION,
)
def pod_sysctls(props: Props) -> Findings:
    """An unsafe setting of the kernel is one for all pods of the node."""
    at, spec = pod(props)
    for index, one in enumerate(items(spec, "securityContext.sysctls")):
        yield from _among(one, "name", tuple(SYSCTLS), f"{at}securityContext.sysctls[{index}].")


@rule(
    resource=WORKLOADS,
    severity=Severity.MEDIUM,
    fix="Set securityContext.seccompProfile.type to RuntimeDefault.",
    url=STANDARDS,
    peers=["CKV_K8S_31"],
    controls=ACCESS,
    manual=DECISION,
)
def pod_seccomp(props: Props) -> Findings:
    """Calls of the kernel that no program needs are how containers are left."""
    yield from _by_pod_or_containers(props, "seccompProfile.type", SECCOMP, "RuntimeDefault or Localhost")


@rule(
    resource=WORKLOADS,
    severity=Severity.MEDIUM,
    fix="Use a volume of a kind that holds the pod's own data.",
    url=STANDARDS,
    controls=ACCESS,
    manual=DECISION,
)
def pod_volume_kinds(props: Props) -> Findings:
    """A volume that is neither configuration nor storage of the cluster is somebody's disk."""
    at, spec = pod(props)
    for index, volume in enumerate(items(spec, "volumes")):
        if volume is UNKNOWN:
            yield Unassessed(f"{at}volumes")
        kinds = set(volume) - {"name"} if isinstance(volume, dict) else set[str]()
        for kind in sorted(kinds - VOLUMES):
            yield f"{at}volumes[{index}] is of the kind {kind}."


@rule(
    resource=WORKLOADS,
    severity=Severity.HIGH,
    fix="Set securityContext.allowPrivilegeEscalation to false in every container.",
    url=STANDARDS,
    peers=["CKV_K8S_20"],
    controls=ACCESS,
    manual=DECISION,
)
def pod_no_escalation(props: Props) -> Findings:
    """A program that may gain rights becomes root by the first set-user-id file."""
    for at, container in containers(props):
        yield from _among(container, "securityContext.allowPrivilegeEscalation", (False,), at, "false")


@rule(
    resource=WORKLOADS,
    severity=Severity.HIGH,
    fix="Set securityContext.runAsNonRoot to true, in the pod or in every container.",
    url=STANDARDS,
    peers=["CKV_K8S_23"],
    controls=ACCESS,
    manual=DECISION,
)
def pod_non_root(props: Props) -> Findings:
    """Root in a container is root on the node once it leaves."""
    yield from _by_pod_or_containers(props, "runAsNonRoot", (True,), "true")


@rule(
    resource=WORKLOADS,
    severity=Severity.HIGH,
    fix="Set runAsUser to another user than 0, or leave it out.",
    url=STANDARDS,
    peers=["CKV_K8S_40"],
    controls=ACCESS,
    manual=DECISION,
)
def pod_user_not_zero(props: Props) -> Findings:
    """The user 0 is root whatever else is said."""
    for at, context in contexts(props):
        user = get(context, "runAsUser")
        if user is UNKNOWN:
            yield Unassessed(f"{at}runAsUser")
        elif user == 0:
            yield f"{at}runAsUser is 0."


@rule(
    resource=WORKLOADS,
    severity=Severity.MEDIUM,
    fix="Drop ALL in every container, and add NET_BIND_SERVICE at most.",
    url=STANDARDS,
    peers=["CKV_K8S_28", "CKV_K8S_37"],
    controls=ACCESS,
    manual=DECISION,
)
def pod_capabilities_restricted(props: Props) -> Findings:
    """A container needs none of root's capabilities, but perhaps a low port."""
    for at, container in containers(props):
        dropped = get(container, "securityContext.capabilities.drop")
        if dropped is UNKNOWN:
            yield Unassessed(f"{at}securityContext.capabilities.drop")
        elif not isinstance(dropped, list) or "ALL" not in dropped:
            yield f"{at}securityContext.capabilities.drop has no ALL."
    yield from _added(props, frozenset({"NET_BIND_SERVICE"}))


def _added(props: Props, allowed: frozenset[str]) -> Findings:
    path = "securityContext.capabilities.add"
    for at, container in containers(props):
        for name in items(container, path):
            if name is UNKNOWN:
                yield Unassessed(f"{at}{path}")
            elif name not in allowed:
                yield f"{at}{path} has more than {', '.join(sorted(allowed)) if len(allowed) == 1 else 'the default'}."


def _among(holder: Any, path: str, allowed: tuple[Any, ...], at: str, wanted: str = "") -> Findings:
    """Say so where the value is none of the allowed, or not known."""
    found = get(holder, path)
    if found is UNKNOWN:
        yield Unassessed(at + path)
    elif found not in allowed:
        yield f"{at}{path} is not {wanted}." if wanted else f"{at}{path} is none that is allowed."


def _by_pod_or_containers(props: Props, path: str, allowed: tuple[Any, ...], wanted: str) -> Findings:
    """A container's own value wins over the pod's; where it has none, the pod's holds."""
    _, spec = pod(props)
    for at, container in containers(props):
        of_container = get(container, f"securityContext.{path}")
        found = get(spec, f"securityContext.{path}") if of_container is None else of_container
        if found is UNKNOWN:
            yield Unassessed(f"{at}securityContext.{path}")
        elif found not in allowed:
            yield f"{at}securityContext.{path} is not {wanted}, nor is the pod's."
