"""Controls: the clauses of public frameworks that a rule serves, as profiles that rules share.

Who says that a rule serves a clause is kept apart: AWS publishes what the checks of Security Hub and of AWS Config map
to in NIST 800-53, HIPAA and CIS; every other assignment is this project's own.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

NIST, HIPAA, SOC2, GDPR, AI_ACT, CIS = "nist-800-53-r5", "hipaa", "soc-2", "gdpr", "eu-ai-act", "cis-aws-3.0"
TITLES = {
    NIST: "NIST SP 800-53 r5",
    HIPAA: "HIPAA Security Rule",
    SOC2: "SOC 2 (Trust Services Criteria)",
    GDPR: "GDPR",
    AI_ACT: "EU AI Act",
    CIS: "CIS AWS Foundations Benchmark 3.0",
}
_AWS_CHECK = re.compile(r"^(config:.+|[A-Z][A-Za-z0-9]+\.\d+)$")
"""Ids of AWS Config's and of Security Hub's checks."""
CIS_CLAUSES = {
    "CloudTrail.1": "3.1",
    "CloudTrail.2": "3.5",
    "CloudTrail.4": "3.2",
    "CloudTrail.7": "3.4",
    "Config.1": "3.3",
    "EC2.2": "5.4",
    "EC2.6": "3.7",
    "EC2.7": "2.2.1",
    "EC2.8": "5.6",
    "EC2.21": "5.1",
    "EC2.53": "5.2",
    "EC2.54": "5.3",
    "EFS.1": "2.4.1",
    "IAM.2": "1.15",
    "IAM.27": "1.22",
    "KMS.4": "3.6",
    "S3.1": "2.1.4",
    "S3.5": "2.1.1",
    "S3.8": "2.1.4",
    "S3.20": "2.1.2",
    "S3.22": "3.8",
    "S3.23": "3.9",
}
"""What Security Hub's own standard for CIS 3.0 maps its controls to.
https://docs.aws.amazon.com/securityhub/latest/userguide/cis-aws-foundations-benchmark.html
"""


@dataclass(frozen=True)
class Control:
    """One clause of one framework."""

    framework: str
    clause: str

    def __str__(self) -> str:
        return f"{self.framework}:{self.clause}"


def with_cis(controls: Iterable[Control], peers: Iterable[str]) -> tuple[Control, ...]:
    """The controls, and those of CIS that the peers stand for."""
    clauses = {CIS_CLAUSES[peer]: None for peer in peers if peer in CIS_CLAUSES}
    return (*controls, *(Control(CIS, clause) for clause in clauses))


def source(control: Control, peers: Iterable[str]) -> str:
    """Who says that a rule with these peers serves the control: `aws` or `project`."""
    from_aws = control.framework in (NIST, HIPAA, CIS) and any(_AWS_CHECK.match(peer) for peer in peers)
    return "aws" if from_aws else "project"


def profile(**clauses: str) -> tuple[Control, ...]:
    """Controls from comma-separated clauses by framework."""
    frameworks = {"nist": NIST, "hipaa": HIPAA, "soc2": SOC2, "gdpr": GDPR, "ai_act": AI_ACT}
    return tuple(
        Control(frameworks[key], clause.strip()) for key, listed in clauses.items() for clause in listed.split(",")
    )


ENCRYPTION = profile(nist="SC-13, SC-28(1), AU-9(3)", hipaa="164.312(a)(2)(iv)", soc2="CC6.7", gdpr="32", ai_act="15")
TRANSIT = profile(nist="SC-8", hipaa="164.312(e)(1)", soc2="CC6.7", gdpr="32", ai_act="15")
NETWORK = profile(nist="SC-7, AC-4(21)", hipaa="164.312(a)(1), 164.312(e)(1)", soc2="CC6.6", gdpr="25", ai_act="15")
ACCESS = profile(nist="AC-6", hipaa="164.308(a)(3)(i)", soc2="CC6.3", gdpr="25", ai_act="15")
LOGGING = profile(nist="AU-2, AU-11, AU-12", hipaa="164.312(b)", soc2="CC7.2", gdpr="30", ai_act="12, 19, 26(6)")
RESILIENCE = profile(nist="CP-10", hipaa="164.308(a)(7)", soc2="A1.2", gdpr="32", ai_act="15")
MINIMISATION = profile(nist="SI-12", soc2="C1.2", gdpr="5(1)(e), 17, 44", ai_act="10")
GOVERNANCE = profile(nist="CM-3, SA-10", soc2="CC8.1", gdpr="5(2)", ai_act="11, 14, 17")
INVENTORY = profile(nist="CM-8", gdpr="30")
