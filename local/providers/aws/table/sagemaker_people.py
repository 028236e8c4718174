"""SageMaker's people: workforces, their teams and the tasks they are given; and devices at the edge."""

from local.providers.aws.row import Op, Put, Ready
from local.providers.aws.table.sagemaker import row, tagged

ROWS = (
    row(
        "Workforce",
        key={"WorkforceName": "workforceName"},
        read=(Op("DescribeWorkforce", at="Workforce"),),
        update=(Put(Op("UpdateWorkforce"), reset={"workforceVpcConfig": {}}),),
        needs=(("cognitoConfig", "oidcConfig"),),
        replace={"cognitoConfig": "AWS cannot change it in place"},
        hidden=("oidcConfig.clientSecret",),
        tags=None,
        ready=Ready("Status", until=("Active",), failed=("Failed",)),
    ),
    row(
        "Workteam",
        key={"WorkteamName": "workteamName"},
        read=(Op("DescribeWorkteam", at="Workteam"),),
        update=(Put(Op("UpdateWorkteam"), reset={"notificationConfiguration": {}}),),
    ),
    row(
        "HumanTaskUI",
        "HumanTaskUi",
        key={"HumanTaskUiName": "humanTaskUiName"},
        hidden=("uiTemplate.content",),
        ready=Ready("HumanTaskUiStatus", until=("Active",), failed=("Deleting",), reason="HumanTaskUiStatus"),
    ),
    row(
        "FlowDefinition",
        key={"FlowDefinitionName": "flowDefinitionName"},
        defaults={"humanLoopConfig.taskTimeLimitInSeconds": 3600},
        ready=Ready("FlowDefinitionStatus", until=("Active",), failed=("Failed",)),
    ),
    row(
        "LabelingJob",
        key={"LabelingJobName": "labelingJobName"},
        delete=(Op("StopLabelingJob", only=()),),
        renames={},
        tags=tagged("labelingJobArn"),
        gone=("LabelingJobStatus", ("Stopping", "Stopped")),
    ),
    row(
        "DeviceFleet",
        key={"DeviceFleetName": "deviceFleetName"},
        update=(Put(Op("UpdateDeviceFleet")),),
    ),
    row(
        "Device",
        key={"DeviceFleetName": "deviceFleetName", "DeviceName": "{device.deviceName}"},
        create=Op("RegisterDevices"),
        read=(Op("DescribeDevice", renames={"device": "."}),),
        update=(Put(Op("UpdateDevices")),),
        delete=(Op("DeregisterDevices", only=(), send={"DeviceNames[0]": "{device.deviceName}"}),),
        id="{deviceFleetName}/{device.deviceName}",
        tags=None,
    ),
)
