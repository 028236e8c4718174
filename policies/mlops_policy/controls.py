"""Controls: the clauses of public frameworks that a rule serves, as profiles that rules share."""

from dataclasses import dataclass

NIST, HIPAA, SOC2, GDPR, AI_ACT = "nist-800-53-r5", "hipaa", "soc-2", "gdpr", "eu-ai-act"


@dataclass(frozen=True)
class Control:
    """One clause of one framework."""

    framework: str
    clause: str

    def __str__(self) -> str:
        return f"{self.framework}:{self.clause}"


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
GOVERNANCE = profile(nist="CM-3, SA-10", soc2="CC8.1", gdpr="5(2)", ai_act="11, 14, 17")
INVENTORY = profile(nist="CM-8", gdpr="30")
