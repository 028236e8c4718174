"""Firehose: a stream that was never encrypted can be told to stop it."""

from moto.firehose.models import firehose_backends
from moto.firehose.responses import FirehoseResponse

from local.cloud.gaps.filling import Answer, Call, answers


@answers(FirehoseResponse, "StopDeliveryStreamEncryption")
def stop_delivery_stream_encryption(call: Call) -> Answer:
    stream = firehose_backends[call.account][call.region].delivery_streams.get(call.params["DeliveryStreamName"])
    if stream is not None and not stream.delivery_stream_encryption_configuration:
        stream.delivery_stream_encryption_configuration = {"Status": "DISABLED"}
    return call.moto()
