"""The cost guard: budgets by tag, anomalies, and the machine that ends the working day."""

import json

import boto3
import pulumi_mlops as mlops
import pytest
from moto import mock_aws
from pulumi_mlops.access.listings import LOG_DELIVERY, TRACING
from pulumi_mlops.costs.office_hours import OfficeHours, definition
from pydantic import ValidationError

from local.cloud import lifecycle
from local.layout import Layout

TOPICS = {severity: f"arn:aws:sns:eu-west-1:123456789012:alerts-{severity}" for severity in ("critical", "warning")}
REGION = "eu-west-1"
KEY = f"arn:aws:kms:{REGION}:123456789012:key/k-1"


def guard(**given):
    return mlops.CostGuard(
        "costs",
        mlops.CostGuardArgs.model_validate(
            {
                "monthly_usd": 5000,
                "alert_topic_arns": TOPICS,
                "kms_key_arn": KEY,
                "tags": {"product": "platform"},
                **given,
            }
        ),
    )


def test_the_account_and_each_product_have_a_budget(engine):
    names = engine.build(lambda: guard(products={"churn": 1200.5}).budget_names)
    assert names == ["churn-local-costs", "churn-local-costs-churn"]
    whole, churn = (engine.one("aws:budgets/budget:Budget", f"{name}-budget") for name in ("costs", "costs-churn"))
    assert (whole["limitAmount"], whole["limitUnit"], whole["timeUnit"]) == ("5000", "USD", "MONTHLY")
    assert "costFilters" not in whole
    assert churn["limitAmount"] == "1200.5"
    assert churn["costFilters"] == [{"name": "TagKeyValue", "values": ["user:product$churn"]}]
    assert [
        (told["notificationType"], told["threshold"], told["subscriberSnsTopicArns"]) for told in churn["notifications"]
    ] == [
        ("ACTUAL", 80, [TOPICS["warning"]]),
        ("FORECASTED", 100, [TOPICS["warning"]]),
        ("ACTUAL", 100, [TOPICS["critical"]]),
    ]


def test_anomalies_of_the_products_are_told(engine):
    engine.build(lambda: guard(products={"risk": 1, "churn": 1}, anomaly_usd=250))
    monitor = engine.one("aws:costexplorer/anomalyMonitor:AnomalyMonitor")
    assert json.loads(monitor["monitorSpecification"]) == {
        "Tags": {"Key": "product", "Values": ["churn", "platform", "risk"]}
    }
    told = engine.one("aws:costexplorer/anomalySubscription:AnomalySubscription")
    assert (told["frequency"], told["subscribers"]) == ("IMMEDIATE", [{"type": "SNS", "address": TOPICS["warning"]}])
    assert told["thresholdExpression"]["dimension"]["values"] == ["250"]


def test_without_office_hours_nothing_is_stopped(engine):
    engine.build(guard)
    assert [name for name in engine.names() if "stopper" in name or "scheduler" in name] == []


def test_the_hours_become_the_schedules_of_a_machine_that_may_only_stop(engine):
    engine.build(lambda: guard(office_hours={"begin": 8, "end": 18, "timezone": "Europe/Berlin"}))
    schedules = engine.all("aws:scheduler/schedule:Schedule")
    assert {made["scheduleExpression"] for made in schedules} == {
        "cron(0 0,1,2,3,4,5,6,7,18,19,20,21,22,23 ? * * *)",
        "cron(0 8-17 ? * SAT,SUN *)",
    }
    assert {made["scheduleExpressionTimezone"] for made in schedules} == {"Europe/Berlin"}
    policy = json.loads(engine.one("aws:iam/rolePolicy:RolePolicy", "costs-stopper-policy")["policy"])
    assert [(one["Action"], one["Resource"]) for one in policy["Statement"]] == [
        (["sagemaker:ListApps", "sagemaker:ListNotebookInstances"], ["*"]),
        (["sagemaker:DeleteApp"], ["arn:aws:sagemaker:eu-west-1:123456789012:app/*"]),
        (["sagemaker:StopNotebookInstance"], ["arn:aws:sagemaker:eu-west-1:123456789012:notebook-instance/*"]),
        (list(LOG_DELIVERY), ["*"]),
        (list(TRACING), ["*"]),
    ]


def test_the_machine_leaves_a_log_under_the_key_and_traces(engine):
    engine.build(lambda: guard(office_hours={}))
    log = engine.one("aws:cloudwatch/logGroup:LogGroup")
    assert (log["name"], log["kmsKeyId"]) == ("/aws/vendedlogs/states/churn-local-costs-stopper", KEY)
    machine = engine.one("aws:sfn/stateMachine:StateMachine")
    assert machine["loggingConfiguration"]["level"] == "ERROR"
    assert machine["tracingConfiguration"] == {"enabled": True}


