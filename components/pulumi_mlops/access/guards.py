"""Guards: what nobody may do, whatever else a role allows. A deny wins over every allow, also one added later.

The condition keys, by action: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..args import Input
from .statements import Statement, statement

if TYPE_CHECKING:
    from .placement import Placement

MACHINES = [f"sagemaker:Create{what}" for what in (
    "HyperParameterTuningJob", "MonitoringSchedule", "ProcessingJob", "TrainingJob",
)]  # fmt: skip
"""What starts machines with volumes, in a network, and writes results."""
VOLUMES = [*MACHINES, "sagemaker:CreateTransformJob"]
"""What has volumes that a key is given for. A transform job stands in its model's network."""
PLACED = [*MACHINES, "sagemaker:CreateModel"]
"""What is put into a network."""
OWN_STORAGE = ["ml.*d*.*", "ml.g5.*", "ml.g6.*", "ml.g6e.*", "ml.gr6.*", "ml.p5*", "ml.p6*", "ml.trn1*", "ml.trn2*"]
"""Instance types whose storage the hardware encrypts, and which SageMaker refuses a volume key for."""
IS_MISSING = {"Null": {"sagemaker:VolumeKmsKey": "true", "sagemaker:VolumeKmsKeyArn": "true"}}
"""The key has two names: the guide's and the reference's. Neither is there."""


def unless_encrypted() -> list[Statement]:
    """Refuse jobs whose volumes or results have no customer key."""
    return [
        statement(
            VOLUMES,
            ["*"],
            effect="Deny",
            when={**IS_MISSING, "ForAnyValue:StringNotLike": {"sagemaker:InstanceTypes": OWN_STORAGE}},
        ),
        statement(
            VOLUMES,
            ["*"],
            effect="Deny",
            when={"Null": {"sagemaker:OutputKmsKey": "true", "sagemaker:OutputKmsKeyArn": "true"}},
        ),
    ]


def never_decided(models: Sequence[Input[str]]) -> Statement:
    """Refuse to approve or reject a model: whoever makes one leaves it to a reviewer."""
    return statement(
        ["sagemaker:CreateModelPackage", "sagemaker:UpdateModelPackage"],
        models,
        effect="Deny",
        when={"StringEquals": {"sagemaker:ModelApprovalStatus": ["Approved", "Rejected"]}},
    )


def unless_in_a_vpc() -> Statement:
    """Refuse jobs and models that are in no VPC at all."""
    return statement(PLACED, ["*"], effect="Deny", when={"Null": {"sagemaker:VpcSubnets": "true"}})


def unless_inside(network: "Placement") -> list[Statement]:
    """Refuse jobs and models outside of a network: in none at all, or in other subnets, or under other groups."""
    return [
        unless_in_a_vpc(),
        *(
            statement(PLACED, ["*"], effect="Deny", when={"ForAnyValue:StringNotEquals": {key: allowed}})
            for key, allowed in (
                ("sagemaker:VpcSubnets", network.subnet_ids),
                ("sagemaker:VpcSecurityGroupIds", network.security_group_ids),
            )
        ),
    ]
