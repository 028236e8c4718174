"""Jobs: they are accepted, take their moment and complete. No container runs, so no artifact is written."""

from local.cloud.store import families
from local.cloud.store.call import Answer, Call
from local.cloud.store.kinds import Kind, Statuses
from local.cloud.store.objects import Object
from local.cloud.store.services.sagemaker.words import IN_USE, INVALID, NOT_FOUND, Action, arn, refuse

_RUNS = Statuses("InProgress", "Completed", failed="Failed", stopping="Stopping", stopped="Stopped")


def _job(noun: str, path: str) -> Kind:
    return Kind(
        noun,
        arn=arn(f"{path}/{{lower:name}}"),
        status="status",
        statuses=_RUNS,
        missing=(NOT_FOUND, "Requested resource not found."),
        taken=(IN_USE, "Job name must be unique within an AWS account and region: {arn} already exists."),
    )


KINDS = (
    _job("TrainingJob", "training-job"),
    _job("ProcessingJob", "processing-job"),
    _job("TransformJob", "transform-job"),
    _job("HyperParameterTuningJob", "hyper-parameter-tuning-job"),
    Kind(
        "Algorithm",
        arn=arn("algorithm/{lower:name}"),
        status="status",
        statuses=Statuses("Pending", "Completed", deleting="Deleting", failed="Failed"),
        derived={"statusdetails": {"ValidationStatuses": [], "ImageScanStatuses": []}},
        missing=(INVALID, "Algorithm {arn} does not exist."),
        taken=(INVALID, "Algorithm already exists: {arn}"),
    ),
)
_MOMENTS = {"InProgress": "Training"}


def describe_training(call: Call) -> Answer:
    """DescribeTrainingJob, with the finer status, its times, and where the model would be."""
    job = call.the(call.kind("TrainingJob"))
    status = _MOMENTS.get(job.status, job.status)
    begun, ended = job.data["made"], job.data["changed"]
    told: Answer = {
        "secondarystatus": status,
        "secondarystatustransitions": [{"Status": status, "StartTime": begun, "StatusMessage": status}],
        "trainingstarttime": begun,
    }
    if not _is_running(job):
        told |= {"trainingendtime": ended, "trainingtimeinseconds": 1, "billabletimeinseconds": 1}
    if "outputdataconfig" in job.facts and job.status == "Completed":
        where = f"{job.facts['outputdataconfig']['S3OutputPath'].rstrip('/')}/{job.facts['name']}/output/model.tar.gz"
        told["modelartifacts"] = {"S3ModelArtifacts": where}
    return call.answer(job, **told)


def describe_processing(call: Call) -> Answer:
    """DescribeProcessingJob, with its times."""
    return _with_times(call, call.the(call.kind("ProcessingJob")), "processing")


def describe_transform(call: Call) -> Answer:
    """DescribeTransformJob, with its times."""
    return _with_times(call, call.the(call.kind("TransformJob")), "transform")


def describe_tuning(call: Call) -> Answer:
    """DescribeHyperParameterTuningJob, with its counters: no training job is started."""
    job = call.the(call.kind("HyperParameterTuningJob"))
    counts = ("Completed", "InProgress", "RetryableError", "NonRetryableError", "Stopped")
    objectives = ("Succeeded", "Pending", "Failed")
    return call.answer(
        job,
        trainingjobstatuscounters=dict.fromkeys(counts, 0),
        objectivestatuscounters=dict.fromkeys(objectives, 0),
    )


def _with_times(call: Call, job: Object, what: str) -> Answer:
    ended = {} if _is_running(job) else {f"{what}endtime": job.data["changed"]}
    return call.answer(job, **{f"{what}starttime": job.data["made"], **ended})


def _is_running(job: Object) -> bool:
    return job.status in ("InProgress", "Stopping")


def stopping(noun: str) -> Action:
    """The stop of such a job, refused once it has ended."""

    def stop(call: Call) -> Answer:
        kind = call.kind(noun)
        job = call.the(kind)
        if job.status != "InProgress":
            raise refuse(f"The request was rejected because the {noun} {job.arn} is in status {job.status}.")
        return families.stop(call, kind)

    return stop


def deleting(noun: str) -> Action:
    """The delete of such a job, refused before it has ended."""

    def delete(call: Call) -> Answer:
        kind = call.kind(noun)
        job = call.the(kind)
        if _is_running(job):
            raise refuse(f"The {noun} {job.arn} is not in a terminal state: {job.status}.")
        return families.delete(call, kind)

    return delete


def list_trainings(call: Call) -> Answer:
    """ListTrainingJobsForHyperParameterTuningJob: none is started."""
    call.the(call.kind("HyperParameterTuningJob"))
    return {"TrainingJobSummaries": []}


_NOUNS = ("TrainingJob", "ProcessingJob", "TransformJob", "HyperParameterTuningJob")
ACTIONS: dict[str, Action] = {
    "DescribeTrainingJob": describe_training,
    "DescribeProcessingJob": describe_processing,
    "DescribeTransformJob": describe_transform,
    "DescribeHyperParameterTuningJob": describe_tuning,
    "ListTrainingJobsForHyperParameterTuningJob": list_trainings,
    **{f"Stop{noun}": stopping(noun) for noun in _NOUNS},
    **{f"Delete{noun}": deleting(noun) for noun in _NOUNS if noun != "TransformJob"},
}
