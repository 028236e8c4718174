"""The product: what a spec becomes, on the mock engine."""

import re
from collections import Counter
from pathlib import Path

from mlops_stacks.loader import load
from mlops_stacks.model import Environment
from mlops_stacks.product import build
from specs import GOOD

STACKS = Path(__file__).parents[2] / "stacks"
TAGS = {
    "product": "churn",
    "environment": "local",
    "owner": "retention-team",
    "cost-center": "4711",
    "data-classification": "confidential",
}
TAGGED = {
    "aws:appautoscaling/target:Target",
    "aws:cloudwatch/eventRule:EventRule",
    "aws:cloudwatch/logGroup:LogGroup",
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    "aws:iam/policy:Policy",
    "aws:iam/role:Role",
    "aws:kms/key:Key",
    "aws:lambda/function:Function",
    "aws:s3/bucket:Bucket",
    "aws:sagemaker/endpoint:Endpoint",
    "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
    "aws:sagemaker/featureGroup:FeatureGroup",
    "aws:sagemaker/model:Model",
    "aws:sagemaker/modelPackageGroup:ModelPackageGroup",
    "aws:sagemaker/pipeline:Pipeline",
    "aws:sns/topic:Topic",
    "aws:sqs/queue:Queue",
}


def build_churn(engine, environment=Environment.LOCAL, stack="churn-local"):
    engine.stack = stack
    return engine.build(lambda: build(load(STACKS / "churn.yaml", environment)))


def test_the_reference_product_has_sixty_eight_resources_in_twenty_components(engine):
    build_churn(engine)
    kinds = Counter("aws" if made.typ.startswith("aws:") else "component" for made in engine.registered)
    assert kinds == {"aws": 68, "component": 20}


def test_its_outputs_are_what_a_person_asks_for(engine):
    outputs = build_churn(engine)
    assert re.fullmatch("[0-9a-f]{64}", outputs.pop("training_definition_hash"))
    assert outputs == {
        "kms_key_arn": "arn:aws:kms:eu-west-1:123456789012:key/k-1",
        "data_buckets": {
            "raw": "churn-local-raw-123456789012-eu-west-1",
            "curated": "churn-local-curated-123456789012-eu-west-1",
        },
        "artifact_bucket": "churn-local-artifacts-123456789012-eu-west-1",
        "feature_groups": {"customer_usage": "churn-local-customer-usage"},
        "feature_tables": {"customer_usage": {}},
        "feature_records_role_arn": "arn:aws:iam::123456789012:role/churn-local-feature-store-records",
        "model_package_group": "churn-local-models",
        "alarm_topic_arn": "arn:aws:sns:eu-west-1:123456789012:churn-local-alarms",
        "training_pipeline": "churn-local-training",
        "endpoint": "churn-local-endpoint",
        "alarms": [f"churn-local-endpoint-{what}" for what in ("errors", "latency", "memory", "disk")],
    }


def test_everything_that_takes_tags_has_them_all(engine):
    build_churn(engine)
    tagged = {made.typ: made.inputs["tags"] for made in engine.registered if "tags" in made.inputs}
    assert set(tagged) == TAGGED
    assert [tags for tags in tagged.values() if tags != TAGS] == []


def test_what_is_left_out_is_not_built(engine, tmp_path):
    file = tmp_path / "churn.yaml"
    file.write_text(GOOD[: GOOD.index("features:")])
    outputs = engine.build(lambda: build(load(file, Environment.LOCAL)))
    assert "endpoint" not in outputs
    assert "training_pipeline" not in outputs
    assert outputs["feature_groups"] == {}
    assert {name.split()[0] for name in engine.names() if "sagemaker" in name} == {
        "aws:sagemaker/modelPackageGroup:ModelPackageGroup"
    }


def test_two_environments_share_no_name(engine):
    build_churn(engine)
    local = {str(made.inputs.get("name") or made.inputs.get("bucket")) for made in engine.registered}
    engine.registered.clear()
    build_churn(engine, Environment.PROD, "churn-prod")
    prod = {str(made.inputs.get("name") or made.inputs.get("bucket")) for made in engine.registered}
    assert local & prod == {"None", "job"}
