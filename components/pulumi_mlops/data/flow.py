"""The flow of a data pipeline: run the job, judge what it found, let the crawler look; else keep, tell and fail.

A definition in the Amazon States Language. What the job writes is its verdict, one file a run:
`{"passed": false, "failed": [{"rule": "RowCount > 0", "reason": "..."}]}`. Rows that fail are written to no
table.
"""

from typing import Any

Json = dict[str, Any]
FAILED = "QualityFailed"
"""The error that a run ends with which the rules stopped."""
CRAWLER_MINUTES = 60


def definition(
    *,
    data_set: str,
    job: Any,
    bucket: Any,
    verdicts: str,
    queue_url: Any,
    topic_arn: Any,
    timeout_minutes: int,
    retries: int,
    crawler: Any = None,
) -> Json:
    """The whole machine. `verdicts`: the prefix below which the job leaves its verdict."""
    tries = retries + 1
    crawling = _crawling(crawler) if crawler is not None else {}
    return {
        "Comment": f"Brings the data set {data_set} up to date.",
        "StartAt": "Ingest",
        # Every try in full, and as long again to wait for a run that is at work.
        "TimeoutSeconds": timeout_minutes * 60 * tries * 2 + CRAWLER_MINUTES * 60,
        "States": {
            "Ingest": _ingest(job, timeout_minutes, retries),
            "ReadVerdict": _read_verdict(bucket, verdicts),
            "Judge": {
                "Type": "Choice",
                "Choices": [
                    {
                        "Variable": "$.verdict.quality.passed",
                        "BooleanEquals": True,
                        "Next": "Crawl" if crawling else "Updated",
                    }
                ],
                "Default": "Stop",
            },
            "Stop": {
                "Type": "Pass",
                "Parameters": {"Error": FAILED, "Cause.$": "States.JsonToString($.verdict.quality.failed)"},
                "ResultPath": "$.failure",
                "Next": "Keep",
            },
            **crawling,
            "Updated": {"Type": "Succeed"},
            **_failing(data_set, queue_url, topic_arn),
        },
    }


def _ingest(job: Any, timeout_minutes: int, retries: int) -> Json:
    busy = {
        "ErrorEquals": ["Glue.ConcurrentRunsExceededException"],
        "IntervalSeconds": 60,
        "MaxAttempts": 30,
        "BackoffRate": 1.5,
        "MaxDelaySeconds": 900,
    }
    return _task(
        "glue:startJobRun.sync",
        {"JobName": job, "Arguments": {"--run.$": "$$.Execution.Name"}},
        TimeoutSeconds=timeout_minutes * 60,
        retry=[busy, *([_again(60, retries)] if retries else [])],
        ResultPath="$.run",
        Next="ReadVerdict",
    )


def _read_verdict(bucket: Any, verdicts: str) -> Json:
    key = f"States.Format('{verdicts}{{}}.json', $$.Execution.Name)"
    return _task(
        "aws-sdk:s3:getObject",
        {"Bucket": bucket, "Key.$": key},
        ResultSelector={"quality.$": "States.StringToJson($.Body)"},
        ResultPath="$.verdict",
        Next="Judge",
    )


def _crawling(crawler: Any) -> Json:
    """Start it, wait until it is done, see how it ended. One that is at work already will see the new files, too."""
    name = {"Name": crawler}
    running = {"ErrorEquals": ["Glue.CrawlerRunningException"], "Next": "WaitForCrawler", "ResultPath": "$.crawler"}
    start = _task("aws-sdk:glue:startCrawler", name, ResultPath="$.crawler", Next="WaitForCrawler")
    start["Catch"] = [running, *start["Catch"]]
    return {
        "Crawl": start,
        "WaitForCrawler": {"Type": "Wait", "Seconds": 30, "Next": "LookAtCrawler"},
        "LookAtCrawler": _task("aws-sdk:glue:getCrawler", name, ResultPath="$.crawler", Next="IsCrawlerDone"),
        "IsCrawlerDone": {
            "Type": "Choice",
            "Choices": [
                {
                    "Not": {"Variable": "$.crawler.Crawler.State", "StringEquals": "READY"},
                    "Next": "WaitForCrawler",
                },
                {
                    "And": [
                        {"Variable": "$.crawler.Crawler.LastCrawl.Status", "IsPresent": True},
                        {"Variable": "$.crawler.Crawler.LastCrawl.Status", "StringEquals": "FAILED"},
                    ],
                    "Next": "CrawlFailed",
                },
            ],
            "Default": "Updated",
        },
        "CrawlFailed": {
            "Type": "Pass",
            "Result": {"Error": "CrawlFailed", "Cause": "The crawler's log says why: /aws-glue/crawlers."},
            "ResultPath": "$.failure",
            "Next": "Keep",
        },
    }


def _failing(data_set: str, queue_url: Any, topic_arn: Any) -> Json:
    """Keep what started the run, tell why it failed, fail. What cannot be kept is told still."""
    body = {
        "data_set": data_set,
        "run.$": "$$.Execution.Id",
        "input.$": "$$.Execution.Input",
        "error.$": "$.failure.Error",
        "cause.$": "$.failure.Cause",
    }
    said = "$.failure.Error, $.failure.Cause, $$.Execution.Id"
    message = f"States.Format('{data_set} was not updated. {{}}: {{}} ({{}})', {said})"
    return {
        "Keep": _task("sqs:sendMessage", {"QueueUrl": queue_url, "MessageBody": body}, otherwise="Tell", Next="Tell"),
        "Tell": _task(
            "sns:publish",
            {"TopicArn": topic_arn, "Subject": f"{data_set} was not updated", "Message.$": message},
            otherwise="IsQuality",
            Next="IsQuality",
        ),
        "IsQuality": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.failure.Error", "StringEquals": FAILED, "Next": "Refused"}],
            "Default": "Failed",
        },
        "Refused": {"Type": "Fail", "Error": FAILED, "CausePath": "$.failure.Cause"},
        # An error of one's own must not be named as those of Step Functions are: States.TaskFailed is in the cause.
        "Failed": {"Type": "Fail", "Error": "RunFailed", "CausePath": "$.failure.Cause"},
    }


def _again(seconds: int, attempts: int) -> Json:
    return {
        "ErrorEquals": ["States.TaskFailed"],
        "IntervalSeconds": seconds,
        "MaxAttempts": attempts,
        "BackoffRate": 2,
        "JitterStrategy": "FULL",
    }


def _task(what: str, parameters: Json, *, otherwise: str | None = None, retry: Any = None, **more: Any) -> Json:
    """A call. `otherwise`: where a failed call leads; none: to Keep, as the failure of the run."""
    caught = {"ErrorEquals": ["States.ALL"], "Next": otherwise or "Keep"}
    return {
        "Type": "Task",
        "Resource": f"arn:aws:states:::{what}",
        "Parameters": parameters,
        "TimeoutSeconds": 60,
        "Retry": retry if retry is not None else [_again(2, 4)],
        "Catch": [{**caught, "ResultPath": "$.notKept" if otherwise else "$.failure"}],
        **({"ResultPath": None} if otherwise else {}),
        **more,
    }
