"""SageMaker as CloudFormation has it: types of pulumi-aws-native, with CloudFormation's primary identifiers as ids."""

from typing import Any

from local.providers.aws.row import Name, Op, Row
from local.providers.aws.table.sagemaker import tagged


def row(noun: str, member: str = "", **words: Any) -> Row:
    """A type whose operations are Create, Describe and Delete of its noun, named by that member."""
    member = member or f"{noun}Name"
    name = member[0].lower() + member[1:]
    told: dict[str, Any] = {
        "key": {member: name},
        "create": Op(f"Create{noun}"),
        "read": (Op(f"Describe{noun}"),),
        "delete": (Op(f"Delete{noun}", only=()),),
        "name": Name(name, longest=63, keeps=True),
        "tags": tagged(name.removesuffix("Name") + "Arn"),
        **words,
    }
    return Row(type=f"aws-native:sagemaker:{noun}", service="sagemaker", **told)


def by_arn(kind: str, name: str) -> tuple[str, ...]:
    """What the ARN of an object tells, which is its id."""
    return (f"arn:{{partition}}:sagemaker:{{region}}:{{account}}:{kind}/{{{name}}}",)


ROWS = (
    row("ModelPackageGroup", imports=by_arn("model-package-group", "modelPackageGroupName")),
    row("StudioLifecycleConfig"),
)
