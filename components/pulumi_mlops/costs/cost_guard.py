"""CostGuard: budgets by product, an eye on anomalies, an allow-list of instances, and an end to the working day."""

from collections.abc import Mapping, Sequence
from typing import Annotated

import pulumi
import pulumi_aws as aws
from pydantic import Field

from ..args import Args, Arn, Input, KmsKeyArn, Matching, ProductName, Settings
from ..component import Component
from ..documents import as_json
from ..naming import physical_name
from .office_hours import OfficeHours, stop_out_of_hours

InstanceTypes = Annotated[
    str,
    Matching(
        r"^ml\.([a-z0-9-]+\.([a-z0-9]+|\*)|\*)$",
        'must be an instance type or a family, for example "ml.m5.large" or "ml.g5.*"',
    ),
]
Usd = Annotated[float, Field(gt=0, le=100_000_000)]

WARNED_AT = (("ACTUAL", 80, "warning"), ("FORECASTED", 100, "warning"), ("ACTUAL", 100, "critical"))
"""What of a budget is spent or foreseen, in percent, and how loud that is told."""


class CostGuardSettings(Settings):
    """What a person chooses of a CostGuard."""

    monthly_usd: Usd = Field(description="What everything in the account may cost in a month, in USD.")
    products: Mapping[ProductName, Usd] = Field(
        default_factory=dict, description="What each product may cost in a month, in USD, by its tag `product`."
    )
    anomaly_usd: Usd = Field(100, description="Cost over the expected, in USD, from which an anomaly is told.")
    instance_types: Sequence[InstanceTypes] = Field(
        default=(), description='SageMaker instances that products may use, such as "ml.m5.*"; none: all.'
    )
    office_hours: OfficeHours | None = Field(
        None, description="When people work: outside, Studio apps and notebook instances are stopped."
    )


class CostGuardArgs(CostGuardSettings, Args):
    """What a CostGuard is made of."""

    alert_topic_arns: Mapping[str, Input[Arn]] = Field(
        description="Topics for `warning` and `critical`, open to budgets.amazonaws.com and costalerts.amazonaws.com."
    )
    kms_key_arn: Input[KmsKeyArn] = Field(description="Customer key for the log of what stops what runs.")
    permissions_boundary: Input[Arn] | None = Field(None, description="Policy that bounds the roles.")


class CostGuard(Component, token="mlops:costs:CostGuard"):
    """Budgets that warn at 80 % and when 100 % are foreseen, and are critical at 100 %; anomalies; office hours.

    AWS counts by tag once `product` is active as a cost allocation tag, a day after it was first used.
    https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html
    """

    budget_names: list[pulumi.Output[str]]
    anomaly_monitor_arn: pulumi.Output[str]
    instance_types: list[str]

    def __init__(self, name: str, args: CostGuardArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        self.args = args
        budgets = [self._budget(name, args.monthly_usd)]
        budgets += [self._budget(f"{name}-{product}", usd, product) for product, usd in args.products.items()]
        monitor = self._anomalies(name)
        if args.office_hours:
            stop_out_of_hours(
                self,
                name,
                args.office_hours,
                kms_key_arn=args.kms_key_arn,
                alert_topic_arn=args.alert_topic_arns["warning"],
                permissions_boundary=args.permissions_boundary,
            )
        self.publish(
            budget_names=[budget.name for budget in budgets],
            anomaly_monitor_arn=monitor.arn,
            instance_types=list(args.instance_types),
        )

    def _budget(self, name: str, usd: float, product: str | None = None) -> aws.budgets.Budget:
        tagged = [aws.budgets.BudgetCostFilterArgs(name="TagKeyValue", values=[f"user:product${product}"])]
        return aws.budgets.Budget(
            f"{name}-budget",
            name=physical_name(name, 100),
            budget_type="COST",
            time_unit="MONTHLY",
            limit_amount=f"{usd:.2f}".removesuffix("0").removesuffix("0").removesuffix("."),
            limit_unit="USD",
            cost_filters=tagged if product else None,
            notifications=[
                aws.budgets.BudgetNotificationArgs(
                    notification_type=kind,
                    comparison_operator="GREATER_THAN",
                    threshold=percent,
                    threshold_type="PERCENTAGE",
                    subscriber_sns_topic_arns=[self.args.alert_topic_arns[severity]],
                )
                for kind, percent, severity in WARNED_AT
            ],
            tags=self.tags,
            opts=self.child,
        )

    def _anomalies(self, name: str) -> aws.costexplorer.AnomalyMonitor:
        """Anomalies of the products. An account has room for one monitor of all its services, and may have it."""
        products = sorted({str(self.args.tags.get("product", "platform")), *self.args.products})
        monitor = aws.costexplorer.AnomalyMonitor(
            f"{name}-anomalies",
            name=physical_name(name, 1024),
            monitor_type="CUSTOM",
            monitor_specification=as_json({"Tags": {"Key": "product", "Values": products}}),
            tags=self.tags,
            opts=self.child,
        )
        aws.costexplorer.AnomalySubscription(
            f"{name}-anomalies",
            name=physical_name(name, 1024),
            frequency="IMMEDIATE",
            monitor_arn_lists=[monitor.arn],
            subscribers=[{"type": "SNS", "address": self.args.alert_topic_arns["warning"]}],
            threshold_expression={
                "dimension": {
                    "key": "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
                    "match_options": ["GREATER_THAN_OR_EQUAL"],
                    "values": [f"{self.args.anomaly_usd:g}"],
                }
            },
            tags=self.tags,
            opts=self.child,
        )
        return monitor
