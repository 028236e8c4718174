"""Images: by digest, from this account's registry unless another is named."""

import pulumi_mlops as mlops
import pytest
from pulumi_mlops.component import Component
from pydantic import ValidationError

DIGEST = "sha256:" + "0" * 64


class Probe(Component, token="mlops:test:Probe"):
    pass


@pytest.mark.parametrize(
    ("given", "uri", "arn"),
    [
        (
            {},
            f"123456789012.dkr.ecr.eu-west-1.amazonaws.com/churn@{DIGEST}",
            "arn:aws:ecr:eu-west-1:123456789012:repository/churn",
        ),
        (
            {"registry": "999999999999.dkr.ecr.us-east-1.amazonaws.com"},
            f"999999999999.dkr.ecr.us-east-1.amazonaws.com/churn@{DIGEST}",
            "arn:aws:ecr:us-east-1:999999999999:repository/churn",
        ),
    ],
)
def test_the_uri_ends_in_the_digest_and_the_role_is_given_that_repository(engine, given, uri, arn):
    def program():
        account = Probe("probe", mlops.Args()).account
        image = mlops.Image(repository="churn", digest=DIGEST, **given)
        return [image.uri(account), image.repository_arn(account)]

    assert engine.build(program) == [uri, arn]


@pytest.mark.parametrize("given", [{"digest": "latest"}, {"repository": "Churn"}, {"registry": "docker.io"}])
def test_a_tag_an_odd_name_and_a_public_registry_are_refused(given):
    with pytest.raises(ValidationError, match=next(iter(given))):
        mlops.Image(**{"repository": "churn", "digest": DIGEST, **given})
