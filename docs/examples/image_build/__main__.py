"""An image built from the folder `train`; its digest is checked once the config names the build that passed."""

import pulumi
import pulumi_mlops as mlops

TAGS = {"product": "churn", "environment": "dev", "owner": "me", "cost-center": "1", "data-classification": "internal"}
BASE = {"repository": "python", "digest": "sha256:" + "0" * 64}

key = mlops.EncryptionKey("key", mlops.EncryptionKeyArgs(tags=TAGS, disposable=True))
logs = mlops.LogBucket("logs", mlops.LogBucketArgs(tags=TAGS, disposable=True))
contexts = mlops.Bucket(
    "contexts", mlops.BucketArgs(kms_key_arn=key.arn, log_bucket=logs.bucket, tags=TAGS, disposable=True)
)
images = mlops.ImageRepository("train", mlops.ImageRepositoryArgs(kms_key_arn=key.arn, tags=TAGS, disposable=True))
build = mlops.ImageBuild(
    "train-build",
    mlops.ImageBuildArgs(
        context="train",
        bases={"BASE": mlops.Image.model_validate(BASE)},
        digest=pulumi.Config().get("digest"),
        repository=images.repository,
        repository_arn=images.arn,
        repository_url=images.url,
        bucket=contexts.bucket,
        bucket_arn=contexts.arn,
        kms_key_arn=key.arn,
        tags=TAGS,
    ),
)
pulumi.export("project", build.project)
pulumi.export("repository", images.repository)
pulumi.export("tag", build.tag)
pulumi.export("digest", build.digest)
