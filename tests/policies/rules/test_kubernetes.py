"""What the rules on Kubernetes objects say."""

from typing import Any

import pytest
from mlops_policy.rules import RULES
from mlops_policy.values import UNKNOWN

from tests.policies.rows import (
    Row,
    Table,
    bad,
    bad_stack,
    cases,
    good,
    good_stack,
    judge,
    node,
    other,
    other_stack,
    unknown,
    unknown_stack,
)

DEPLOYMENT, JOB = "kubernetes:apps/v1:Deployment", "kubernetes:batch/v1:Job"
SERVICE, INGRESS = "kubernetes:core/v1:Service", "kubernetes:networking.k8s.io/v1:Ingress"
NAMESPACE, QUOTA = "kubernetes:core/v1:Namespace", "kubernetes:core/v1:ResourceQuota"
NETWORK_POLICY, BUDGET = "kubernetes:networking.k8s.io/v1:NetworkPolicy", "kubernetes:policy/v1:PodDisruptionBudget"
SERVICE_ACCOUNT = "kubernetes:core/v1:ServiceAccount"
CLUSTER_ROLE = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole"
BINDING = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding"
AT = "spec.template.spec."
ONE = f"{AT}containers[0]."
PINNED = f"registry.example.com/churn@sha256:{'0' * 64}"
BOUND = {"limits": {"memory": "1Gi"}, "requests": {"memory": "1Gi", "cpu": "1"}}
ASKED = {"resources": {"limits": {"nvidia.com/gpu": "1"}}}
LABELS = {"matchLabels": {"app": "churn"}}
INSIDE = {"service.beta.kubernetes.io/aws-load-balancer-scheme": "internal"}


def pods(*containers: Any, **spec: Any) -> dict[str, Any]:
    return {"spec": {"template": {"spec": {"containers": list(containers), **spec}}}}


def service(**spec: Any) -> dict[str, Any]:
    return {"spec": spec}


def roles(**given: Any) -> dict[str, Any]:
    return {"rules": [{"verbs": ["get"], "resources": ["pods"], **given}]}


def namespaced(name: Any) -> dict[str, Any]:
    return {"metadata": {"namespace": name}}


def needs(companion: str, words: str) -> list[Row]:
    """The rows of a rule that asks for something in every namespace."""
    churn = node(NAMESPACE, "churn", {"metadata": {"name": "churn"}})
    nameless = node(NAMESPACE, "churn", {"metadata": {"name": UNKNOWN}})
    return [
        bad_stack(churn, said=f"churn: the namespace has no {words}."),
        good_stack(churn, node(companion, "it", namespaced("churn"))),
        good_stack(nameless, node(companion, "it", namespaced(UNKNOWN), metadata=["churn"])),
        unknown_stack(churn, node(companion, "it", namespaced(UNKNOWN)), path=f"metadata.namespace of a {words}"),
        other_stack(node(companion, "it", namespaced("churn"))),
    ]


