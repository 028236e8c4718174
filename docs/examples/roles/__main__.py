"""A boundary, a training role derived from what it is given, and a CI that GitHub's tokens let in from one branch."""

import pulumi
import pulumi_mlops as mlops
from pulumi_mlops.access import jobs
from pulumi_mlops.access.personas import Persona
from pulumi_mlops.access.trust import GITHUB, GitHubRun, TakenBy
from pulumi_mlops.access.workplace import Workplace

TAGS = {"product": "churn", "environment": "dev", "owner": "me", "cost-center": "1", "data-classification": "internal"}

key = mlops.EncryptionKey("key", mlops.EncryptionKeyArgs(tags=TAGS, disposable=True))
logs = mlops.LogBucket("logs", mlops.LogBucketArgs(tags=TAGS, disposable=True))
data = mlops.Bucket("data", mlops.BucketArgs(kms_key_arn=key.arn, log_bucket=logs.bucket, tags=TAGS, disposable=True))
images = mlops.ImageRepository("train", mlops.ImageRepositoryArgs(kms_key_arn=key.arn, tags=TAGS, disposable=True))
boundary = mlops.PermissionsBoundary("boundary", mlops.PermissionsBoundaryArgs(tags=TAGS))

training = jobs.Training(
    reads=[jobs.Objects(bucket_arn=data.arn, prefix="curated/")],
    writes=[jobs.Objects(bucket_arn=data.arn, prefix="models/")],
    kms_key_arns=[key.arn],
    repository_arns=[images.arn],
)
job = mlops.JobRole("training", mlops.JobRoleArgs(job=training, permissions_boundary=boundary.arn, tags=TAGS))

github = mlops.IdentityProvider(
    "github", mlops.IdentityProviderArgs(issuer=GITHUB, audience="sts.amazonaws.com", tags=TAGS)
)
ci = mlops.PersonaRole(
    "ci",
    mlops.PersonaRoleArgs(
        persona=Persona.CI,
        taken_by=TakenBy(github=[GitHubRun(repository="our-team/churn", branch="main")]),
        workplace=Workplace(stacks=["churn-dev"]),
        permissions_boundary=boundary.arn,
        tags=TAGS,
    ),
    pulumi.ResourceOptions(depends_on=[github]),
)
pulumi.export("training_role", job.arn)
pulumi.export("ci_role", ci.arn)
