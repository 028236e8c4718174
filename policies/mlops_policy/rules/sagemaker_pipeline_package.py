"""SageMaker pipelines: the key of what they register."""

from ..controls import ENCRYPTION
from ..kernel import DECISION, Level, Severity, rule
from ..values import UNKNOWN, Findings, Props, Unassessed, document, get, needed
from .sagemaker_pipeline import DEFINITION, PIPELINE, steps


@rule(
    resource=PIPELINE,
    severity=Severity.MEDIUM,
    fix="Set SecurityConfig.KmsKeyId on the RegisterModel step.",
    url="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ModelPackageSecurityConfig.html",
    controls=ENCRYPTION,
    level=Level.DISABLED,
    manual=DECISION,
)
def pipeline_package_kms(props: Props) -> Findings:
    """What a package says of its model is encrypted with a key that we can revoke."""
    definition = document(props, DEFINITION)
    if definition is UNKNOWN:
        yield Unassessed(DEFINITION)
    for step in steps(get(definition, "Steps")):
        if step.type == "RegisterModel":
            yield from needed(step.arguments, "SecurityConfig.KmsKeyId", f"step {step.name}: ")
