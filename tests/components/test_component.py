"""Component: a fixed token, children below it, outputs published once."""

import pulumi
import pulumi_mlops as mlops
import pytest
from pulumi_mlops.component import Component
from pulumi_mlops.reference import catalog

TOKENS = {
    "AccessAnalyzer": "mlops:audit:AccessAnalyzer",
    "AlarmTopic": "mlops:monitoring:AlarmTopic",
    "AlertHub": "mlops:monitoring:AlertHub",
    "ApprovalEvents": "mlops:registry:ApprovalEvents",
    "AuditTrail": "mlops:audit:AuditTrail",
    "Bucket": "mlops:storage:Bucket",
    "BucketReplication": "mlops:storage:BucketReplication",
    "ConfigRecorder": "mlops:audit:ConfigRecorder",
    "CostGuard": "mlops:costs:CostGuard",
    "DataCatalog": "mlops:data:DataCatalog",
    "DataKeys": "mlops:security:DataKeys",
    "DataPipeline": "mlops:data:DataPipeline",
    "DataSet": "mlops:data:DataSet",
    "DataZones": "mlops:storage:DataZones",
    "DefinedPipeline": "mlops:training:DefinedPipeline",
    "EncryptionKey": "mlops:security:EncryptionKey",
    "Endpoint": "mlops:serving:Endpoint",
    "EndpointAlarms": "mlops:monitoring:EndpointAlarms",
    "ExecutionRole": "mlops:access:ExecutionRole",
    "ExistingNetwork": "mlops:network:ExistingNetwork",
    "ExperimentTracking": "mlops:tracking:ExperimentTracking",
    "FeastView": "mlops:features:FeastView",
    "FeatureGroup": "mlops:features:FeatureGroup",
    "FeatureStore": "mlops:features:FeatureStore",
    "IdentityProvider": "mlops:access:IdentityProvider",
    "ImageBuild": "mlops:images:ImageBuild",
    "ImageRepository": "mlops:images:ImageRepository",
    "IngestionJob": "mlops:data:IngestionJob",
    "JobRole": "mlops:access:JobRole",
    "LogBucket": "mlops:storage:LogBucket",
    "ModelCard": "mlops:registry:ModelCard",
    "ModelPackageGroup": "mlops:registry:ModelPackageGroup",
    "Network": "mlops:network:Network",
    "PermissionsBoundary": "mlops:access:PermissionsBoundary",
    "PersonaRole": "mlops:access:PersonaRole",
    "QueryWorkgroup": "mlops:data:QueryWorkgroup",
    "StateMachine": "mlops:data:StateMachine",
    "Studio": "mlops:studio:Studio",
    "ThreatDetection": "mlops:audit:ThreatDetection",
    "TrackingIntegration": "mlops:tracking:TrackingIntegration",
    "TrainingPipeline": "mlops:training:TrainingPipeline",
}


def test_no_token_changes_since_the_engine_would_replace_every_stack():
    assert {component.__name__: component.token for component in catalog()} == TOKENS


@pytest.mark.parametrize("name", TOKENS)
def test_every_argument_is_described(name):
    fields = getattr(mlops, f"{name}Args").model_fields
    assert [field for field, info in fields.items() if not (info.description or "").endswith(".")] == []


def test_what_is_published_is_set_and_registered(engine):
    class Thing(Component, token="mlops:test:Thing"):
        size: pulumi.Output[int]

    def program():
        thing = Thing("thing", mlops.Args(tags={"owner": "me"}))
        thing.publish(size=pulumi.Output.from_input(3))
        assert thing.tags == {"owner": "me"}
        return thing.size

    assert engine.build(program) == 3
    assert engine.names() == ["mlops:test:Thing thing"]
