"""An endpoint that is in service answers; any other call is refused as AWS refuses it."""

import http.client
import json
from urllib.parse import urlsplit

import pytest

from tests.local.cloud.sagemaker.asking import VARIANT, delete, error, settle


@pytest.fixture
def runtime(endpoint, aws):
    """The runtime, with endpoint e in service."""
    return aws("sagemaker-runtime")


def test_an_endpoint_echoes_what_it_is_asked(runtime):
    asked = {"EndpointName": "e", "Body": b"1,2\n", "ContentType": "text/csv", "CustomAttributes": "trace=1"}
    answer = runtime.invoke_endpoint(**asked)
    assert (answer["Body"].read(), answer["ContentType"]) == (b"1,2\n", "text/csv")
    assert (answer["InvokedProductionVariant"], answer["CustomAttributes"]) == ("v", "trace=1")


def test_an_endpoint_that_is_not_there_is_refused(runtime, sagemaker):
    code, message = error(runtime.invoke_endpoint, EndpointName="none", Body=b"1")
    assert (code, message) == ("ValidationError", "Endpoint none of account 123456789012 not found.")
    delete(sagemaker, "Endpoint")
    code, message = error(runtime.invoke_endpoint, EndpointName="e", Body=b"1")
    assert (code, message) == ("ValidationError", "Endpoint e of account 123456789012 is in status Deleting.")


def test_a_variant_is_chosen_by_name_or_weight(runtime, sagemaker):
    weights = [VARIANT | {"VariantName": name, "InitialVariantWeight": weight} for name, weight in (("a", 1), ("b", 3))]
    sagemaker.create_endpoint_config(EndpointConfigName="two", ProductionVariants=weights)
    sagemaker.update_endpoint(EndpointName="e", EndpointConfigName="two")
    settle(sagemaker, "Endpoint")

    def chosen(**more):
        return runtime.invoke_endpoint(EndpointName="e", Body=b"1", **more)["InvokedProductionVariant"]

    assert (chosen(), chosen(TargetVariant="a")) == ("b", "a")
    assert error(chosen, TargetVariant="none")[0] == "ValidationError"


def test_an_asynchronous_call_says_where_the_result_would_be(runtime, sagemaker):
    asked = {"EndpointName": "e", "InputLocation": "s3://in/1", "InferenceId": "one"}
    assert error(runtime.invoke_endpoint_async, **asked)[0] == "ValidationError"
    sagemaker.create_endpoint_config(
        EndpointConfigName="async",
        ProductionVariants=[VARIANT],
        AsyncInferenceConfig={"OutputConfig": {"S3OutputPath": "s3://out/"}},
    )
    sagemaker.update_endpoint(EndpointName="e", EndpointConfigName="async")
    settle(sagemaker, "Endpoint")
    answer = runtime.invoke_endpoint_async(**asked)
    assert (answer["InferenceId"], answer["OutputLocation"]) == ("one", "s3://out/one.out")


def test_a_test_may_choose_the_answer(runtime, url):
    wanted = {"Body": '{"churn": 0.9}', "ContentType": "application/json", "InvokedProductionVariant": "w"}
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    body = json.dumps({"region": "eu-west-1", "results": [wanted]})
    connection.request("POST", "/moto-api/static/sagemaker/endpoint-results", body=body)
    assert connection.getresponse().status == 201
    connection.close()
    answer = runtime.invoke_endpoint(EndpointName="e", Body=b"1")
    assert (answer["Body"].read(), answer["InvokedProductionVariant"]) == (b'{"churn": 0.9}', "w")
    assert runtime.invoke_endpoint(EndpointName="e", Body=b"1")["Body"].read() == b"1"
