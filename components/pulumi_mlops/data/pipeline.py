"""DataPipeline: one data set from its source to a table that is fit for use, started by the clock or by new objects."""

import pulumi
from pydantic import Field

from ..access import jobs
from ..args import Arn, Input
from ..component import Component
from ..monitoring.event_queue import event_queue
from ..naming import physical_name
from .data_set import DataSet, DataSetArgs, Folders
from .flow import definition
from .ingestion import IngestionJob, IngestionJobArgs
from .starting import by_new_data, by_the_clock, watch_failed
from .state_machine import StateMachine, StateMachineArgs


class DataPipelineArgs(IngestionJobArgs):
    """What a DataPipeline is made of."""

    alarm_topic_arn: Input[Arn] = Field(description="Topic that is told when a run fails or is stopped by a rule.")


class DataPipeline(Component, token="mlops:data:DataPipeline"):
    """A data set, the job that fills it, and the state machine that runs the job, judges, keeps and tells.

    Rows that fail the quality rules are written nowhere: the run stops, its input is kept, and the topic is told.
    A source of objects with `new_data` needs a bucket that tells EventBridge of them (`Bucket` with `tells_events`),
    and a key that EventBridge may use (`EncryptionKey` with `event_queues`).
    """

    table: str
    table_uri: pulumi.Output[str]
    dvc_config: pulumi.Output[str]
    dvc_remote: pulumi.Output[str]
    versions_role_arn: pulumi.Output[str]
    job_role_arn: pulumi.Output[str]
    job: pulumi.Output[str]
    state_machine_arn: pulumi.Output[str]
    machine_role_arn: pulumi.Output[str]
    failed_queue_url: pulumi.Output[str]
    alarm_names: list[pulumi.Output[str]]

    def __init__(self, name: str, args: DataPipelineArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        # Each part has the fields that it takes of these, which were checked together.
        links = {field: value for field, value in args if field in IngestionJobArgs.model_fields}
        kept = {field: value for field, value in links.items() if field in DataSetArgs.model_fields}
        data = DataSet(name, DataSetArgs.model_construct(**kept), self.child)
        ingestion = IngestionJob(name, IngestionJobArgs.model_construct(**links), self.child)
        # What failed: the input of each run that did, and what could not be started at all.
        queue = event_queue(self, f"{name}-failed", [name], args.kms_key_arn)
        at = Folders(name)
        machine = StateMachine(
            name,
            StateMachineArgs(
                definition=definition(
                    data_set=name,
                    job=ingestion.job,
                    bucket=args.bucket,
                    verdicts=at.verdicts,
                    queue_url=queue.url,
                    topic_arn=args.alarm_topic_arn,
                    timeout_minutes=args.job.timeout_minutes,
                    retries=args.job.retries,
                    crawler=data.crawler,
                ),
                job=jobs.DataPipeline(
                    glue_job_arn=ingestion.arn,
                    crawler_arn=self.account.arn("glue", "crawler/", physical_name(name)) if data.crawler else None,
                    verdicts=args.objects(at.verdicts),
                    queue_arn=queue.arn,
                    topic_arn=args.alarm_topic_arn,
                    kms_key_arns=[args.kms_key_arn],
                ),
                kms_key_arn=args.kms_key_arn,
                alarm_topic_arn=args.alarm_topic_arn,
                permissions_boundary=args.permissions_boundary,
                tags=self.tags,
            ),
            self.child,
        )
        if args.start.schedule:
            by_the_clock(
                self, name, args.start.schedule, machine.arn, queue, args.kms_key_arn, args.permissions_boundary
            )
        if args.start.new_data and args.source.objects:
            bucket = args.source_bucket if args.source_bucket is not None else args.bucket
            watched = (bucket, args.source.objects.prefix, args.start.new_data)
            by_new_data(self, name, watched, machine.arn, queue, args.permissions_boundary)
        kept_alarm = watch_failed(self, name, queue, args.alarm_topic_arn)
        self.publish(
            table=data.table,
            table_uri=data.table_uri,
            dvc_config=data.dvc_config,
            dvc_remote=data.dvc_remote,
            versions_role_arn=data.versions_role_arn,
            job_role_arn=ingestion.role_arn,
            job=ingestion.job,
            state_machine_arn=machine.arn,
            machine_role_arn=machine.role_arn,
            failed_queue_url=queue.url,
            alarm_names=[*machine.alarm_names, kept_alarm.name],
        )
