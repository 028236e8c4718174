"""Kubernetes: images, bounds, probes, ways in, rights, and what a namespace needs beside its workloads."""

from ..controls import ACCESS, GOVERNANCE, INVENTORY, NETWORK, RESILIENCE
from ..graph import Resource, Stack
from ..kernel import DECISION, Level, Severity, StackFindings, rule, stack_rule
from ..pods import WORKLOADS, containers, pod
from ..secrets import in_variable
from ..values import UNKNOWN, Findings, Props, Unassessed, expect, get, items, missing, needed
from .sagemaker import DIGEST

BINDINGS = (
    "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
    "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
)
BUDGET = "kubernetes:policy/v1:PodDisruptionBudget"
DEPLOYMENT = "kubernetes:apps/v1:Deployment"
INGRESS = "kubernetes:networking.k8s.io/v1:Ingress"
NAMESPACE = "kubernetes:core/v1:Namespace"
NETWORK_POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy"
QUOTA = "kubernetes:core/v1:ResourceQuota"
ROLES = ("kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", "kubernetes:rbac.authorization.k8s.io/v1:Role")
SERVICE = "kubernetes:core/v1:Service"
SERVICE_ACCOUNT = "kubernetes:core/v1:ServiceAccount"

CONCEPTS = "https://kubernetes.io/docs/concepts"
TASKS = "https://kubernetes.io/docs/tasks"
GPU = "nvidia.com/gpu"


@rule(
    resource=WORKLOADS,
    severity=Severity.HIGH,
    fix="Name each image by its sha256 digest.",
    url=f"{CONCEPTS}/containers/images/",
    peers=["CKV_K8S_14", "CKV_K8S_43"],
    controls=GOVERNANCE,
    manual=DECISION,
)
def k8s_image_digest(props: Props) -> Findings:
    """A tag can mean another image tomorrow."""
    for at, container in containers(props):
        image = get(container, "image")
        if image is UNKNOWN:
            yield Unassessed(f"{at}image")
        elif not isinstance(image, str) or not DIGEST.search(image):
            yield f"{at}image has no sha256 digest."


@rule(
    resource=WORKLOADS,
    severity=Severity.HIGH,
    fix="Pull the image from one of the registries that are allowed.",
    url=f"{CONCEPTS}/containers/images/",
    controls=GOVERNANCE,
    settings={"registries": {"type": "array", "items": {"type": "string"}, "default": []}},
    manual=DECISION,
)
def k8s_image_registry(props: Props, *, registries: list[str]) -> Findings:
    """An image from anywhere is code from anyone. Without a list every registry will do that is named."""
    for at, container in containers(props):
        image = get(container, "image")
        if image is UNKNOWN:
            yield Unassessed(f"{at}image")
        elif not (_is_in(str(image), registries) if registries else "." in str(image).partition("/")[0]):
            yield f"{at}image is from no registry that is allowed."


@rule(
    resource=WORKLOADS,
    severity=Severity.MEDIUM,
    fix="Set resources.limits.memory, and requests for memory and cpu.",
    url=f"{CONCEPTS}/configuration/manage-resources-containers/",
    peers=["CKV_K8S_10", "CKV_K8S_12", "CKV_K8S_13"],
    controls=RESILIENCE,
)
def k8s_bounds(props: Props) -> Findings:
    """A container without bounds takes the node's memory from the others."""
    for at, container in containers(props, "containers", "initContainers"):
        for path in ("limits.memory", "requests.memory", "requests.cpu"):
            yield from needed(container, f"resources.{path}", at)


@rule(
    resource=("kubernetes:apps/v1:DaemonSet", DEPLOYMENT, "kubernetes:apps/v1:StatefulSet"),
    severity=Severity.LOW,
    fix="Set livenessProbe and readinessProbe.",
    url=f"{TASKS}/configure-pod-container/configure-liveness-readiness-startup-probes/",
    peers=["CKV_K8S_8", "CKV_K8S_9"],
    controls=RESILIENCE,
)
def k8s_probes(props: Props) -> Findings:
    """A server that hangs is restarted, and one that is not ready gets no requests."""
    for at, container in containers(props, "containers"):
        for probe in ("livenessProbe", "readinessProbe"):
            yield from needed(container, probe, at)


@rule(
    resource=WORKLOADS,
    severity=Severity.MEDIUM,
    fix="Set securityContext.readOnlyRootFilesystem to true, and write to a volume.",
    url=f"{TASKS}/configure-pod-container/security-context/",
    peers=["CKV_K8S_22"],
    controls=ACCESS,
    manual=DECISION,
)
def k8s_read_only_root(props: Props) -> Findings:
    """What cannot be written cannot be replaced by an intruder's program."""
    for at, container in containers(props):
        yield from expect(container, "securityContext.readOnlyRootFilesystem", True, at)


