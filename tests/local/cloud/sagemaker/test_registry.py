"""The model registry: groups and versions of models."""

from tests.local.cloud.sagemaker.asking import IMAGE, create, delete, error


def test_a_group_with_packages_is_not_deleted_before_them(sagemaker):
    create(sagemaker, "ModelPackageGroup")
    package = sagemaker.create_model_package(
        ModelPackageGroupName="g",
        InferenceSpecification={
            "Containers": [{"Image": IMAGE}],
            "SupportedContentTypes": ["text/csv"],
            "SupportedResponseMIMETypes": ["text/csv"],
        },
    )["ModelPackageArn"]
    assert error(delete, sagemaker, "ModelPackageGroup") == (
        "ConflictException",
        "Model Package Group cannot be deleted: it still contains Model Packages.",
    )
    sagemaker.delete_model_package(ModelPackageName=package)
    assert error(sagemaker.delete_model_package, ModelPackageName=package) == (
        "ValidationException",
        f"ModelPackage {package} does not exist.",
    )
    delete(sagemaker, "ModelPackageGroup")
