"""SageMaker's jobs: algorithms, training, tuning, and the watch over models that serve."""

from local.providers.aws.row import Name, Op, Put, Ready
from local.providers.aws.table.sagemaker import row

# A job is there as soon as AWS has taken it in; how it ends is not the program's to wait for.
TAKEN_IN = ("InProgress", "Completed", "Stopping", "Stopped")

ROWS = (
    row(
        "Algorithm",
        key={"AlgorithmName": "algorithmName"},
        local={"timeouts": None},
        ready=Ready("AlgorithmStatus", until=("InProgress", "Completed"), failed=("Failed",), reason="ProductId"),
    ),
    row(
        "TrainingJob",
        key={"TrainingJobName": "trainingJobName"},
        update=(Put(Op("UpdateTrainingJob")),),
        before_delete="stop_training_job",
        local={"deleteModelPackagesOnDestroy": None, "deleteVpcEnisOnDestroy": None, "timeouts": None},
        ready=Ready("TrainingJobStatus", until=TAKEN_IN, failed=("Failed",)),
    ),
    row(
        "HyperParameterTuningJob",
        key={"HyperParameterTuningJobName": "name"},
        before_delete="stop_tuning_job",
        name=Name(longest=32),
        renames={
            "arn": "HyperParameterTuningJobArn",
            "name": "HyperParameterTuningJobName",
            "config": "HyperParameterTuningJobConfig",
            "config.objective": "HyperParameterTuningJobObjective",
            "warmStartConfig.parentHyperParameterTuningJobs.name": "HyperParameterTuningJobName",
            "status": "HyperParameterTuningJobStatus",
        },
        local={"timeouts": None},
        ready=Ready("HyperParameterTuningJobStatus", until=TAKEN_IN, failed=("Failed",)),
    ),
    row(
        "DataQualityJobDefinition",
        key={"JobDefinitionName": "name"},
        name=Name(longest=63),
        renames={"arn": "JobDefinitionArn", "name": "JobDefinitionName"},
        replace={"roleArn": "AWS cannot change it in place"},
        defaults={
            "dataQualityJobInput.batchTransformInput.localPath": "/opt/ml/processing/input",
            "dataQualityJobInput.endpointInput.localPath": "/opt/ml/processing/input",
            "dataQualityJobOutputConfig.monitoringOutputs.s3Output.localPath": "/opt/ml/processing/output",
        },
    ),
    row(
        "MonitoringSchedule",
        key={"MonitoringScheduleName": "name"},
        update=(Put(Op("UpdateMonitoringSchedule")),),
        name=Name(longest=63),
        renames={"arn": "MonitoringScheduleArn", "name": "MonitoringScheduleName"},
        ready=Ready("MonitoringScheduleStatus", until=("Scheduled",), failed=("Failed",)),
    ),
)