@rule(
    resource=(*WORKLOADS, SERVICE_ACCOUNT),
    severity=Severity.MEDIUM,
    fix="Set automountServiceAccountToken to false, unless the program asks the API server.",
    url=f"{TASKS}/configure-pod-container/configure-service-account/",
    peers=["CKV_K8S_38"],
    controls=ACCESS,
    manual=DECISION,
)
def k8s_no_token(props: Props) -> Findings:
    """A token that lies in the container is anybody's who gets in."""
    at, spec = pod(props) if "spec" in props else ("", props)
    yield from expect(spec, "automountServiceAccountToken", False, at)


@rule(
    resource=SERVICE,
    severity=Severity.HIGH,
    fix="Use ClusterIP, or an internal load balancer, and leave externalIPs out.",
    url=f"{CONCEPTS}/services-networking/service/",
    controls=NETWORK,
    manual=DECISION,
)
def k8s_service_private(props: Props) -> Findings:
    """A port on every node, or an address of the internet, is a way in around the ingress."""
    kind = get(props, "spec.type")
    if kind is UNKNOWN:
        yield Unassessed("spec.type")
    elif kind == "NodePort":
        yield "spec.type is NodePort."
    elif kind == "LoadBalancer" and not _internal(props):
        yield "spec.type is LoadBalancer, and no annotation says that it is internal."
    if not missing(props, "spec.externalIPs"):
        yield "spec.externalIPs is set."


@rule(
    resource=INGRESS,
    severity=Severity.MEDIUM,
    fix="Name each host, and give it a certificate under spec.tls.",
    url=f"{CONCEPTS}/services-networking/ingress/",
    controls=NETWORK,
    manual=DECISION,
)
def k8s_ingress_named(props: Props) -> Findings:
    """An ingress for every host answers for names that are not its own."""
    for index, one in enumerate(items(props, "spec.rules")):
        host = get(one, "host")
        if host is UNKNOWN:
            yield Unassessed(f"spec.rules[{index}].host")
        elif not host or str(host).startswith("*"):
            yield f"spec.rules[{index}].host is every host."
    yield from needed(props, "spec.tls")


@rule(
    resource=WORKLOADS,
    severity=Severity.MEDIUM,
    fix=f"Set {GPU} under resources.limits, and a toleration of the GPU nodes' taint.",
    url=f"{TASKS}/manage-gpus/scheduling-gpus/",
    controls=INVENTORY,
    manual=DECISION,
)
def k8s_gpu_tolerated(props: Props) -> Findings:
    """A GPU node is tainted, so that only what needs it pays for it."""
    at, spec = pod(props)
    for where, container in containers(props, "containers"):
        asked = get(container, "resources.limits")
        wants = isinstance(asked, dict) and GPU in asked
        if wants and missing(spec, "tolerations"):
            yield f"{where}resources.limits has {GPU}, and {at}tolerations is not set."


@rule(
    resource=WORKLOADS,
    severity=Severity.HIGH,
    fix="Read the secret from a Secret by secretKeyRef; for AWS give the service account a role.",
    url=f"{CONCEPTS}/configuration/secret/",
    peers=["CKV_K8S_35"],
    controls=ACCESS,
    manual=DECISION,
)
def k8s_no_env_secrets(props: Props) -> Findings:
    """Whoever may read a pod reads its environment, and a key that stands there does not end."""
    for at, container in containers(props):
        for index, variable in enumerate(items(container, "env")):
            where = f"{at}env[{index}]"
            if variable is UNKNOWN:
                yield Unassessed(where)
            elif missing(variable, "valueFrom"):
                yield from in_variable(where, str(get(variable, "name")), get(variable, "value"))


@rule(
    resource=WORKLOADS,
    severity=Severity.LOW,
    fix="Set metadata.namespace to a namespace of the product's own.",
    url=f"{CONCEPTS}/overview/working-with-objects/namespaces/",
    peers=["CKV_K8S_21"],
    controls=ACCESS,
)
def k8s_own_namespace(props: Props) -> Findings:
    """Quota, network policy and rights are a namespace's; the default one has none."""
    namespace = get(props, "metadata.namespace")
    if namespace is UNKNOWN:
        yield Unassessed("metadata.namespace")
    elif namespace in (None, "", "default"):
        yield "metadata.namespace is the default one."


