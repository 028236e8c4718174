"""Glue: the kinds moto lacks, and the names of what has tags."""

from local.cloud.store.kinds import Kind

KINDS = (
    Kind(
        "DataQualityRuleset",
        key=("name",),
        arn="arn:{partition}:glue:{region}:{account}:dataQualityRuleset/{name}",
    ),
)
