"""Images: containers by digest, from a private registry."""

import pulumi
from pydantic import Field

from ..args import Digest, RegistryHost, RepositoryName, Settings
from ..component import Account


class Image(Settings):
    """A container image that cannot change under its name."""

    repository: RepositoryName = Field(description="ECR repository, for example churn-train.")
    digest: Digest = Field(description="The image's digest: what was tested is what runs.")
    registry: RegistryHost | None = Field(None, description="Registry host; none: this account's, in this region.")

    def uri(self, account: Account) -> pulumi.Output[str]:
        """`<registry>/<repository>@<digest>`."""
        return pulumi.Output.concat(self._registry(account), "/", self.repository, "@", self.digest)

    def repository_arn(self, account: Account) -> pulumi.Output[str]:
        """The repository that a role must be allowed to pull from."""
        host = self._registry(account).apply(lambda known: known.split("."))
        return account.repository_arn(host[0], host[3], self.repository)

    def _registry(self, account: Account) -> pulumi.Output[str]:
        if self.registry is not None:
            return pulumi.Output.from_input(self.registry)
        return registry_of(account)


def registry_of(account: Account) -> pulumi.Output[str]:
    """The account's own registry in this region."""
    suffix = account.partition.apply(lambda known: "amazonaws.com.cn" if known == "aws-cn" else "amazonaws.com")
    return pulumi.Output.concat(account.id, ".dkr.ecr.", account.region, ".", suffix)
