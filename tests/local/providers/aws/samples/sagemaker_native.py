"""Samples of SageMaker in pulumi-aws-native."""

from tests.local.providers.aws.samples.sample import OTHER_TAGS, TAGS, Sample


def pairs(tags: dict[str, str]) -> list[dict[str, str]]:
    return [{"key": key, "value": value} for key, value in sorted(tags.items())]


SAMPLES: dict[str, Sample] = {
    "aws-native:sagemaker:ModelPackageGroup": Sample(
        {"modelPackageGroupName": "native", "modelPackageGroupDescription": "all", "tags": pairs(TAGS)},
        updates={"tags": pairs(OTHER_TAGS)},
        replaces={"modelPackageGroupName": "other", "modelPackageGroupDescription": "other"},
    ),
    "aws-native:sagemaker:StudioLifecycleConfig": Sample(
        {
            "studioLifecycleConfigName": "native",
            "studioLifecycleConfigAppType": "JupyterLab",
            "studioLifecycleConfigContent": "ZWNobw==",
            "tags": pairs(TAGS),
        },
        replaces={
            "studioLifecycleConfigName": "other",
            "studioLifecycleConfigContent": "bHM=",
            "tags": pairs(OTHER_TAGS),
        },
    ),
}
