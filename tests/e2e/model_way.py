"""What a model's way takes: two accounts, their people and CI, the reference product on their platforms, its runs.

Everything that is done to the product, somebody's role does; the administrators of the accounts make the platforms,
push images and put data where a data pipeline would.
"""

import io
import json
import subprocess
import sys
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import yaml
from botocore import UNSIGNED
from botocore.config import Config
from churn import data
from laptop import Laptop
from pipeline_run import Outcome, Run, Service

from local.cloud.iam.client import service_credentials
from local.session import REGION

ISSUER = "token.actions.githubusercontent.com"
WORKFLOW = {"repository": "our-team/churn", "branch": "main"}
EVERYTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}


@dataclass(frozen=True)
class Somebody:
    """Whose calls they are."""

    laptop: Laptop
    keys: Mapping[str, str]
    """Credentials, as boto3 takes them."""

    @classmethod
    def got(cls, laptop: Laptop, answer: Mapping[str, Any]) -> "Somebody":
        """Who STS gave credentials."""
        got = answer["Credentials"]
        names = ("access_key_id", "secret_access_key", "session_token")
        values = (got["AccessKeyId"], got["SecretAccessKey"], got["SessionToken"])
        return cls(laptop, {f"aws_{name}": value for name, value in zip(names, values, strict=True)})

    def client(self, service: str) -> Any:
        """A client of the local cloud."""
        session = boto3.Session(region_name=REGION, **self.keys)
        return session.client(service, endpoint_url=self.laptop.session.cloud_url)

    def assume(self, role_arn: str) -> "Somebody":
        """Who takes a role."""
        return self.got(self.laptop, self.client("sts").assume_role(RoleArn=role_arn, RoleSessionName="test"))

    @property
    def environment(self) -> dict[str, str]:
        """The environment of their shell."""
        return {**self.laptop.session.environment, **{name.upper(): value for name, value in self.keys.items()}}

    def pulumi(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run `pulumi`."""
        return self.laptop.pulumi(*words, environment=self.environment)

    def up(self, stack: str, *words: str) -> str:
        """Deploy a stack; what was said comes back."""
        done = self.pulumi("up", "--yes", "--skip-preview", "--stack", stack, *words)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "violation" not in done.stdout
        return done.stdout

    def mlops(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run `mlops`."""
        return subprocess.run(
            [sys.executable, "-m", "mlops_stacks", *words],
            cwd=self.laptop.session.project,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )


def administrator(laptop: Laptop, account: str) -> Somebody:
    """Of an account, while nobody asks IAM: who says that he is in it, is."""
    first = Somebody(laptop, {"aws_access_key_id": "local", "aws_secret_access_key": "local"})
    inside = first.assume(f"arn:aws:iam::{account}:role/first")
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": f"arn:aws:iam::{account}:root"}}
    iam, trusted = inside.client("iam"), json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    role = iam.create_role(RoleName="administrator", AssumeRolePolicyDocument=trusted)["Role"]
    iam.put_role_policy(RoleName="administrator", PolicyName="all", PolicyDocument=json.dumps(EVERYTHING))
    return inside.assume(role["Arn"])


def by_token(laptop: Laptop, role_arn: str) -> Somebody:
    """A workflow of GitHub, which has nothing but its token."""
    url = laptop.session.cloud_url
    sts = boto3.client("sts", endpoint_url=url, region_name=REGION, config=Config(signature_version=UNSIGNED))
    subject = f"repo:{WORKFLOW['repository']}:ref:refs/heads/{WORKFLOW['branch']}"
    claims = json.dumps({"iss": f"https://{ISSUER}", "aud": "sts.amazonaws.com", "sub": subject}).encode()
    token = f"e30.{urlsafe_b64encode(claims).decode().rstrip('=')}.x"
    return Somebody.got(
        laptop,
        sts.assume_role_with_web_identity(RoleArn=role_arn, RoleSessionName="run-1", WebIdentityToken=token),
    )


@dataclass(frozen=True)
class Home:
    """An environment, its account, and who works there."""

    environment: str
    account: str

    @property
    def stack(self) -> str:
        return f"churn-{self.environment}"

    @property
    def platform(self) -> str:
        return f"platform-{self.environment}"

    def bucket(self, name: str) -> str:
        return f"{self.stack}-{name}-{self.account}-{REGION}"

    @property
    def packages(self) -> str:
        """ARN of a version, but for its number."""
        return f"arn:aws:sagemaker:{REGION}:{self.account}:model-package/{self.stack}-models"

    def role(self, name: str) -> str:
        return f"arn:aws:iam::{self.account}:role/mlops/{name}"

    def person(self, laptop: Laptop, persona: str) -> Somebody:
        """A persona of the platform, as Studio lets it in."""
        return self.of_service(laptop, f"{self.platform}-{persona}")

    def of_service(self, laptop: Laptop, role: str) -> Somebody:
        """What SageMaker does with a role."""
        url, service = laptop.session.cloud_url, "sagemaker.amazonaws.com"
        return Somebody(laptop, service_credentials(url, self.role(role), service, source_account=self.account))

    def ci(self, laptop: Laptop) -> Somebody:
        """CI, which brings the product up."""
        return by_token(laptop, self.role(f"{self.platform}-ci"))


FIRST, NEXT = Home("dev", "111111111111"), Home("staging", "222222222222")
REGISTRY = f"{FIRST.account}.dkr.ecr.{REGION}.amazonaws.com"
REPOSITORY = f"{FIRST.platform}-churn-image"


def platform_spec(reference: Path) -> str:
    """The reference platform with the people that a model meets, the product's image, and a way for models."""
    people = {"products": ["churn"], "taken_by": {"studio": True}}
    written = {
        **yaml.safe_load(reference.read_text()),
        "promotion": [FIRST.environment, NEXT.environment],
        "access": {
            "identity_providers": {"github": {"issuer": ISSUER, "audience": "sts.amazonaws.com"}},
            "personas": {
                "ml_engineer": people,
                "reviewer": people,
                "ci": {"products": ["churn"], "taken_by": {"github": [WORKFLOW]}},
            },
        },
        "images": {"churn": {}},
    }
    return yaml.safe_dump(written, sort_keys=False)


def product_spec(reference: Path, digest: str) -> dict[str, Any]:
    """The reference product on the platform: its image as it was pushed, its endpoint with the promoted model."""
    written = yaml.safe_load(reference.read_text())
    card = {"purpose": "Tell who is about to leave.", "intended_uses": "Offers, never a price.", "risk_rating": "low"}
    image = {"registry": REGISTRY, "repository": REPOSITORY, "digest": digest}
    return {
        **written,
        "platform": "platform",
        "promotion": [FIRST.environment, NEXT.environment],
        "training": {**written["training"], "image": image, "start": {"git_push": {"github": [WORKFLOW]}}},
        "models": {**written["models"], "approvals": {"promotion_queue": True}, "card": card},
        "endpoint": {**written["endpoint"], "model": "promoted"},
    }


def push(client: Any) -> str:
    """An image, as a build leaves it; its digest comes back."""
    media = "application/vnd.docker.distribution.manifest.v2+json"
    manifest = {"schemaVersion": 2, "mediaType": media, "config": {"digest": f"sha256:{'1' * 64}"}, "layers": []}
    image = client.put_image(repositoryName=REPOSITORY, imageManifest=json.dumps(manifest), imageTag="v1")["image"]
    return image["imageId"]["imageDigest"]


def customers(rows: int = 3000, seed: int = 7) -> str:
    """The reference data."""
    out = io.StringIO()
    data.write(out, rows, seed=seed)
    return out.getvalue()


def trained(owner: Somebody, outputs: Mapping[str, Any], folder: Path, **parameters: str) -> tuple[str, Outcome]:
    """A run that the workflow of a push starts, with its role alone: its ARN, and how it ended. `owner` looks at it."""
    laptop = owner.laptop
    given = [{"Name": name, "Value": value} for name, value in parameters.items()]
    workflow = by_token(laptop, outputs["training_ci_role_arn"]).client("sagemaker")
    arn = workflow.start_pipeline_execution(PipelineName=outputs["training_pipeline"], PipelineParameters=given)[
        "PipelineExecutionArn"
    ]
    service = Service(laptop.session.cloud_url, FIRST.account, REGION)
    return arn, Run(service, owner.client("sagemaker"), arn, folder).to_its_end()
