"""Samples of Access Analyzer."""

from tests.local.providers.aws.samples.sample import OTHER_TAGS, TAGS, Sample

SAMPLES: dict[str, Sample] = {
    "aws:accessanalyzer/analyzer:Analyzer": Sample(
        {"analyzerName": "account", "type": "ACCOUNT", "tags": TAGS},
        updates={"tags": OTHER_TAGS},
        replaces={"analyzerName": "other", "type": "ORGANIZATION"},
    ),
    "aws:accessanalyzer/archiveRule:ArchiveRule": Sample(
        {
            "analyzerName": "{aws:accessanalyzer/analyzer:Analyzer}",
            "ruleName": "known",
            "filters": [{"criteria": "isPublic", "eqs": ["false"]}, {"criteria": "resource", "contains": ["churn"]}],
        },
        updates={"filters": [{"criteria": "isPublic", "eqs": ["true"]}]},
        replaces={"analyzerName": "other", "ruleName": "other"},
    ),
}
