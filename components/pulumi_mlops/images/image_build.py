"""ImageBuild: a folder with a Dockerfile or a conda environment file to an image that passed the gate, by digest."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal, Self

import pulumi
import pulumi_aws as aws
from pydantic import Field, model_validator

from ..access.job_role import JobRole, JobRoleArgs
from ..access.jobs import ImageBuild as BuildJob
from ..access.jobs import Objects, Placement
from ..access.role import wearing
from ..args import LOGS_KEPT, Args, Arn, Digest, Input, KmsKeyArn, LogRetentionDays, Matching, Settings, wrong
from ..component import Account, Component
from ..naming import physical_name
from . import context as contexts
from .buildspec import PASSED, Severity, buildspec, environment
from .image import Image

BUILDER = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
"""AWS's own build image, with docker and the AWS CLI: https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-available.html"""
PREFIX = "images/"
"""Where in the bucket contexts are kept."""

ArgumentName = Annotated[
    str, Matching(r"^[A-Za-z_][A-Za-z0-9_]*$", "must be a Dockerfile's ARG, for example BASE or PIP_INDEX_URL")
]
Finding = Annotated[
    str, Matching(r"^(CVE|GHSA|ALAS|RHSA)[A-Za-z0-9_.-]+$", "must be a finding's name, for example CVE-2026-12345")
]


class CondaSettings(Settings):
    """An environment file, and what installs it."""

    file: str = Field("environment.yml", description="Environment file in the context.")
    tool: Literal["micromamba", "mamba", "conda"] = Field(
        "micromamba", description="What installs it into the environment `base`; the base image must have it."
    )


class ScanGateSettings(Settings):
    """What the scan of an image may find."""

    severity: Severity = Field("HIGH", description="Findings this severe or worse refuse an image.")
    accepted: Mapping[Finding, str] = Field(
        default_factory=dict, description="Findings that are accepted, each with the reason."
    )


class ImageBuildSettings(Settings):
    """What a person chooses of an ImageBuild."""

    context: str = Field(description="Folder to build, seen from the program's folder, for example images/train.")
    dockerfile: str | None = Field(None, description="Dockerfile in it; none, and no conda: Dockerfile.")
    conda: CondaSettings | None = Field(
        None, description="Build from an environment file instead; the folder's files become commands on the PATH."
    )
    bases: Mapping[ArgumentName, Image] = Field(
        default_factory=dict, description="Images to start from, each by its ARG: `ARG BASE`, `FROM ${BASE}`."
    )
    arguments: Mapping[ArgumentName, str] = Field(
        default_factory=dict, description="More build arguments. Never a secret: the image's history shows them."
    )
    gate: ScanGateSettings = Field(
        default_factory=lambda: ScanGateSettings.model_validate({}), description="What a scan may find."
    )
    digest: Digest | None = Field(
        None, description="The image to use, as a build told it; none until the first build is done."
    )
    timeout_minutes: int = Field(60, ge=5, le=480, description="Minutes after which a build is stopped.")
    log_retention_days: LogRetentionDays = Field(LOGS_KEPT, description="Days that the builds' logs are kept.")

    @model_validator(mode="after")
    def _one_recipe(self) -> Self:
        if self.conda and self.dockerfile:
            raise wrong("leave it out: the Dockerfile of an environment file is made for you", "dockerfile")
        if self.conda and "BASE" not in self.bases:
            raise wrong(f"needs BASE: an image with {self.conda.tool} to install the environment into", "bases")
        for name in self.arguments:
            if name in self.bases:
                raise wrong("is one of bases, too: name it once", "arguments", name)
        return self


class ImageBuildArgs(ImageBuildSettings, Args):
    """What an ImageBuild is made of."""

    repository: Input[str] = Field(description="Name of the ImageRepository that the image is pushed to.")
    repository_arn: Input[Arn] = Field(description="ARN of that repository.")
    repository_url: Input[str] = Field(description="Registry and name of that repository.")
    bucket: Input[str] = Field(description="Name of the bucket for contexts.")
    bucket_arn: Input[Arn] = Field(description="ARN of that bucket.")
    kms_key_arn: Input[KmsKeyArn] = Field(description="Customer key of bucket, build and logs.")
    vpc_id: Input[str] | None = Field(None, description="VPC that builds run in; none: a network of AWS's.")
    subnet_ids: Sequence[Input[str]] = Field((), description="Private subnets of that VPC.")
    security_group_ids: Sequence[Input[str]] = Field((), description="Security groups of the builds in it.")
    permissions_boundary: Input[Arn] | None = Field(None, description="Policy that bounds the role.")

    @model_validator(mode="after")
    def _network_whole(self) -> Self:
        if bool(self.vpc_id) != bool(self.subnet_ids) or bool(self.vpc_id) != bool(self.security_group_ids):
            raise wrong("goes with subnet_ids and security_group_ids: give all three or none", "vpc_id")
        return self


