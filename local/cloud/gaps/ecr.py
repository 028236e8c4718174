"""ECR: an image's digest is that of its manifest, byte for byte, and a call may name another account's registry."""

import hashlib

from moto.ecr.models import ECRBackend, Image, ecr_backends
from moto.ecr.responses import ECRResponse

from local.cloud.patching import replace


def _create_digest(image: Image) -> None:
    vars(image)["_image_digest"] = f"sha256:{hashlib.sha256(image.image_manifest.encode()).hexdigest()}"


def _ecr_backend(self: ECRResponse) -> ECRBackend:
    registry: str | None = self._get_param("registryId")  # pyright: ignore[reportPrivateUsage]
    return ecr_backends[registry or self.current_account][self.region]


replace(Image, _create_digest=_create_digest)
replace(ECRResponse, ecr_backend=property(_ecr_backend))
