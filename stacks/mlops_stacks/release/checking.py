"""Checking: what a model package must be to be released, and what a release must still be to be deployed."""

from collections.abc import Iterator, Mapping, Sequence

from pulumi_mlops.registry.provenance import UNKNOWN, Provenance
from pulumi_mlops.training.settings import GateSettings

from .account import Account, Package, ReleaseError
from .manifest import Approval, Artifact, Facts, Release


def release_of(package: Package, account: Account, gates: Sequence[GateSettings], *, alone: bool) -> Release:
    """The release of an approved package, by what the account tells of it.

    `alone`: who registers may approve, as on a laptop. Raises ReleaseError with every reason why it cannot be released.
    """
    problems = [*_approval_problems(package, alone=alone), *_origin_problems(package)]
    image, artifact = package.image, None
    if image is None:
        problems.append(
            f"its image is {package.container.get('Image', 'not named')}, without a digest:"
            " register it by digest, <registry>/<repository>@sha256:..."
        )
    elif not account.has(image):
        problems.append(f"its image {image.repository}@{image.digest} is not in {image.registry}: push it again")
    if package.artifact_uri is None:
        problems.append("it names no artifact: register it with ModelDataUrl")
    else:
        artifact = account.artifact(package.artifact_uri)
        problems += _replaced(package, account)
    metrics = account.metrics(package.evaluation_uri) if package.evaluation_uri else {}
    problems += (each for gate in gates for each in _gate_problems(metrics, gate))
    if problems or image is None or artifact is None:
        raise ReleaseError(*(f"{package.arn}: {each}" for each in problems))
    return Release.of(
        Facts(
            version=int(package.told["ModelPackageVersion"]),
            package=package.arn,
            image=image,
            artifact=artifact,
            metrics=metrics,
            approved=_approval(package),
            commit=package.origin(Provenance.COMMIT) or "",
            data_version=package.origin(Provenance.DATA_VERSION) or "",
        )
    )


def differences(release: Release, account: Account) -> list[str]:
    """How registry, S3 and ECR differ from the release; nothing: it may be deployed."""
    package = account.package(release.package)
    found: list[str] = []
    if package.approval != "Approved":
        found.append(f"the registry says {package.approval}, not Approved: have it approved, or roll back")
    told = {
        "image": (package.image, release.image),
        "artifact": (package.artifact_uri, release.artifact.uri),
        "commit": (package.origin(Provenance.COMMIT), release.commit),
        "data_version": (package.origin(Provenance.DATA_VERSION), release.data_version),
    }
    found += [
        f"{what} is {here} in the registry and {there} in the manifest: promote the version again"
        for what, (here, there) in told.items()
        if here != there
    ]
    if not account.has(release.image):
        found.append(
            f"image {release.image.repository}@{release.image.digest} is not in {release.image.registry}:"
            " push that very image again, or roll back"
        )
    found += _changed(account.artifact(release.artifact.uri, release.artifact), release.artifact)
    # What the registry noted is nobody's to write; the manifest's own digests are those of who wrote it.
    found += _replaced(package, account)
    return [f"version {release.version} ({release.package}): {each}" for each in found]


def _changed(now: Artifact, then: Artifact) -> Iterator[str]:
    if now.sha256 != then.sha256:
        yield (
            f"{then.uri} has SHA-256 {now.sha256}, and the manifest {then.sha256}:"
            " the file was replaced; bring the old one back, or train and promote a new version"
        )


def _replaced(package: Package, account: Account) -> Iterator[str]:
    """The registry notes the file's ETag where SageMaker registered it."""
    noted = str(package.container.get("ModelDataETag", "")).strip('"')
    if noted and noted != account.etag(str(package.artifact_uri)):
        yield f"{package.artifact_uri} was replaced after it was registered: register a new version"


def _approval_problems(package: Package, *, alone: bool) -> Iterator[str]:
    if package.approval != "Approved":
        yield f"it is {package.approval}: a reviewer approves it first (aws sagemaker update-model-package)"
    elif package.approver is None:
        yield "the registry does not tell who approved it: have it approved again by a role of this account"
    elif package.approver == package.maker and not alone:
        yield f"{package.maker} registered and approved it: somebody else must approve it"


def _origin_problems(package: Package) -> Iterator[str]:
    for key in (Provenance.COMMIT, Provenance.DATA_VERSION):
        if package.origin(key) in (None, "", UNKNOWN):
            yield f"it does not tell its {key}: register it with CustomerMetadataProperties {key}"


def _gate_problems(metrics: Mapping[str, float], gate: GateSettings) -> Iterator[str]:
    value = metrics.get(gate.metric)
    if value is None:
        told = ", ".join(metrics) or "nothing"
        yield f"its evaluation tells no {gate.metric}, which training.gate asks for (it tells {told})"
    elif gate.at_least is not None and value < gate.at_least:
        yield f"its {gate.metric} is {value:g}, under the gate of {gate.at_least:g}"
    elif gate.at_most is not None and value > gate.at_most:
        yield f"its {gate.metric} is {value:g}, over the gate of {gate.at_most:g}"


def _approval(package: Package) -> Approval:
    return Approval(
        by=package.approver or "",
        at=f"{package.told['LastModifiedTime']:%Y-%m-%dT%H:%M:%SZ}",
        why=package.told.get("ApprovalDescription"),
    )
