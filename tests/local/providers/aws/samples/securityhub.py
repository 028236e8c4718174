"""Samples of Security Hub."""

from tests.local.providers.aws.samples.sample import Sample

STANDARDS = "arn:aws:securityhub:{aws:securityhub/account:Account.region}::standards"

SAMPLES: dict[str, Sample] = {
    "aws:securityhub/account:Account": Sample(
        {"enableDefaultStandards": False, "controlFindingGenerator": "SECURITY_CONTROL"},
        updates={"autoEnableControls": False, "controlFindingGenerator": "STANDARD_CONTROL"},
        replaces={"enableDefaultStandards": True},
        write_only=("enableDefaultStandards",),
        single=True,
    ),
    "aws:securityhub/standardsSubscription:StandardsSubscription": Sample(
        {"standardsArn": STANDARDS + "/aws-foundational-security-best-practices/v/1.0.0"},
        replaces={"standardsArn": STANDARDS + "/nist-800-53/v/5.0.0"},
    ),
}
