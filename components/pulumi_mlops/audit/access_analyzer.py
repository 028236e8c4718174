"""AccessAnalyzer: IAM Access Analyzer, which tells of what others can reach, and of rights that nobody uses."""

import pulumi
import pulumi_aws as aws
from pydantic import Field

from ..args import Args, Settings
from ..component import Component
from ..naming import physical_name


class AccessAnalyzerSettings(Settings):
    """What a person chooses of an AccessAnalyzer."""

    unused_days: int | None = Field(
        None, ge=1, le=365, description="Days without use until a right is told of, paid by role; none: not looked for."
    )


class AccessAnalyzerArgs(AccessAnalyzerSettings, Args):
    """What an AccessAnalyzer is made of."""


class AccessAnalyzer(Component, token="mlops:audit:AccessAnalyzer"):
    """Watches the policies of buckets, keys, roles and more for whom they open to outside of the account."""

    arns: dict[str, pulumi.Output[str]]

    def __init__(self, name: str, args: AccessAnalyzerArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        made = {"external": self._analyzer(f"{name}-external", "ACCOUNT")}
        if args.unused_days:
            made["unused"] = self._analyzer(
                f"{name}-unused",
                "ACCOUNT_UNUSED_ACCESS",
                aws.accessanalyzer.AnalyzerConfigurationArgs(
                    unused_access=aws.accessanalyzer.AnalyzerConfigurationUnusedAccessArgs(
                        unused_access_age=args.unused_days
                    )
                ),
            )
        self.publish(arns={kind: analyzer.arn for kind, analyzer in made.items()})

    def _analyzer(
        self, name: str, kind: str, configuration: aws.accessanalyzer.AnalyzerConfigurationArgs | None = None
    ) -> aws.accessanalyzer.Analyzer:
        return aws.accessanalyzer.Analyzer(
            name,
            analyzer_name=physical_name(name, 255),
            type=kind,
            configuration=configuration,
            tags=self.tags,
            opts=self.child,
        )
