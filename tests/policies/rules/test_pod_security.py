"""What the rules on the Pod Security Standards say."""

from typing import Any

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import Row, Table, bad, cases, good, judge, other, unknown

DEPLOYMENT, POD = "kubernetes:apps/v1:Deployment", "kubernetes:core/v1:Pod"
CRON_JOB, SERVICE = "kubernetes:batch/v1:CronJob", "kubernetes:core/v1:Service"
AT = "spec.template.spec."
ONE = f"{AT}containers[0]."


def pods(*containers: Any, **spec: Any) -> dict[str, Any]:
    """A deployment's properties."""
    return {"spec": {"template": {"spec": {"containers": list(containers), **spec}}}}


def context(**given: Any) -> dict[str, Any]:
    """One container with a security context."""
    return pods({"securityContext": given})


def of_pod(**given: Any) -> dict[str, Any]:
    """A pod with a security context, and a container without."""
    return pods({}, securityContext=given)


TABLE: Table = {
    "pod-no-host-namespaces": [
        bad(DEPLOYMENT, pods(hostNetwork=True), f"{AT}hostNetwork is true."),
        bad(POD, {"spec": {"hostPID": True}}, "spec.hostPID is true."),
        bad(
            CRON_JOB,
            {"spec": {"jobTemplate": pods(hostIPC=True)}},
            "spec.jobTemplate.spec.template.spec.hostIPC is true.",
        ),
        good(DEPLOYMENT, pods(hostNetwork=False)),
        unknown(DEPLOYMENT, pods(hostNetwork=UNKNOWN), f"{AT}hostNetwork"),
        other(SERVICE, pods(hostNetwork=True)),
    ],
    "pod-no-host-process": [
        bad(
            DEPLOYMENT,
            context(windowsOptions={"hostProcess": True}),
            f"{ONE}securityContext.windowsOptions.hostProcess is true.",
        ),
        good(DEPLOYMENT, context(windowsOptions={})),
        unknown(
            DEPLOYMENT,
            of_pod(windowsOptions=UNKNOWN),
            f"{AT}securityContext.windowsOptions.hostProcess",
        ),
        other(SERVICE, {}),
    ],
    "pod-not-privileged": [
        bad(DEPLOYMENT, context(privileged=True), f"{ONE}securityContext.privileged is true."),
        bad(
            DEPLOYMENT,
            pods(initContainers=[{"securityContext": {"privileged": True}}]),
            f"{AT}initContainers[0].securityContext.privileged is true.",
        ),
        good(DEPLOYMENT, context(privileged=False)),
        good(DEPLOYMENT, pods({})),
        unknown(DEPLOYMENT, context(privileged=UNKNOWN), f"{ONE}securityContext.privileged"),
        other(SERVICE, {}),
    ],
    "pod-capabilities-baseline": [
        bad(
            DEPLOYMENT,
            context(capabilities={"add": ["SYS_ADMIN"]}),
            f"{ONE}securityContext.capabilities.add has more than the default.",
        ),
        good(DEPLOYMENT, context(capabilities={"add": ["CHOWN"]})),
        unknown(DEPLOYMENT, context(capabilities={"add": UNKNOWN}), f"{ONE}securityContext.capabilities.add"),
        other(SERVICE, {}),
    ],
    "pod-no-host-path": [
        bad(DEPLOYMENT, pods(volumes=[{"hostPath": {"path": "/"}}]), f"{AT}volumes[0].hostPath is set."),
        good(DEPLOYMENT, pods(volumes=[{"emptyDir": {}}])),
        unknown(DEPLOYMENT, pods(volumes=UNKNOWN), f"{AT}volumes[0]"),
        other(SERVICE, {}),
    ],
    "pod-no-host-port": [
        bad(DEPLOYMENT, pods({"ports": [{"hostPort": 80}]}), f"{ONE}ports[0].hostPort is set."),
        good(DEPLOYMENT, pods({"ports": [{"containerPort": 80}]})),
        unknown(DEPLOYMENT, pods({"ports": [{"hostPort": UNKNOWN}]}), f"{ONE}ports[0].hostPort"),
        other(SERVICE, {}),
    ],
    "pod-apparmor": [
        bad(
            DEPLOYMENT,
            of_pod(appArmorProfile={"type": "Unconfined"}),
            f"{AT}securityContext.appArmorProfile.type is none that is allowed.",
        ),
        good(DEPLOYMENT, of_pod(appArmorProfile={"type": "RuntimeDefault"})),
        good(DEPLOYMENT, pods({})),
        unknown(DEPLOYMENT, of_pod(appArmorProfile=UNKNOWN), f"{AT}securityContext.appArmorProfile.type"),
        other(SERVICE, {}),
    ],
    "pod-selinux": [
        bad(
            DEPLOYMENT,
            of_pod(seLinuxOptions={"type": "spc_t"}),
            f"{AT}securityContext.seLinuxOptions.type is none that is allowed.",
        ),
        good(DEPLOYMENT, of_pod(seLinuxOptions={"type": "container_t"})),
        unknown(DEPLOYMENT, of_pod(seLinuxOptions={"user": UNKNOWN}), f"{AT}securityContext.seLinuxOptions.user"),
        other(SERVICE, {}),
    ],
    "pod-proc-mount": [
        bad(
            DEPLOYMENT,
            context(procMount="Unmasked"),
            f"{ONE}securityContext.procMount is none that is allowed.",
        ),
        good(DEPLOYMENT, context(procMount="Default")),
        unknown(DEPLOYMENT, context(procMount=UNKNOWN), f"{ONE}securityContext.procMount"),
        other(SERVICE, {}),
    ],
    "pod-sysctls": [
        bad(
            DEPLOYMENT,
            of_pod(sysctls=[{"name": "kernel.msgmax"}]),
            f"{AT}securityContext.sysctls[0].name is none that is allowed.",
        ),
        good(DEPLOYMENT, of_pod(sysctls=[{"name": "net.ipv4.tcp_syncookies"}])),
        unknown(DEPLOYMENT, of_pod(sysctls=[UNKNOWN]), f"{AT}securityContext.sysctls[0].name"),
        other(SERVICE, {}),
    ],
    "pod-seccomp": [
        bad(
            DEPLOYMENT,
            pods({}),
            f"{ONE}securityContext.seccompProfile.type is not RuntimeDefault or Localhost, nor is the pod's.",
        ),
        good(DEPLOYMENT, of_pod(seccompProfile={"type": "RuntimeDefault"})),
        good(DEPLOYMENT, context(seccompProfile={"type": "Localhost"})),
        unknown(DEPLOYMENT, of_pod(seccompProfile=UNKNOWN), f"{ONE}securityContext.seccompProfile.type"),
        other(SERVICE, {}),
    ],
    "pod-volume-kinds": [
        bad(DEPLOYMENT, pods(volumes=[{"name": "a", "nfs": {}}]), f"{AT}volumes[0] is of the kind nfs."),
        good(DEPLOYMENT, pods(volumes=[{"name": "a", "secret": {}}])),
        unknown(DEPLOYMENT, pods(volumes=UNKNOWN), f"{AT}volumes"),
        other(SERVICE, {}),
    ],
    "pod-no-escalation": [
        bad(DEPLOYMENT, pods({}), f"{ONE}securityContext.allowPrivilegeEscalation is not false."),
        good(DEPLOYMENT, context(allowPrivilegeEscalation=False)),
        unknown(
            DEPLOYMENT, context(allowPrivilegeEscalation=UNKNOWN), f"{ONE}securityContext.allowPrivilegeEscalation"
        ),
        other(SERVICE, {}),
    ],
    "pod-non-root": [
        bad(DEPLOYMENT, pods({}), f"{ONE}securityContext.runAsNonRoot is not true, nor is the pod's."),
        bad(
            DEPLOYMENT,
            pods({"securityContext": {"runAsNonRoot": False}}, securityContext={"runAsNonRoot": True}),
            f"{ONE}securityContext.runAsNonRoot is not true, nor is the pod's.",
        ),
        good(DEPLOYMENT, of_pod(runAsNonRoot=True)),
        unknown(DEPLOYMENT, of_pod(runAsNonRoot=UNKNOWN), f"{ONE}securityContext.runAsNonRoot"),
        other(SERVICE, {}),
    ],
    "pod-user-not-zero": [
        bad(DEPLOYMENT, context(runAsUser=0), f"{ONE}securityContext.runAsUser is 0."),
        good(DEPLOYMENT, context(runAsUser=1000)),
        unknown(DEPLOYMENT, of_pod(runAsUser=UNKNOWN), f"{AT}securityContext.runAsUser"),
        other(SERVICE, {}),
    ],
    "pod-capabilities-restricted": [
        bad(DEPLOYMENT, pods({}), f"{ONE}securityContext.capabilities.drop has no ALL."),
        bad(
            DEPLOYMENT,
            context(capabilities={"drop": ["ALL"], "add": ["CHOWN"]}),
            f"{ONE}securityContext.capabilities.add has more than NET_BIND_SERVICE.",
        ),
        good(DEPLOYMENT, context(capabilities={"drop": ["ALL"], "add": ["NET_BIND_SERVICE"]})),
        unknown(DEPLOYMENT, context(capabilities={"drop": UNKNOWN}), f"{ONE}securityContext.capabilities.drop"),
        other(SERVICE, {}),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
