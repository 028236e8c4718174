"""Flow logs: who spoke with whom in a VPC, kept in CloudWatch Logs under the customer key."""

import pulumi
import pulumi_aws as aws

from ..access.role import ExecutionRole, ExecutionRoleArgs, wearing
from ..access.statements import statement
from ..args import Arn, Input
from ..component import Component
from ..naming import physical_name


def flow_logs(
    component: Component,
    name: str,
    *,
    vpc_id: pulumi.Output[str],
    kms_key_arn: Input[str],
    retention_days: int,
    permissions_boundary: Input[Arn] | None,
) -> None:
    """Log every connection of the VPC, accepted or refused."""
    group_name = f"/aws/vpc/flow-logs/{physical_name(name)}"
    group = aws.cloudwatch.LogGroup(
        f"{name}-flow-logs",
        name=group_name,
        kms_key_id=kms_key_arn,
        retention_in_days=retention_days,
        tags=component.tags,
        opts=component.child,
    )
    account = component.account
    group_arn = account.arn("logs", "log-group:", group_name)
    role = ExecutionRole(
        f"{name}-flow-logger",
        ExecutionRoleArgs(
            service="vpc-flow-logs.amazonaws.com",
            # https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
            statements=[
                statement(
                    ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
                    [group_arn, pulumi.Output.concat(group_arn, ":log-stream:*")],
                ),
                statement(["logs:DescribeLogGroups"], [account.arn("logs", "log-group:*")]),
            ],
            permissions_boundary=permissions_boundary,
            tags=component.tags,
        ),
        component.child,
    )
    aws.ec2.FlowLog(
        f"{name}-flow-log",
        vpc_id=vpc_id,
        traffic_type="ALL",
        log_destination_type="cloud-watch-logs",
        log_destination=group.arn,
        iam_role_arn=role.arn,
        tags=component.tags,
        opts=wearing(component, role),
    )
