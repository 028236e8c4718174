"""What a table of types cannot show: half-way failures, drift, tags, secrets, previews, parallel work."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc
import pytest

from local.providers.aws.values import UNKNOWN, Path
from tests.local.providers.aws.harness import Provider, half_way

BUCKET = "aws:s3/bucket:Bucket"
KEY = "aws:kms/key:Key"
MODEL = "aws:sagemaker/model:Model"
CONFIG = "aws:sagemaker/endpointConfiguration:EndpointConfiguration"
ENDPOINT = "aws:sagemaker/endpoint:Endpoint"
ROLE = "aws:iam/role:Role"
FUNCTION, CALL = "aws:lambda/function:Function", "aws:lambda/invocation:Invocation"
TOPIC = "aws:sns/topic:Topic"
TRUST = '{"Version":"2012-10-17","Statement":[]}'
POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}'
ROLE_ARN = "arn:aws:iam::123456789012:role/sagemaker"
Boto = Callable[[str], Any]


def test_a_preview_knows_what_is_given_and_not_what_aws_will_say(provider: Provider) -> None:
    made = provider.create(
        BUCKET, "raw", provider.checked(BUCKET, "raw", {"bucket": "raw", "tags": {"a": "b"}}), preview=True
    )
    assert made.id == ""
    assert made.outputs["bucket"] == "raw"
    assert made.outputs["region"] == "eu-west-1"
    assert made.outputs["tagsAll"] == {"a": "b"}
    assert made.outputs["arn"] is UNKNOWN
    assert made.outputs["bucketRegionalDomainName"] is UNKNOWN


def test_a_preview_makes_nothing(provider: Provider, boto: Boto) -> None:
    provider.create(BUCKET, "raw", provider.checked(BUCKET, "raw", {"bucket": "only-seen"}), preview=True)
    assert [b["Name"] for b in boto("s3").list_buckets()["Buckets"] if b["Name"] == "only-seen"] == []


def test_the_preview_of_an_update_keeps_what_stays(provider: Provider) -> None:
    topic = provider.make(TOPIC, "previewed", {"displayName": "a"})
    seen = provider.update(
        topic, provider.checked(TOPIC, "previewed", {"displayName": UNKNOWN}, topic.inputs), preview=True
    )
    assert seen.outputs["displayName"] is UNKNOWN
    assert seen.outputs["arn"] == topic.outputs["arn"]
    assert provider.read(topic).outputs["displayName"] == "a"


def test_an_unknown_new_value_is_a_change(provider: Provider) -> None:
    made = provider.make(MODEL, "unknown", {"executionRoleArn": ROLE_ARN, "primaryContainer": {"image": "i"}})
    inputs = provider.checked(
        MODEL, "unknown", {"executionRoleArn": UNKNOWN, "primaryContainer": {"image": UNKNOWN}}, made.inputs
    )
    assert provider.diff(made, inputs).kinds == {
        "executionRoleArn": "UPDATE_REPLACE",
        "primaryContainer.image": "UPDATE_REPLACE",
    }
    provider.delete(made)


def test_a_bucket_has_the_addresses_pulumi_aws_gives_it(provider: Provider) -> None:
    made = provider.make(BUCKET, "addresses", {"bucket": "addresses"})
    assert made.outputs == {
        "arn": "arn:aws:s3:::addresses",
        "bucket": "addresses",
        "bucketDomainName": "addresses.s3.amazonaws.com",
        "bucketRegion": "eu-west-1",
        "bucketRegionalDomainName": "addresses.s3.eu-west-1.amazonaws.com",
        "forceDestroy": False,
        "hostedZoneId": "Z1BKCTXD74EZPE",
        "region": "eu-west-1",
        "tagsAll": {},
    }
    provider.delete(made)


def test_a_replacement_stands_beside_the_old_object_unless_the_name_is_given(provider: Provider) -> None:
    inputs = {"executionRoleArn": ROLE_ARN, "primaryContainer": {"image": "i"}}
    for name, dropped in ((None, False), ("mine", True)):
        program = {**inputs, **({"name": name} if name else {})}
        made = provider.make(MODEL, "beside", program)
        new = provider.checked(MODEL, "beside", {**program, "primaryContainer": {"image": "j"}}, made.inputs)
        difference = provider.diff(made, new)
        assert difference.kinds == {"primaryContainer.image": "UPDATE_REPLACE"}
        assert difference.replaces == ["primaryContainer"]
        assert difference.delete_before_replace is dropped
        provider.delete(made)


def test_part_of_an_object_is_updated_in_place_and_part_replaces(provider: Provider) -> None:
    store = {"enableOnlineStore": True, "ttlDuration": {"unit": "Days", "value": 30}}
    program = {
        "featureGroupName": "partly",
        "recordIdentifierFeatureName": "id",
        "eventTimeFeatureName": "at",
        "roleArn": ROLE_ARN,
        "featureDefinitions": [
            {"featureName": "id", "featureType": "String"},
            {"featureName": "at", "featureType": "String"},
        ],
        "onlineStoreConfig": store,
    }
    type_ = "aws:sagemaker/featureGroup:FeatureGroup"
    made = provider.make(type_, "partly", program)
    longer = {**program, "onlineStoreConfig": {**store, "ttlDuration": {"unit": "Days", "value": 60}}}
    assert provider.diff(made, provider.checked(type_, "partly", longer, made.inputs)).kinds == {
        "onlineStoreConfig.ttlDuration.value": "UPDATE"
    }
    keyed = {
        **program,
        "onlineStoreConfig": {**store, "securityConfig": {"kmsKeyId": "arn:aws:kms:eu-west-1:123456789012:key/k"}},
    }
    assert provider.diff(made, provider.checked(type_, "partly", keyed, made.inputs)).kinds == {
        "onlineStoreConfig.securityConfig": "ADD_REPLACE"
    }
    provider.delete(made)


def test_a_policy_that_means_the_same_is_no_change(provider: Provider) -> None:
    made = provider.make(ROLE, "same", {"assumeRolePolicy": '{"Statement":[{"Action":["a"]}],"Version":"2012-10-17"}'})
    inputs = provider.checked(
        ROLE, "same", {"assumeRolePolicy": '{ "Version": "2012-10-17", "Statement": {"Action": "a"} }'}, made.inputs
    )
    assert provider.diff(made, inputs).kinds == {}
    provider.delete(made)


def test_a_definition_in_another_order_of_steps_is_a_change(provider: Provider) -> None:
    type_ = "aws:sagemaker/pipeline:Pipeline"
    program = {
        "pipelineName": "steps",
        "pipelineDisplayName": "steps",
        "roleArn": ROLE_ARN,
        "pipelineDefinition": '{"Steps":["a","b"]}',
    }
    made = provider.make(type_, "steps", program)
    spaced = provider.checked(type_, "steps", {**program, "pipelineDefinition": '{"Steps": ["a", "b"]}'}, made.inputs)
    assert provider.diff(made, spaced).kinds == {}
    swapped = provider.checked(type_, "steps", {**program, "pipelineDefinition": '{"Steps":["b","a"]}'}, made.inputs)
    assert provider.diff(made, swapped).kinds == {"pipelineDefinition": "UPDATE"}
    provider.delete(made)


def test_a_refresh_sees_what_was_changed_behind_the_back(provider: Provider, boto: Boto) -> None:
    made = provider.make(KEY, "drift", {"enableKeyRotation": True, "tags": {"owner": "retention"}})
    kms = boto("kms")
    kms.disable_key_rotation(KeyId=made.id)
    kms.tag_resource(
        KeyId=made.id, Tags=[{"TagKey": "owner", "TagValue": "nobody"}, {"TagKey": "new", "TagValue": "x"}]
    )
    read = provider.read(made)
    assert read.inputs["enableKeyRotation"] is False
    assert read.inputs["tags"] == {"owner": "nobody", "new": "x"}
    difference = provider.diff(read, made.inputs)
    assert difference.kinds == {"enableKeyRotation": "UPDATE", "tags.owner": "UPDATE", "tags.new": "DELETE"}
    healed = provider.update(read, made.inputs)
    assert provider.read(healed).inputs == made.inputs
    assert kms.get_key_rotation_status(KeyId=made.id)["KeyRotationEnabled"] is True


def test_a_refresh_sees_what_was_added_behind_the_back(provider: Provider, boto: Boto) -> None:
    made = provider.make(TOPIC, "added", {})
    boto("sns").set_topic_attributes(TopicArn=made.id, AttributeName="KmsMasterKeyId", AttributeValue="alias/x")
    read = provider.read(made)
    assert read.inputs["kmsMasterKeyId"] == "alias/x"
    assert provider.diff(read, made.inputs).kinds == {"kmsMasterKeyId": "DELETE"}
    assert provider.read(provider.update(read, made.inputs)).inputs == made.inputs


def test_a_refresh_sees_that_an_object_was_deleted(provider: Provider, boto: Boto) -> None:
    made = provider.make(TOPIC, "lost", {})
    boto("sns").delete_topic(TopicArn=made.id)
    assert provider.read(made).id == ""
    provider.delete(made)


def test_default_tags_are_merged_and_the_resource_wins(cloud: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", cloud)
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    tagged = Provider().configure(defaultTags={"tags": {"team": "churn", "env": "local"}})
    made = tagged.make(TOPIC, "tagged", {"tags": {"env": "dev"}})
    assert made.outputs["tags"] == {"env": "dev"}
    assert made.outputs["tagsAll"] == {"env": "dev", "team": "churn"}
    assert tagged.read(made).inputs == made.inputs
    assert tagged.diff(made, made.inputs).kinds == {}

    moved = Provider().configure(defaultTags={"tags": {"team": "fraud"}})
    assert moved.diff(made, made.inputs).kinds == {"tagsAll": "UPDATE"}
    after = moved.update(made, made.inputs)
    assert moved.read(after).outputs["tagsAll"] == {"env": "dev", "team": "fraud"}
    moved.delete(made)
    tagged.close()
    moved.close()


def test_an_object_whose_second_part_fails_is_kept_and_finished_later(provider: Provider, boto: Boto) -> None:
    program = {"assumeRolePolicy": TRUST, "managedPolicyArns": ["arn:aws:iam::123456789012:policy/comes-later"]}
    inputs = provider.checked(ROLE, "halfway", program)
    with pytest.raises(grpc.RpcError, match="AttachRolePolicy: NoSuchEntity") as raised:
        provider.create(ROLE, "halfway", inputs)
    detail = half_way(raised.value)
    assert detail.id == inputs["name"]
    assert len(detail.reasons) == 1
    assert "managedPolicyArns" not in detail.inputs.fields
    assert detail.properties.fields["arn"].string_value == f"arn:aws:iam::123456789012:role/{inputs['name']}"

    boto("iam").create_policy(PolicyName="comes-later", PolicyDocument=POLICY)
    made = provider.bring_in(ROLE, "halfway", detail.id)
    made.inputs = inputs  # the engine keeps the program's inputs, and asks for an update because of the failure
    finished = provider.update(made, inputs)
    assert finished.outputs["managedPolicyArns"] == program["managedPolicyArns"]
    finished.inputs = {**inputs, "forceDetachPolicies": True}
    provider.delete(provider.update(finished, finished.inputs))


@pytest.mark.parametrize(
    ("type_", "changed"),
    [(KEY, {"description": "changed"}), (TOPIC, {"displayName": "changed"}), (ROLE, {"description": "changed"})],
)
def test_an_object_of_which_the_state_knows_only_the_inputs_is_changed_and_deleted(
    provider: Provider, type_: str, changed: dict[str, Any]
) -> None:
    """So a create leaves it that could not even read the object back, as when the cloud was killed in its middle."""
    given = {"assumeRolePolicy": TRUST} if type_ == ROLE else {}
    made = provider.make(type_, "unread", given)
    made.outputs = dict(made.inputs)
    after = provider.update(made, {**made.inputs, **changed})
    assert after.outputs["arn"]
    assert {name: after.outputs[name] for name in changed} == changed
    after.outputs = dict(after.inputs)
    provider.delete(after)
    assert provider.read(after).id == ""


def test_an_update_that_fails_half_way_tells_how_far_it_came(provider: Provider) -> None:
    made = provider.make(ROLE, "update-fails", {"assumeRolePolicy": TRUST, "description": "old"})
    program = {
        "assumeRolePolicy": TRUST,
        "description": "new",
        "managedPolicyArns": ["arn:aws:iam::123456789012:policy/none"],
    }
    inputs = provider.checked(ROLE, "update-fails", program, made.inputs)
    with pytest.raises(grpc.RpcError, match="AttachRolePolicy: NoSuchEntity") as raised:
        provider.update(made, inputs)
    detail = half_way(raised.value)
    assert detail.id == made.id
    assert detail.inputs.fields["description"].string_value == "new"
    assert "managedPolicyArns" not in detail.inputs.fields
    provider.delete(made)


def test_an_update_that_sagemaker_rolls_back_is_a_failure_and_tried_again(provider: Provider, boto: Boto) -> None:
    model = provider.make(MODEL, "rolled", {"executionRoleArn": ROLE_ARN, "primaryContainer": {"image": "i"}})
    variant = {
        "variantName": "v",
        "modelName": model.outputs["name"],
        "instanceType": "ml.m5.large",
        "initialInstanceCount": 1,
    }
    old, new = (provider.make(CONFIG, f"rolled-{n}", {"productionVariants": [variant]}) for n in (1, 2))
    alarm = {
        "AlarmName": "rolled",
        "Namespace": "AWS/SageMaker",
        "MetricName": "Invocation5XXErrors",
        "Statistic": "Sum",
        "Period": 60,
        "EvaluationPeriods": 1,
        "Threshold": 1,
        "ComparisonOperator": "GreaterThanThreshold",
    }
    boto("cloudwatch").put_metric_alarm(**alarm)
    boto("cloudwatch").set_alarm_state(AlarmName="rolled", StateValue="ALARM", StateReason="test")
    routing = {"type": "ALL_AT_ONCE", "waitIntervalInSeconds": 0}
    program = {
        "endpointConfigName": old.outputs["name"],
        "deploymentConfig": {
            "blueGreenUpdatePolicy": {"trafficRoutingConfiguration": routing},
            "autoRollbackConfiguration": {"alarms": [{"alarmName": "rolled"}]},
        },
    }
    made = provider.make(ENDPOINT, "rolled", program)
    inputs = provider.checked(ENDPOINT, "rolled", {**program, "endpointConfigName": new.outputs["name"]}, made.inputs)
    with pytest.raises(grpc.RpcError, match="was rolled back: endpointConfigName is") as raised:
        provider.update(made, inputs)
    assert half_way(raised.value).inputs.fields["endpointConfigName"].string_value == old.outputs["name"]
    boto("cloudwatch").set_alarm_state(AlarmName="rolled", StateValue="OK", StateReason="test")
    after = provider.update(made, inputs)
    assert after.outputs["endpointConfigName"] == new.outputs["name"]
    for each in (after, new, old, model):
        provider.delete(each)


def test_a_taken_name_is_told_with_the_resource_and_what_to_do(provider: Provider) -> None:
    made = provider.make(
        MODEL, "taken", {"name": "taken", "executionRoleArn": ROLE_ARN, "primaryContainer": {"image": "i"}}
    )
    message = "aws:sagemaker/model:Model taken exists already: import it with `pulumi import`, or give it another name"
    with pytest.raises(grpc.RpcError, match=message):
        provider.make(
            MODEL, "again", {"name": "taken", "executionRoleArn": ROLE_ARN, "primaryContainer": {"image": "i"}}
        )
    provider.delete(made)


def test_a_bucket_with_objects_goes_only_by_force_and_with_every_version(provider: Provider, boto: Boto) -> None:
    s3 = boto("s3")
    made = provider.make(BUCKET, "full", {"bucket": "full"})
    s3.put_bucket_versioning(Bucket="full", VersioningConfiguration={"Status": "Enabled"})
    s3.put_object(Bucket="full", Key="a", Body=b"1")
    s3.put_object(Bucket="full", Key="a", Body=b"2")
    with pytest.raises(grpc.RpcError, match="BucketNotEmpty"):
        provider.delete(made)
    forced = provider.update(
        made, provider.checked(BUCKET, "full", {"bucket": "full", "forceDestroy": True}, made.inputs)
    )
    provider.delete(forced)
    assert provider.read(forced).id == ""


def test_what_was_secret_stays_secret(provider: Provider) -> None:
    type_ = "aws:ssm/parameter:Parameter"
    inputs = provider.checked(type_, "token", {"type": "SecureString", "value": "s3cr3t", "name": "/token"})
    made = provider.create(type_, "token", inputs, {("value",)})
    assert made.outputs["value"] == "s3cr3t"
    assert made.secrets == {("value",)}
    assert provider.read(made).secrets == {("value",)}
    provider.delete(made)


def test_an_output_that_repeats_a_secret_is_one(provider: Provider) -> None:
    hidden: set[Path] = {("name",), ("tags", "a")}
    made = provider.create(
        TOPIC, "hidden", provider.checked(TOPIC, "hidden", {"name": "hush-hush", "tags": {"a": "q"}}), hidden
    )
    assert made.secrets == {("name",), ("arn",), ("tags",), ("tagsAll",), ("policy",)} & {(n,) for n in made.outputs}
    provider.delete(made)


def test_an_error_does_not_tell_a_secret(provider: Provider) -> None:
    inputs = provider.checked(BUCKET, "b", {"bucket": "secret-bucket"})
    made = provider.create(BUCKET, "b", inputs)
    with pytest.raises(grpc.RpcError, match=r"\[secret\] exists already") as raised:
        provider.create(BUCKET, "b", inputs, {("bucket",)})
    assert "secret-bucket" not in str(raised.value.details())
    provider.delete(made)


def test_32_operations_at_once_do_not_meet(provider: Provider) -> None:
    with ThreadPoolExecutor(32) as pool:
        made = list(pool.map(lambda n: provider.make(TOPIC, f"many-{n}", {"tags": {"n": str(n)}}), range(64)))
    assert len({topic.id for topic in made}) == 64
    assert [topic.outputs["tags"]["n"] for topic in made] == [str(n) for n in range(64)]
    with ThreadPoolExecutor(32) as pool:
        list(pool.map(provider.delete, made))


def test_functions_answer_as_pulumi_aws_does(provider: Provider) -> None:
    identity = provider.invoke("aws:index/getCallerIdentity:getCallerIdentity")
    assert identity["accountId"] == identity["id"] == "123456789012"
    assert provider.invoke("aws:index/getRegion:getRegion") == {
        "description": "Europe (Ireland)",
        "endpoint": "ec2.eu-west-1.amazonaws.com",
        "id": "eu-west-1",
        "name": "eu-west-1",
        "region": "eu-west-1",
    }
    assert provider.invoke("aws:index/getPartition:getPartition") == {
        "dnsSuffix": "amazonaws.com",
        "id": "aws",
        "partition": "aws",
        "reverseDnsPrefix": "com.amazonaws",
    }
    with pytest.raises(
        grpc.RpcError, match="aws:ec2/getInstance:getInstance: the local provider does not answer this function"
    ):
        provider.invoke("aws:ec2/getInstance:getInstance")


def test_a_resource_may_live_in_another_region(provider: Provider, boto: Boto) -> None:
    made = provider.make(TOPIC, "far", {"region": "us-east-1"})
    assert made.id.startswith("arn:aws:sns:us-east-1:")
    assert made.outputs["region"] == "us-east-1"
    assert provider.read(made).inputs == made.inputs
    provider.delete(made)


def test_rules_of_the_same_ports_that_ec2_joins_are_no_drift(provider):
    vpc = provider.make("aws:ec2/vpc:Vpc", "v", {"cidrBlock": "10.8.0.0/16"})
    rules = [
        {"fromPort": 443, "toPort": 443, "protocol": "tcp", "cidrBlocks": [cidr]}
        for cidr in ("10.1.0.0/16", "10.2.0.0/16")
    ]
    group = provider.make("aws:ec2/securityGroup:SecurityGroup", "g", {"vpcId": vpc.id, "ingress": rules})
    assert provider.read(group).inputs["ingress"] == rules
    fewer = provider.update(group, {**group.inputs, "ingress": rules[1:]})
    assert provider.read(fewer).inputs["ingress"] == rules[1:]
    provider.delete(fewer)
    provider.delete(vpc)


def test_a_call_is_told_why_it_is_made_and_fails_with_its_function(provider: Provider, boto: Boto) -> None:
    trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    role = boto("iam").create_role(RoleName="called", AssumeRolePolicyDocument=document)["Role"]["Arn"]
    text = "def tell(event, context):\n    if event['tf']['action'] == event['refused']: raise ValueError(event['tf'])"
    told = {
        "runtime": "python3.13",
        "role": role,
        "handler": "app.tell",
        "code": {"assets": {"app.py": {"text": text}}},
    }
    function = provider.make(FUNCTION, "tells", told)

    def call(refused: str) -> dict[str, Any]:
        return {"functionName": function.id, "input": f'{{"refused": "{refused}"}}', "lifecycleScope": "CRUD"}

    with pytest.raises(grpc.RpcError, match="'action': 'create'"):
        provider.make(CALL, "refused", call("create"))
    made = provider.make(CALL, "called", call("none"))
    with pytest.raises(grpc.RpcError, match="'action': 'update'"):
        provider.update(made, provider.checked(CALL, "called", call("update"), made.inputs))
    last = provider.update(made, provider.checked(CALL, "called", call("delete"), made.inputs))
    with pytest.raises(grpc.RpcError, match="'action': 'delete'"):
        provider.delete(last)


def test_where_a_feature_groups_history_lies_is_an_output(provider: Provider, boto: Boto) -> None:
    trust = {"Effect": "Allow", "Principal": {"Service": "sagemaker.amazonaws.com"}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    role = boto("iam").create_role(RoleName="writes-history", AssumeRolePolicyDocument=document)["Role"]["Arn"]
    boto("s3").create_bucket(Bucket="history", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    features = [{"featureName": name, "featureType": "String"} for name in ("id", "at")]
    group = {
        "featureGroupName": "told",
        "recordIdentifierFeatureName": "id",
        "eventTimeFeatureName": "at",
        "roleArn": role,
        "featureDefinitions": features,
        "offlineStoreConfig": {"s3StorageConfig": {"s3Uri": "s3://history/features"}, "tableFormat": "Glue"},
    }
    store = provider.make("aws:sagemaker/featureGroup:FeatureGroup", "told", group).outputs["offlineStoreConfig"]
    assert store["s3StorageConfig"]["resolvedOutputS3Uri"].startswith("s3://history/features/123456789012/sagemaker/")
    assert store["dataCatalogConfig"]["database"] == "sagemaker_featurestore"
