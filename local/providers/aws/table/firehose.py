"""Firehose: delivery streams into buckets. Other destinations are refused: they need what no laptop has."""

from collections.abc import Mapping

from local.providers.aws.row import Name, Op, Put, Ready, Row, Tags

TO = "extendedS3Configuration"
BACKUP = f"{TO}.s3BackupConfiguration"


def _destination(form: str, backup: str) -> Mapping[str, str]:
    """How the create, the update and the description of a destination name it and its backup."""
    return {TO: form, BACKUP: backup}


ROWS = (
    Row(
        type="aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
        service="firehose",
        key={"DeliveryStreamName": "name"},
        create=Op(
            "CreateDeliveryStream",
            only=("name", "arn", "kinesisSourceConfiguration", TO),
            renames={
                "kinesisSourceConfiguration": ".",
                **_destination("ExtendedS3DestinationConfiguration", "S3BackupConfiguration"),
            },
        ),
        read=(
            Op(
                "DescribeDeliveryStream",
                at="DeliveryStreamDescription",
                renames={
                    "destinationId": "Destinations[0].DestinationId",
                    "kinesisSourceConfiguration": "Source.KinesisStreamSourceDescription",
                    "serverSideEncryption": "DeliveryStreamEncryptionConfiguration",
                    **_destination("Destinations[0].ExtendedS3DestinationDescription", "S3BackupDescription"),
                },
            ),
        ),
        update=(
            Put(
                Op(
                    "UpdateDestination",
                    only=(TO,),
                    renames=_destination("ExtendedS3DestinationUpdate", "S3BackupUpdate"),
                    send={"CurrentDeliveryStreamVersionId": "{versionId}", "DestinationId": "{destinationId}"},
                )
            ),
            Put(
                Op(
                    "StartDeliveryStreamEncryption",
                    only=("serverSideEncryption",),
                    renames={"serverSideEncryption": "DeliveryStreamEncryptionConfigurationInput"},
                ),
                clear=Op("StopDeliveryStreamEncryption", only=()),
                initial={"enabled": False, "keyType": "AWS_OWNED_CMK"},
            ),
        ),
        delete=(Op("DeleteDeliveryStream", only=()),),
        id="{arn}",
        imports=("arn:{partition}:firehose:{region}:{account}:deliverystream/{name}",),
        name=Name(longest=64),
        renames={
            "arn": "DeliveryStreamARN",
            "name": "DeliveryStreamName",
            **{
                f"{place}.{name}": member
                for place in (TO, BACKUP)
                for name, member in {
                    "bufferingInterval": "BufferingHints.IntervalInSeconds",
                    "bufferingSize": "BufferingHints.SizeInMBs",
                    "kmsKeyArn": "EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN",
                }.items()
            },
            f"{TO}.dynamicPartitioningConfiguration.retryDuration": "RetryOptions.DurationInSeconds",
        },
        codecs={"kinesisSourceConfiguration": "firehose_source", "serverSideEncryption": "firehose_encryption"},
        defaults={
            **{
                f"{place}.{name}": value
                for place in (TO, BACKUP)
                for name, value in {
                    "bufferingInterval": 300,
                    "bufferingSize": 5,
                    "cloudwatchLoggingOptions.enabled": False,
                    "compressionFormat": "UNCOMPRESSED",
                }.items()
            },
            f"{TO}.customTimeZone": "UTC",
            f"{TO}.dataFormatConversionConfiguration.enabled": True,
            f"{TO}.dataFormatConversionConfiguration.schemaConfiguration.versionId": "LATEST",
            f"{TO}.dynamicPartitioningConfiguration.enabled": False,
            f"{TO}.dynamicPartitioningConfiguration.retryDuration": 300,
            f"{TO}.s3BackupMode": "Disabled",
            "serverSideEncryption.enabled": False,
            "serverSideEncryption.keyType": "AWS_OWNED_CMK",
        },
        local={"destination": None},
        computed={"destination": "extended_s3"},
        tags=Tags(
            list=Op("ListTagsForDeliveryStream", only=(), at="Tags"),
            add=Op("TagDeliveryStream", only=()),
            remove=Op("UntagDeliveryStream", only=()),
        ),
        ready=Ready(
            "DeliveryStreamStatus",
            until=("ACTIVE",),
            failed=("CREATING_FAILED",),
            reason="FailureDescription.Details",
        ),
        needs=((TO,),),
    ),
)
