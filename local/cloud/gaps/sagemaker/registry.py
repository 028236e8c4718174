"""Registry: model package groups and their packages, approved, listed and deleted as AWS does."""

from typing import Any

from moto.sagemaker.responses import SageMakerResponse

from local.cloud.gaps.filling import Answer, Call, answers
from local.cloud.gaps.sagemaker import kinds


@kinds.before_delete("ModelPackageGroup")
def refuse_with_packages(call: Call, group: Any) -> None:
    packages = kinds.backend(call).model_packages.values()
    if any(package.model_package_group_name == group.model_package_group_name for package in packages):
        raise call.refuse(
            "ConflictException", "Model Package Group cannot be deleted: it still contains Model Packages."
        )


@answers(SageMakerResponse, "DeleteModelPackage")
def delete_model_package(call: Call) -> Answer:
    backend, name = kinds.backend(call), str(call.params["ModelPackageName"])
    arn = backend.model_package_name_mapping.pop(name, name)
    if backend.model_packages.pop(arn, None) is None:
        raise call.refuse(kinds.INVALID, f"ModelPackage {name} does not exist.")
    return {}