def test_a_run_that_fails_to_stop_what_costs_is_told(engine):
    engine.build(lambda: guard(office_hours={}))
    alarms = engine.all("aws:cloudwatch/metricAlarm:MetricAlarm")
    assert [(one["metricName"], one["alarmActions"]) for one in alarms] == [
        (f"Executions{how}", [TOPICS["warning"]]) for how in ("Failed", "TimedOut", "Aborted")
    ]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"monthly_usd": 0}, "greater than 0"),
        ({"products": {"Churn": 1}}, "must be lower-case words joined by hyphens"),
        ({"instance_types": ["m5.large"]}, "must be an instance type or a family"),
        ({"office_hours": {"begin": 9, "end": 9}}, "must be later than begin, which is 9"),
        ({"office_hours": {"timezone": "Berlin"}}, "must be a time zone, for example Europe/Berlin"),
    ],
)
def test_what_cannot_be_meant_is_refused(given, said):
    with pytest.raises(ValidationError, match=said):
        guard(**given)


def test_a_day_that_never_ends_leaves_the_weekend():
    assert OfficeHours(begin=0, end=24).crons == {"weekends": "cron(0 0-23 ? * SAT,SUN *)"}


@pytest.fixture
def cloud(tmp_path, monkeypatch):
    """A local cloud, to which every client that names no endpoint goes."""
    layout = Layout(tmp_path)
    url = lifecycle.ensure_running(layout)
    monkeypatch.setenv("AWS_ENDPOINT_URL", url)
    yield boto3.client(
        "sagemaker", region_name=REGION, aws_access_key_id="local", aws_secret_access_key="local", endpoint_url=url
    )
    lifecycle.stop(layout)


def test_the_machine_run_for_real_stops_what_runs_and_nothing_else(cloud):
    """An interpreter of the Amazon States Language runs it; its calls go to the local cloud."""
    role = "arn:aws:iam::123456789012:role/studio"
    domain = cloud.create_domain(
        DomainName="studio",
        AuthMode="IAM",
        DefaultUserSettings={"ExecutionRole": role},
        SubnetIds=["subnet-12345678"],
        VpcId="vpc-12345678",
    )["DomainArn"].rpartition("/")[2]
    cloud.create_user_profile(DomainId=domain, UserProfileName="ada")
    cloud.create_space(
        DomainId=domain,
        SpaceName="lab",
        OwnershipSettings={"OwnerUserProfileName": "ada"},
        SpaceSharingSettings={"SharingType": "Private"},
        SpaceSettings={"AppType": "JupyterLab"},
    )
    cloud.create_app(DomainId=domain, UserProfileName="ada", AppType="KernelGateway", AppName="kernel")
    cloud.create_app(DomainId=domain, SpaceName="lab", AppType="JupyterLab", AppName="default")
    for name in ("runs", "stands"):
        cloud.create_notebook_instance(NotebookInstanceName=name, InstanceType="ml.t3.medium", RoleArn=role)
        while status(cloud, name) != "InService":
            pass
    cloud.stop_notebook_instance(NotebookInstanceName="stands")
    assert "InService" in [app["Status"] for app in cloud.list_apps()["Apps"]]

    assert run_machine(definition()) == "SUCCEEDED"

    assert [app for app in cloud.list_apps()["Apps"] if app["Status"] == "InService"] == []
    assert {status(cloud, "runs"), status(cloud, "stands")} <= {"Stopping", "Stopped"}
    assert run_machine(definition()) == "SUCCEEDED"


def status(cloud, name):
    return cloud.describe_notebook_instance(NotebookInstanceName=name)["NotebookInstanceStatus"]


def run_machine(machine):
    with mock_aws(config={"stepfunctions": {"execute_state_machine": True}}):
        states = boto3.client(
            "stepfunctions", region_name=REGION, endpoint_url=f"https://states.{REGION}.amazonaws.com"
        )
        arn = states.create_state_machine(
            name="stopper", definition=json.dumps(machine), roleArn="arn:aws:iam::123456789012:role/stopper"
        )["stateMachineArn"]
        execution = states.start_execution(stateMachineArn=arn)["executionArn"]
        while True:
            told = states.describe_execution(executionArn=execution)
            if told["status"] != "RUNNING":
                return told["status"] if told["status"] == "SUCCEEDED" else (told.get("error"), told.get("cause"))