class ImageBuild(Component, token="mlops:images:ImageBuild"):
    """A build project, and the digest of the image that it made and that the stack names. A deploy starts no build."""

    project: pulumi.Output[str]
    tag: str
    """Follows from the context: what the next build is tagged."""
    digest: pulumi.Output[str | None]
    """The digest that the settings name, once ECR has told that it is there and that it passed the gate."""

    def __init__(self, name: str, args: ImageBuildArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        account = self.account
        context, dockerfile = sources(args)
        prefix = f"{PREFIX}{physical_name(name)}/"
        made_of = [f"{argument}={value}" for argument, value in sorted(args.arguments.items())]
        digests = {argument: base.digest for argument, base in args.bases.items()}
        tag = context.tag({**args.arguments, **digests, "dockerfile": dockerfile})
        source = aws.s3.BucketObjectv2(
            f"{name}-context",
            bucket=args.bucket,
            key=f"{prefix}{tag}.zip",
            source=context.archive,
            tags=self.tags,
            opts=self.child,
        )
        logs = aws.cloudwatch.LogGroup(
            f"{name}-logs",
            name=f"/aws/codebuild/{physical_name(name)}",
            retention_in_days=args.log_retention_days,
            kms_key_id=args.kms_key_arn,
            tags=self.tags,
            opts=self.child,
        )
        role = JobRole(
            name,
            JobRoleArgs(
                job=build_job(args, account, physical_name(name), prefix),
                permissions_boundary=args.permissions_boundary,
                tags=self.tags,
            ),
            self.child,
        )
        bases = [pulumi.Output.concat(argument, "=", base.uri(account)) for argument, base in args.bases.items()]
        registries = [one.apply(lambda uri: uri.split("/")[0]) for one in (
            pulumi.Output.from_input(args.repository_url), *(base.uri(account) for base in args.bases.values())
        )]  # fmt: skip
        read = environment(
            args.gate.severity,
            args.gate.accepted,
            arguments=pulumi.Output.all(*made_of, *bases).apply("\n".join),
            dockerfile=dockerfile,
            image=args.repository_url,
            registries=pulumi.Output.all(*registries).apply(lambda hosts: " ".join(sorted(set(hosts)))),
            repository=args.repository,
            tag=tag,
        )
        project = aws.codebuild.Project(
            f"{name}-project",
            name=physical_name(name),
            description=f"Builds, scans and judges the image {name}.",
            service_role=role.arn,
            source={
                "type": "S3",
                "location": pulumi.Output.concat(source.bucket, "/", source.key),
                "buildspec": buildspec(),
            },
            artifacts={"type": "NO_ARTIFACTS"},
            environment={
                "type": "LINUX_CONTAINER",
                "image": BUILDER,
                "compute_type": "BUILD_GENERAL1_MEDIUM",
                "privileged_mode": True,  # the docker daemon, inside the build's own machine
                "environment_variables": [{"name": key, "value": value} for key, value in sorted(read.items())],
            },
            encryption_key=args.kms_key_arn,
            logs_config={"cloudwatch_logs": {"group_name": logs.name}},
            build_timeout=args.timeout_minutes,
            vpc_config={
                "vpc_id": args.vpc_id,
                "subnets": list(args.subnet_ids),
                "security_group_ids": list(args.security_group_ids),
            }
            if args.vpc_id
            else None,
            tags=self.tags,
            opts=wearing(self, role),
        )
        self.publish(project=project.name, tag=tag, digest=self._passed(args, name))

    def _passed(self, args: ImageBuildArgs, name: str) -> pulumi.Output[str | None]:
        if args.digest is None:
            return pulumi.Output.from_input(None)
        found = aws.ecr.get_image_output(
            repository_name=args.repository, image_digest=args.digest, opts=pulumi.InvokeOutputOptions(parent=self)
        )
        return found.apply(lambda image: passed(name, image.image_digest, image.image_tags))


def passed(name: str, digest: str, tags: Sequence[str]) -> str:
    """The digest, if one of the image's tags says that it passed the gate. Raises RunError otherwise."""
    if not any(tag.startswith(PASSED) for tag in tags):
        raise pulumi.RunError(f"{name}: {digest} is in the repository and never passed the gate: name one that did")
    return digest


def sources(settings: ImageBuildSettings) -> tuple[contexts.Context, str]:
    """The context, and the Dockerfile in it."""
    if settings.conda:
        files = contexts.read(settings.context, settings.conda.file)
        return contexts.with_environment(files, settings.conda.file, settings.conda.tool), contexts.GENERATED
    dockerfile = settings.dockerfile or "Dockerfile"
    return contexts.read(settings.context, dockerfile), dockerfile


def build_job(args: ImageBuildArgs, account: Account, project: str, prefix: str) -> BuildJob:
    """The build as a job, from which its role follows."""
    placed = {"subnet_ids": list(args.subnet_ids), "security_group_ids": list(args.security_group_ids)}
    return BuildJob(
        project_name=project,
        source=Objects(bucket_arn=args.bucket_arn, prefix=prefix),
        repository_arn=args.repository_arn,
        base_repository_arns=[base.repository_arn(account) for base in args.bases.values()],
        kms_key_arns=[args.kms_key_arn],
        network=Placement.model_validate(placed) if args.vpc_id else None,
    )