@rule(
    resource=ROLES,
    severity=Severity.HIGH,
    fix="Name the verbs and the resources.",
    url="https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    peers=["CKV_K8S_49"],
    controls=ACCESS,
    manual=DECISION,
)
def k8s_rbac_no_wildcard(props: Props) -> Findings:
    """A role for everything is one for what is added tomorrow, too."""
    for index, one in enumerate(items(props, "rules")):
        for path in ("verbs", "resources"):
            listed = get(one, path)
            if listed is UNKNOWN:
                yield Unassessed(f"rules[{index}].{path}")
            elif isinstance(listed, list) and "*" in listed:
                yield f"rules[{index}].{path} has a wildcard."


@rule(
    resource=BINDINGS,
    severity=Severity.CRITICAL,
    fix="Bind a role that has what is needed.",
    url="https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    controls=ACCESS,
    manual=DECISION,
)
def k8s_no_cluster_admin(props: Props) -> Findings:
    """Whoever holds cluster-admin holds every secret of the cluster."""
    name = get(props, "roleRef.name")
    if name is UNKNOWN:
        yield Unassessed("roleRef.name")
    elif name == "cluster-admin":
        yield "roleRef.name is that of the role which may do everything."


@stack_rule(
    resource=NAMESPACE,
    severity=Severity.HIGH,
    fix="Add a NetworkPolicy that denies what is not named.",
    url=f"{CONCEPTS}/services-networking/network-policies/",
    peers=["CKV2_K8S_6"],
    controls=NETWORK,
)
def stack_k8s_network_policy(stack: Stack) -> StackFindings:
    """Every namespace has a network policy."""
    yield from _each_namespace_has(stack, NETWORK_POLICY, "network policy")


@stack_rule(
    resource=NAMESPACE,
    severity=Severity.MEDIUM,
    fix="Add a ResourceQuota.",
    url=f"{CONCEPTS}/policy/resource-quotas/",
    controls=RESILIENCE,
)
def stack_k8s_quota(stack: Stack) -> StackFindings:
    """Every namespace has a quota."""
    yield from _each_namespace_has(stack, QUOTA, "quota")


@stack_rule(
    resource=DEPLOYMENT,
    severity=Severity.LOW,
    fix="Add a PodDisruptionBudget whose selector is the deployment's.",
    url=f"{TASKS}/run-application/configure-pdb/",
    controls=RESILIENCE,
    level=Level.ADVISORY,
)
def stack_k8s_disruption_budget(stack: Stack) -> StackFindings:
    """Every deployment of two or more keeps some of them while nodes are drained."""
    selected = [get(budget.props, "spec.selector.matchLabels") for budget in stack.of(BUDGET)]
    for deployment in stack.of(DEPLOYMENT):
        replicas = get(deployment.props, "spec.replicas")
        if not isinstance(replicas, int) or replicas < 2:
            continue
        labels = get(deployment.props, "spec.selector.matchLabels")
        if labels in selected and labels is not UNKNOWN:
            continue
        if labels is UNKNOWN or UNKNOWN in selected:
            yield deployment, Unassessed("spec.selector.matchLabels of a PodDisruptionBudget")
        else:
            yield deployment, "no disruption budget selects what the deployment selects."


def _each_namespace_has(stack: Stack, companion: str, words: str) -> StackFindings:
    """By the name in metadata, which the program writes or leaves to Pulumi."""
    there = [get(one.props, "metadata.namespace") for one in stack.of(companion)]
    for namespace in stack.of(NAMESPACE):
        name = get(namespace.props, "metadata.name")
        if name in there and name is not UNKNOWN:
            continue
        if (name is UNKNOWN or UNKNOWN in there) and _may_refer(stack, companion, namespace):
            continue
        if name is UNKNOWN or UNKNOWN in there:
            yield namespace, Unassessed(f"metadata.namespace of a {words}")
        else:
            yield namespace, f"the namespace has no {words}."


def _may_refer(stack: Stack, companion: str, namespace: Resource) -> bool:
    """Whether a companion's metadata depends on this namespace."""
    return any(namespace.urn in one.depends_on.get("metadata", ()) for one in stack.of(companion))


def _internal(props: Props) -> bool:
    """Whether an annotation keeps a load balancer inside."""
    notes = get(props, "metadata.annotations")
    inside = {"internal", "true", UNKNOWN}
    return isinstance(notes, dict) and any(
        key.endswith(("load-balancer-scheme", "load-balancer-internal", "load-balancer-type")) and value in inside
        for key, value in notes.items()
    )


def _is_in(image: str, registries: list[str]) -> bool:
    """Whether an image is from one of the registries, or of their folders."""
    return image.startswith(tuple(f"{registry.rstrip('/')}/" for registry in registries))
