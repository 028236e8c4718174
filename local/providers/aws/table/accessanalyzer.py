"""Access Analyzer: analyzers and their archive rules."""

from local.providers.aws.row import Op, Put, Ready, Row, tags_by_arn

TAGS = tags_by_arn("resourceArn")

ROWS = (
    Row(
        type="aws:accessanalyzer/analyzer:Analyzer",
        service="accessanalyzer",
        key={"analyzerName": "analyzerName"},
        create=Op("CreateAnalyzer"),
        read=(Op("GetAnalyzer", at="analyzer", renames={"analyzerName": "name"}),),
        delete=(Op("DeleteAnalyzer", only=()),),
        defaults={"type": "ACCOUNT"},
        tags=TAGS,
        ready=Ready("status", until=("ACTIVE",), failed=("FAILED", "DISABLED"), reason="statusReason"),
    ),
    Row(
        type="aws:accessanalyzer/archiveRule:ArchiveRule",
        service="accessanalyzer",
        key={"analyzerName": "analyzerName", "ruleName": "ruleName"},
        create=Op("CreateArchiveRule"),
        read=(Op("GetArchiveRule", at="archiveRule"),),
        update=(Put(Op("UpdateArchiveRule")),),
        delete=(Op("DeleteArchiveRule", only=()),),
        id="{analyzerName}/{ruleName}",
        renames={"filters.eqs": "eq", "filters.neqs": "neq"},
        fills=("filters.contains", "filters.eqs", "filters.exists", "filters.neqs"),
    ),
)