TABLE: Table = {
    "k8s-image-digest": [
        bad(DEPLOYMENT, pods({"image": "churn:latest"}), f"{ONE}image has no sha256 digest."),
        good(DEPLOYMENT, pods({"image": PINNED})),
        unknown(DEPLOYMENT, pods({"image": UNKNOWN}), f"{ONE}image"),
        other(SERVICE, {}),
    ],
    "k8s-image-registry": [
        bad(DEPLOYMENT, pods({"image": "churn:latest"}), f"{ONE}image is from no registry that is allowed."),
        good(DEPLOYMENT, pods({"image": "docker.io/churn"})),
        unknown(DEPLOYMENT, pods({"image": UNKNOWN}), f"{ONE}image"),
        other(SERVICE, {}),
    ],
    "k8s-bounds": [
        bad(
            DEPLOYMENT,
            pods({"resources": {"limits": {"memory": "1Gi"}}}),
            f"{ONE}resources.requests.memory is not set.",
            f"{ONE}resources.requests.cpu is not set.",
        ),
        good(DEPLOYMENT, pods({"resources": BOUND})),
        unknown(DEPLOYMENT, pods({"resources": UNKNOWN})),
        other(SERVICE, {}),
    ],
    "k8s-probes": [
        bad(DEPLOYMENT, pods({"livenessProbe": {"exec": {}}}), f"{ONE}readinessProbe is not set."),
        good(DEPLOYMENT, pods({"livenessProbe": {"exec": {}}, "readinessProbe": {"exec": {}}})),
        unknown(DEPLOYMENT, pods({"livenessProbe": UNKNOWN, "readinessProbe": UNKNOWN})),
        other(JOB, pods({})),
    ],
    "k8s-read-only-root": [
        bad(DEPLOYMENT, pods({}), f"{ONE}securityContext.readOnlyRootFilesystem is not true."),
        good(DEPLOYMENT, pods({"securityContext": {"readOnlyRootFilesystem": True}})),
        unknown(DEPLOYMENT, pods({"securityContext": UNKNOWN}), f"{ONE}securityContext.readOnlyRootFilesystem"),
        other(SERVICE, {}),
    ],
    "k8s-no-token": [
        bad(DEPLOYMENT, pods({}), f"{AT}automountServiceAccountToken is not false."),
        bad(SERVICE_ACCOUNT, {}, "automountServiceAccountToken is not false."),
        good(DEPLOYMENT, pods({}, automountServiceAccountToken=False)),
        unknown(DEPLOYMENT, pods({}, automountServiceAccountToken=UNKNOWN), f"{AT}automountServiceAccountToken"),
        other(SERVICE, {}),
    ],
    "k8s-service-private": [
        bad(SERVICE, service(type="NodePort"), "spec.type is NodePort."),
        bad(
            SERVICE,
            service(type="LoadBalancer"),
            "spec.type is LoadBalancer, and no annotation says that it is internal.",
        ),
        bad(SERVICE, service(externalIPs=["192.0.2.1"]), "spec.externalIPs is set."),
        good(SERVICE, service(type="ClusterIP")),
        good(SERVICE, {"metadata": {"annotations": INSIDE}, **service(type="LoadBalancer")}),
        unknown(SERVICE, service(type=UNKNOWN), "spec.type"),
        other(INGRESS, service(type="NodePort")),
    ],
    "k8s-ingress-named": [
        bad(INGRESS, service(rules=[{"host": "*.example.com"}], tls=[{}]), "spec.rules[0].host is every host."),
        bad(INGRESS, service(rules=[{"host": "churn.example.com"}]), "spec.tls is not set."),
        good(INGRESS, service(rules=[{"host": "churn.example.com"}], tls=[{"secretName": "t"}])),
        unknown(INGRESS, service(rules=[{"host": UNKNOWN}], tls=UNKNOWN), "spec.rules[0].host"),
        other(SERVICE, service(rules=[{}])),
    ],
    "k8s-gpu-tolerated": [
        bad(DEPLOYMENT, pods(ASKED), f"{ONE}resources.limits has nvidia.com/gpu, and {AT}tolerations is not set."),
        good(DEPLOYMENT, pods(ASKED, tolerations=[{"key": "nvidia.com/gpu"}])),
        good(DEPLOYMENT, pods({})),
        unknown(DEPLOYMENT, pods(ASKED, tolerations=UNKNOWN)),
        other(SERVICE, {}),
    ],
    "k8s-no-env-secrets": [
        bad(
            DEPLOYMENT,
            pods({"env": [{"name": "AWS_SECRET_ACCESS_KEY", "value": "x"}]}),
            f"{ONE}env[0] is named like a secret and is no reference to a secret store.",
        ),
        good(DEPLOYMENT, pods({"env": [{"name": "DB_PASSWORD", "valueFrom": {"secretKeyRef": {"name": "db"}}}]})),
        unknown(DEPLOYMENT, pods({"env": [UNKNOWN]}), f"{ONE}env[0]"),
        other(SERVICE, {}),
    ],
    "k8s-own-namespace": [
        bad(DEPLOYMENT, {}, "metadata.namespace is the default one."),
        good(DEPLOYMENT, namespaced("churn")),
        unknown(DEPLOYMENT, namespaced(UNKNOWN), "metadata.namespace"),
        other(SERVICE, {}),
    ],
    "k8s-rbac-no-wildcard": [
        bad(CLUSTER_ROLE, roles(verbs=["*"]), "rules[0].verbs has a wildcard."),
        good(CLUSTER_ROLE, roles()),
        unknown(CLUSTER_ROLE, roles(resources=UNKNOWN), "rules[0].resources"),
        other(BINDING, roles(verbs=["*"])),
    ],
    "k8s-no-cluster-admin": [
        bad(
            BINDING,
            {"roleRef": {"name": "cluster-admin"}},
            "roleRef.name is that of the role which may do everything.",
        ),
        good(BINDING, {"roleRef": {"name": "view"}}),
        unknown(BINDING, {"roleRef": UNKNOWN}, "roleRef.name"),
        other(CLUSTER_ROLE, {"roleRef": {"name": "cluster-admin"}}),
    ],
    "stack-k8s-network-policy": needs(NETWORK_POLICY, "network policy"),
    "stack-k8s-quota": needs(QUOTA, "quota"),
    "stack-k8s-disruption-budget": [
        bad_stack(
            node(DEPLOYMENT, "churn", {"spec": {"replicas": 2, "selector": LABELS}}),
            said="churn: no disruption budget selects what the deployment selects.",
        ),
        good_stack(
            node(DEPLOYMENT, "churn", {"spec": {"replicas": 2, "selector": LABELS}}),
            node(BUDGET, "keep", {"spec": {"selector": LABELS}}),
        ),
        good_stack(node(DEPLOYMENT, "churn", {"spec": {"replicas": 1}})),
        unknown_stack(
            node(DEPLOYMENT, "churn", {"spec": {"replicas": 2, "selector": UNKNOWN}}),
            path="spec.selector.matchLabels of a PodDisruptionBudget",
        ),
        other_stack(node(NAMESPACE, "churn", {})),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said


def test_an_image_from_elsewhere_is_told_where_registries_are_listed() -> None:
    check = RULES["k8s-image-registry"].check
    props = pods({"image": "docker.io/churn"}, {"image": PINNED})
    assert list(check(props, registries=["registry.example.com"])) == [
        f"{ONE}image is from no registry that is allowed."
    ]
    assert list(check(props, registries=["registry.example.com", "docker.io/"])) == []
