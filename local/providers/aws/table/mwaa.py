"""Managed Airflow: environments."""

from local.providers.aws.row import Name, Op, Put, Ready, Row, Tags

ROWS = (
    Row(
        type="aws:mwaa/environment:Environment",
        service="mwaa",
        key={"Name": "name"},
        create=Op("CreateEnvironment"),
        read=(Op("GetEnvironment", at="Environment", renames={"lastUpdateds": "LastUpdate"}),),
        update=(
            Put(Op("UpdateEnvironment", skip=("networkConfiguration",))),
            Put(Op("UpdateEnvironment", only=("networkConfiguration",))),
        ),
        delete=(Op("DeleteEnvironment", only=()),),
        name=Name(longest=80),
        replace_when={"airflowVersion": "another_major_version"},
        fills=tuple(
            f"loggingConfiguration.{name}Logs{path}"
            for name in ("dagProcessing", "scheduler", "task", "webserver", "worker")
            for path in ("", ".cloudWatchLogGroupArn", ".enabled", ".logLevel")
        ),
        hidden=("workerReplacementStrategy",),
        tags=Tags(
            list=Op("ListTagsForResource", only=(), at="Tags", send={"ResourceArn": "{arn}"}),
            add=Op("TagResource", only=(), send={"ResourceArn": "{arn}"}),
            remove=Op("UntagResource", only=(), send={"ResourceArn": "{arn}"}),
            keys="tagKeys",
        ),
        ready=Ready(
            "Status",
            until=("AVAILABLE",),
            failed=("CREATE_FAILED", "UNAVAILABLE", "UPDATE_FAILED"),
            reason="Status",
        ),
    ),
)
