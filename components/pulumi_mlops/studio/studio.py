"""Studio: a SageMaker domain without the internet, a profile for each person, and apps that stop when they are idle."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

import pulumi
import pulumi_aws as aws
from pydantic import Field, model_validator

from ..access.role import ExecutionRole, ExecutionRoleArgs, wearing
from ..access.statements import write_logs
from ..args import Args, Arn, Input, KmsKeyArn, wrong
from ..component import Component
from ..naming import physical_name
from .settings import StudioSettings, StudioSpaceSettings
from .teardown import Teardown

HIDDEN = ["Canvas", "JupyterServer", "KernelGateway", "RSessionGateway", "RStudioServerPro"]
"""Apps that nothing stops when they are idle."""


class StudioArgs(StudioSettings, Args):
    """What a Studio is made of."""

    vpc_id: Input[str] = Field(description="VPC that the apps run in.")
    subnet_ids: Sequence[Input[str]] = Field(min_length=1, description="Private subnets of that VPC.")
    security_group_ids: Sequence[Input[str]] = Field(min_length=1, description="Security groups of the apps.")
    kms_key_arn: Input[KmsKeyArn] = Field(description="Customer key for home folders, volumes and shared output.")
    persona_role_arns: Mapping[str, Input[Arn]] = Field(description="Role of each persona, which Studio may take.")
    bucket: Input[str] | None = Field(None, description="Name of the bucket for shared output.")
    permissions_boundary: Input[Arn] | None = Field(None, description="Policy that bounds the roles made here.")
    disposable: bool = Field(False, description="Goes with home folders, spaces and apps: for laptops and trials only.")

    @model_validator(mode="after")
    def _known(self) -> Self:
        for persona, path in self.personas:
            if persona not in self.persona_role_arns:
                raise wrong(f'"{persona}" has no role; there are {", ".join(self.persona_role_arns)}', *path)
        if self.share_output and self.bucket is None:
            raise wrong("needs a bucket for the output", "share_output")
        return self


class Studio(Component, token="mlops:studio:Studio"):
    """A domain in VpcOnly mode. Nobody works with the domain's own role: it may write logs, and nothing else."""

    domain_id: pulumi.Output[str]
    domain_arn: pulumi.Output[str]
    url: pulumi.Output[str]
    profile_arns: Mapping[str, pulumi.Output[str]]
    home_file_system_id: pulumi.Output[str]

    def __init__(self, name: str, args: StudioArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        nobody = ExecutionRole(
            name,
            ExecutionRoleArgs(
                service="sagemaker.amazonaws.com",
                statements=write_logs(self.account.arn("logs", "log-group:/aws/sagemaker/studio")),
                permissions_boundary=args.permissions_boundary,
                tags=self.tags,
            ),
            self.child,
        )
        teardown = Teardown(self, name, args.kms_key_arn, args.permissions_boundary, active=args.disposable)
        groups = teardown.groups(args.vpc_id)
        shared_role = args.persona_role_arns[args.shared_persona] if args.shared_persona else nobody.arn
        domain = aws.sagemaker.Domain(
            f"{name}-domain",
            domain_name=physical_name(name),
            auth_mode=args.sign_in.upper(),
            app_network_access_type="VpcOnly",
            vpc_id=args.vpc_id,
            subnet_ids=list(args.subnet_ids),
            kms_key_id=args.kms_key_arn,
            tag_propagation="ENABLED",
            default_user_settings=user_defaults(args, nobody.arn),
            default_space_settings={
                "execution_role": shared_role,
                "security_groups": list(args.security_group_ids),
                "jupyter_lab_app_settings": {"app_lifecycle_management": idle(args)},
                "space_storage_settings": volumes(args),
            },
            domain_settings={
                # CloudTrail says who it was, also where a persona's role is many people's.
                "execution_role_identity_config": "USER_PROFILE_NAME",
                "docker_settings": docker(args),
            },
            retention_policy={"home_efs_file_system": "Delete" if args.disposable else "Retain"},
            tags=self.tags,
            # Deleted before what sweeps up the groups that SageMaker leaves.
            # The provider makes a domain anew for one subnet more, and with it everybody's home folder.
            opts=wearing(self, nobody, protect=not args.disposable, depends_on=[groups], ignore_changes=["subnetIds"]),
        )
        profiles = {
            user: aws.sagemaker.UserProfile(
                f"{name}-{user}",
                domain_id=domain.id,
                user_profile_name=user,
                user_settings={"execution_role": args.persona_role_arns[settings.persona]},
                single_sign_on_user_identifier="UserName" if settings.sso_user else None,
                single_sign_on_user_value=settings.sso_user,
                tags={**self.tags, "persona": settings.persona},
                opts=wearing(self),
            )
            for user, settings in args.users.items()
        }
        spaces = [self._space(name, space, settings, domain, profiles) for space, settings in args.spaces.items()]
        teardown.apps(domain, [domain, *profiles.values(), *spaces])
        self.publish(
            domain_id=domain.id,
            domain_arn=domain.arn,
            url=domain.url,
            profile_arns={user: profile.arn for user, profile in profiles.items()},
            home_file_system_id=domain.home_efs_file_system_id,
        )

    def _space(
        self,
        name: str,
        space: str,
        settings: StudioSpaceSettings,
        domain: aws.sagemaker.Domain,
        profiles: Mapping[str, aws.sagemaker.UserProfile],
    ) -> aws.sagemaker.Space:
        key = {"JupyterLab": "jupyter_lab_app_settings", "CodeEditor": "code_editor_app_settings"}[settings.app]
        made: Any = {
            "app_type": settings.app,
            key: {"default_resource_spec": {"instance_type": settings.instance_type}},
            "space_storage_settings": {"ebs_storage_settings": {"ebs_volume_size_in_gb": settings.volume_gb}},
        }
        return aws.sagemaker.Space(
            f"{name}-space-{space}",
            domain_id=domain.id,
            space_name=space,
            ownership_settings={"owner_user_profile_name": profiles[settings.owner].user_profile_name},
            space_sharing_settings={"sharing_type": "Shared" if settings.shared else "Private"},
            space_settings=made,
            tags=self.tags,
            opts=self.child,
        )


def user_defaults(args: StudioArgs, role_arn: pulumi.Output[str]) -> Any:
    """What every profile has unless it has its own."""
    shared: dict[str, Any] = {"notebook_output_option": "Disabled"}
    if args.share_output:
        shared = {
            "notebook_output_option": "Allowed",
            "s3_output_path": pulumi.Output.concat("s3://", args.bucket or "", "/studio-sharing"),
            "s3_kms_key_id": args.kms_key_arn,
        }
    return {
        "execution_role": role_arn,
        "security_groups": list(args.security_group_ids),
        "default_landing_uri": "studio::",
        "studio_web_portal": "ENABLED",
        "studio_web_portal_settings": {"hidden_app_types": HIDDEN},
        "jupyter_lab_app_settings": {"app_lifecycle_management": idle(args)},
        "code_editor_app_settings": {"app_lifecycle_management": idle(args)},
        "sharing_settings": shared,
        "space_storage_settings": volumes(args),
    }


def idle(settings: StudioSettings) -> Any:
    """Stop what nobody works with. A person may choose another time, up to the most, and cannot turn it off."""
    return {
        "idle_settings": {
            "lifecycle_management": "ENABLED",
            "idle_timeout_in_minutes": settings.idle_minutes,
            "min_idle_timeout_in_minutes": 60,
            "max_idle_timeout_in_minutes": settings.max_idle_minutes,
        }
    }


def volumes(settings: StudioSettings) -> Any:
    """The size of a new space's volume, and the largest."""
    return {
        "default_ebs_storage_settings": {
            "default_ebs_volume_size_in_gb": min(20, settings.max_volume_gb),
            "maximum_ebs_volume_size_in_gb": settings.max_volume_gb,
        }
    }


def docker(settings: StudioSettings) -> Any:
    """Docker only where accounts are named whose images may run."""
    if not settings.docker_accounts:
        return {"enable_docker_access": "DISABLED"}
    return {
        "enable_docker_access": "ENABLED",
        "vpc_only_trusted_accounts": sorted(set(settings.docker_accounts)),
    }
