"""Promoting: a version of the registry becomes what an environment serves, and goes back."""

from dataclasses import dataclass
from pathlib import Path

from pulumi_mlops.naming import physical_name

from .. import loader
from ..model import Deployment, Environment, Home
from ..product.model import ProductSpec
from . import manifest
from .account import Account, ReleaseError
from .checking import differences, release_of
from .manifest import Manifest, Release


@dataclass(frozen=True)
class Product:
    """A product's environment, as its spec says."""

    folder: Path
    name: str
    environment: Environment

    @property
    def spec(self) -> ProductSpec:
        return self._deployment.spec

    @property
    def manifest_file(self) -> Path:
        """What a pull request shows."""
        return manifest.place(self.folder, self.name, self.environment)

    @property
    def home(self) -> Home:
        """Where its models are registered: the first environment of `promotion`, or the environment itself."""
        here = self._deployment
        return here.home or Home(self.environment, here.spec.account, here.spec.region)

    def account(self) -> Account:
        """What is read with the caller's credentials, in the region of the registry."""
        return Account(region=self.home.region)

    def group_arn(self, account: Account) -> str:
        """The model package group of `home`."""
        here, home = account.here.split(":"), self.home
        parts = [*here[:4], home.account or here[4], f"model-package-group/{group_of(self.name, home.environment)}"]
        return ":".join(parts)

    @property
    def _deployment(self) -> Deployment[ProductSpec]:
        return loader.load(self.folder / f"{self.name}.yaml", self.environment)


def group_of(product: str, environment: Environment) -> str:
    """The name of a product's model package group."""
    return physical_name("models", stack=f"{product}-{environment}")


def promote(product: Product, version: int, account: Account) -> Manifest:
    """The manifest with this version as the served one, written. Raises ReleaseError with every reason why not."""
    return _written(product, _registered(product, version, account))


def promote_from(product: Product, other: Environment, account: Account) -> Manifest:
    """The same with what another environment serves. Raises ReleaseError where that is not true any more."""
    file = manifest.place(product.folder, product.name, other)
    known = manifest.load(file)
    if known is None:
        raise ReleaseError(f"{file} is not there: promote to {other} first, or name a --version")
    if wrong := differences(known.served, account):
        raise ReleaseError(*(f"{file}: {each}" for each in wrong))
    return _written(product, known.served)


def rollback(product: Product) -> Manifest:
    """The manifest with the release before as the served one, written. Nobody is asked: the stack checks."""
    known = manifest.load(product.manifest_file)
    back = known.rolled_back() if known else None
    if known is None or back is None:
        why = f"has no release before version {known.serving}" if known else "is not there"
        raise ReleaseError(f"{product.manifest_file} {why}: there is nothing to go back to; promote a version")
    manifest.write(product.manifest_file, back)
    return back


def _registered(product: Product, version: int, account: Account) -> Release:
    group = product.group_arn(account)
    there = account.versions(group)
    if version not in there:
        told = ", ".join(map(str, there)) or "none"
        raise ReleaseError(f"{group} has no version {version} (it has {told}): name one of these")
    package = account.package(f"{group.replace(':model-package-group/', ':model-package/')}/{version}")
    training = product.spec.training
    gates = [training.gate] if training else []
    return release_of(package, account, gates, alone=product.environment is Environment.LOCAL)


def _written(product: Product, release: Release) -> Manifest:
    known = manifest.load(product.manifest_file)
    made = (
        known.with_release(release)
        if known
        else Manifest(
            product=product.name, environment=product.environment, serving=release.version, releases=[release]
        )
    )
    manifest.write(product.manifest_file, made)
    return made
