"""Releases: what a manifest holds, what is refused before it is written, and what before it is deployed."""

import xml.etree.ElementTree as ET
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pulumi
import pytest
from mlops_stacks import loader
from mlops_stacks.cli import main
from mlops_stacks.model import Environment
from mlops_stacks.product import build
from mlops_stacks.release import manifest
from mlops_stacks.release.account import Account, Package, ReleaseError
from mlops_stacks.release.checking import differences, release_of
from mlops_stacks.release.deploying import promoted
from mlops_stacks.release.lineage import Chain, Link, of_package
from mlops_stacks.release.manifest import Artifact, Manifest
from mlops_stacks.release.promoting import Product, promote, promote_from, rollback
from mlops_stacks.yaml_lines import SpecError
from pulumi_mlops.training.settings import GateSettings
from specs import GOOD

HERE = "arn:aws:sagemaker:eu-west-1:111111111111:"
PACKAGE = f"{HERE}model-package/churn-dev-models"
REGISTRY = "111111111111.dkr.ecr.eu-west-1.amazonaws.com"
DIGEST = f"sha256:{'1' * 64}"
BUCKET = "churn-dev-artifacts-111111111111-eu-west-1"
REVIEWER, PIPELINE = (f"arn:aws:sts::111111111111:assumed-role/{name}/session" for name in ("reviewer", "pipeline"))
AUC = [GateSettings(metric="auc", at_least=0.8)]
PROMOTED = GOOD.replace("owner:", "promotion: [dev, prod]\nowner:").replace(
    GOOD[GOOD.index("  model:\n") : GOOD.index("  instance:")], "  model: promoted\n"
)


def told(version: int = 3, **more: Any) -> dict[str, Any]:
    """What the registry tells of an approved package."""
    return {
        "ModelPackageArn": f"{PACKAGE}/{version}",
        "ModelPackageVersion": version,
        "ModelApprovalStatus": "Approved",
        "ApprovalDescription": "Read.",
        "CreatedBy": {"IamIdentity": {"Arn": PIPELINE}},
        "LastModifiedBy": {"IamIdentity": {"Arn": REVIEWER}},
        "LastModifiedTime": datetime(2026, 1, 2, tzinfo=UTC),
        "InferenceSpecification": {
            "Containers": [
                {
                    "Image": f"{REGISTRY}/churn-serve@{DIGEST}",
                    "ModelDataUrl": f"s3://{BUCKET}/training/{version}/model.tar.gz",
                }
            ]
        },
        "ModelMetrics": {"ModelQuality": {"Statistics": {"S3Uri": "s3://store/evaluation.json"}}},
        "CustomerMetadataProperties": {"commit": "3f1c2ab", "data_version": "v3", "feature_groups": "usage,plan"},
        **more,
    }


@dataclass(frozen=True)
class Known(Account):
    """An account that tells what a test says."""

    packages: dict[str, dict[str, Any]] = field(default_factory=dict)
    measured: dict[str, float] = field(default_factory=lambda: {"auc": 0.9})
    sha256: str = "a" * 64
    images: bool = True

    @property
    def here(self):
        return HERE

    def client(self, service, region=None):
        raise AssertionError("a unit test asks no service")

    def package(self, arn):
        return Package(self.packages[arn])

    def versions(self, group_arn):
        return sorted(int(arn.rpartition("/")[2]) for arn in self.packages)

    def metrics(self, uri):
        return self.measured

    def artifact(self, uri, known=None):
        bucket, _, key = uri.removeprefix("s3://").partition("/")
        return Artifact(bucket=bucket, key=key, version_id="v", sha256=self.sha256)

    def etag(self, uri):
        return "e"

    def has(self, image):
        return self.images


ACCOUNT = Known(packages={f"{PACKAGE}/{version}": told(version) for version in range(1, 9)})


@pytest.fixture
def product(tmp_path):
    (tmp_path / "churn.yaml").write_text(PROMOTED)
    return Product(tmp_path, "churn", Environment.PROD)


def test_a_model_is_promoted_from_the_first_environment_of_its_way(product):
    made = promote(product, 3, ACCOUNT)
    assert product.group_arn(ACCOUNT) == f"{HERE}model-package-group/churn-dev-models"
    assert product.manifest_file.name == "churn-prod.yaml"
    assert manifest.load(product.manifest_file) == made
    assert (made.served.version, made.served.commit, made.served.data_version) == (3, "3f1c2ab", "v3")
    assert made.served.approved.by == REVIEWER


def test_the_same_promotion_writes_the_same_file(product):
    promote(product, 3, ACCOUNT)
    before = product.manifest_file.read_bytes()
    promote(product, 3, ACCOUNT)
    assert product.manifest_file.read_bytes() == before
    assert [file.name for file in product.manifest_file.parent.iterdir()] == ["churn-prod.yaml"]


def test_a_rollback_changes_one_line(product):
    promote(product, 1, ACCOUNT)
    promote(product, 2, ACCOUNT)
    before = product.manifest_file.read_text().splitlines()
    assert rollback(product).serving == 1
    after = product.manifest_file.read_text().splitlines()
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [("serving: 2", "serving: 1")]


def test_a_release_after_a_rollback_forgets_what_was_rolled_back(product):
    for version in (1, 2):
        promote(product, version, ACCOUNT)
    rollback(product)
    assert [each.version for each in promote(product, 3, ACCOUNT).releases] == [1, 3]


def test_the_last_five_releases_are_kept(product):
    for version in range(1, 8):
        made = promote(product, version, ACCOUNT)
    assert [each.version for each in made.releases] == [3, 4, 5, 6, 7]


def test_there_is_nothing_before_the_first_release(product):
    with pytest.raises(ReleaseError, match=r"churn-prod.yaml is not there: there is nothing to go back to"):
        rollback(product)
    promote(product, 1, ACCOUNT)
    with pytest.raises(ReleaseError, match="has no release before version 1"):
        rollback(product)


def test_a_version_that_is_not_there_is_refused_with_those_that_are(product):
    with pytest.raises(ReleaseError, match=r"has no version 9 \(it has 1, 2, 3, 4, 5, 6, 7, 8\)"):
        promote(product, 9, ACCOUNT)
    assert not product.manifest_file.exists()


WRONG: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({"ModelApprovalStatus": "Rejected"}, {}, "it is Rejected: a reviewer approves it first"),
    ({"LastModifiedBy": {}}, {}, "does not tell who approved it"),
    ({"LastModifiedBy": {"IamIdentity": {"Arn": PIPELINE}}}, {}, "registered and approved it: somebody else must"),
    ({"InferenceSpecification": {}}, {}, "it names no artifact"),
    ({"CustomerMetadataProperties": {"commit": "1"}}, {}, "does not tell its data_version"),
    ({"CustomerMetadataProperties": {"data_version": "1"}}, {}, "does not tell its commit"),
    (
        {"CustomerMetadataProperties": {"data_version": "1", "commit": "unknown"}},
        {},
        "not tell its commit: register it",
    ),
    ({}, {"measured": {"auc": 0.7}}, "its auc is 0.7, under the gate of 0.8"),
    ({}, {"measured": {"f1": 0.7}}, "tells no auc, which training.gate asks for .it tells f1."),
    ({}, {"images": False}, "is not in 111111111111.dkr"),
]


@pytest.mark.parametrize(("package", "account", "why"), WRONG, ids=[row[2] for row in WRONG])
def test_a_package_that_is_not_fit_is_refused_with_its_reason(package, account, why):
    with pytest.raises(ReleaseError, match=why):
        release_of(Package(told(**package)), replace(ACCOUNT, **account), AUC, alone=False)


def test_a_metric_may_be_bounded_from_above():
    gate = [GateSettings(metric="rmse", at_most=2.0)]
    with pytest.raises(ReleaseError, match=r"its rmse is 2\.5, over the gate of 2"):
        release_of(Package(told()), replace(ACCOUNT, measured={"rmse": 2.5}), gate, alone=False)


def test_every_reason_is_told_at_once():
    package = Package(told(ModelApprovalStatus="Rejected", CustomerMetadataProperties={}))
    with pytest.raises(ReleaseError) as raised:
        release_of(package, replace(ACCOUNT, measured={"auc": 0.1}), AUC, alone=False)
    assert len(raised.value.problems) == 4


def test_an_artifact_replaced_after_it_was_registered_is_refused():
    with pytest.raises(ReleaseError, match="was replaced after it was registered"):
        release_of(Package(noted("another")), ACCOUNT, AUC, alone=False)
    assert release_of(Package(noted("e")), ACCOUNT, AUC, alone=False).version == 3


def test_on_a_laptop_who_registers_may_approve():
    same = told(LastModifiedBy={"IamIdentity": {"Arn": PIPELINE}})
    assert release_of(Package(same), ACCOUNT, AUC, alone=True).version == 3


def noted(etag: str) -> dict[str, Any]:
    """A package of which the registry noted its file's ETag."""
    specification = told()["InferenceSpecification"]
    specification["Containers"][0]["ModelDataETag"] = f'"{etag}"'
    return told(InferenceSpecification=specification)


DIFFERENT: list[tuple[Known, str]] = [
    (replace(ACCOUNT, packages={f"{PACKAGE}/3": noted("another")}), "was replaced after it was registered"),
    (replace(ACCOUNT, sha256="b" * 64), "the file was replaced"),
    (replace(ACCOUNT, images=False), "push that very image again, or roll back"),
    (replace(ACCOUNT, packages={f"{PACKAGE}/3": told(ModelApprovalStatus="Rejected")}), "says Rejected, not Approved"),
    (
        replace(
            ACCOUNT,
            packages={f"{PACKAGE}/3": told(CustomerMetadataProperties={"commit": "other", "data_version": "v3"})},
        ),
        "commit is other in the registry and 3f1c2ab in the manifest",
    ),
]


@pytest.mark.parametrize(("account", "why"), DIFFERENT, ids=[row[1] for row in DIFFERENT])
def test_a_stack_refuses_a_release_that_is_not_true_any_more(product, account, why):
    promote(product, 3, ACCOUNT)
    deployment = loader.load(product.folder / "churn.yaml", Environment.PROD)
    with pytest.raises(pulumi.RunError, match="nothing was changed") as raised:
        promoted(deployment, account)
    assert why in str(raised.value)


def test_a_true_release_is_served_from_the_account_that_registered_it(product):
    promote(product, 3, ACCOUNT)
    found = promoted(loader.load(product.folder / "churn.yaml", Environment.PROD), ACCOUNT)
    assert found.model.model_dump(exclude_none=True) == {
        "image": {"registry": REGISTRY, "repository": "churn-serve", "digest": DIGEST},
        "artifact": "training/3/model.tar.gz",
        "bucket": BUCKET,
    }
    assert found.version.approved_by == REVIEWER


def test_a_stack_without_a_manifest_says_how_to_make_one(product):
    with pytest.raises(pulumi.RunError, match="mlops promote churn --env prod --version N"):
        promoted(loader.load(product.folder / "churn.yaml", Environment.PROD), ACCOUNT)


def test_a_release_that_cannot_be_deployed_stops_the_product_before_anything_is_registered(engine, product):
    deployment = loader.load(product.folder / "churn.yaml", Environment.PROD)
    with pytest.raises(pulumi.RunError, match="nothing was changed"):
        engine.build(lambda: build(deployment))
    assert engine.registered == []


def test_a_manifest_that_was_copied_is_refused(product):
    promote(product, 3, ACCOUNT)
    product.manifest_file.rename(manifest.place(product.folder, "churn", Environment.DEV))
    with pytest.raises(pulumi.RunError, match="is of churn-prod: promote, do not copy"):
        promoted(loader.load(product.folder / "churn.yaml", Environment.DEV), ACCOUNT)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("a" * 64, "b" * 64, "does not match: version 3 was changed by hand"),
        ("auc: 0.9", "auc: 0.99", "does not match: version 3 was changed by hand"),
        ("serving: 3", "serving: 4", "4 must be one of the releases: 3"),
        ("serving: 3", "serves: 3", "serving"),
    ],
)
def test_a_manifest_changed_by_hand_is_refused_with_its_line(product, old, new, why):
    promote(product, 3, ACCOUNT)
    file = product.manifest_file
    file.write_text(file.read_text().replace(old, new))
    for read in (lambda: manifest.load(file), lambda: promote(product, 3, ACCOUNT)):
        with pytest.raises(SpecError, match=why) as raised:
            read()
        assert all(problem.line > 0 for problem in raised.value.problems)


def test_what_another_environment_serves_is_promoted_only_while_it_is_true(product):
    dev = Product(product.folder, "churn", Environment.DEV)
    with pytest.raises(ReleaseError, match="promote to dev first"):
        promote_from(product, Environment.DEV, ACCOUNT)
    promote(dev, 3, ACCOUNT)
    assert promote_from(product, Environment.DEV, ACCOUNT).served == manifest.load(dev.manifest_file).served  # pyright: ignore[reportOptionalMemberAccess]
    with pytest.raises(ReleaseError, match="the file was replaced"):
        promote_from(product, Environment.DEV, replace(ACCOUNT, sha256="b" * 64))


def test_nothing_differs_from_a_release_just_made(product):
    made: Manifest = promote(product, 3, ACCOUNT)
    assert differences(made.served, ACCOUNT) == []


def test_the_command_line_says_what_is_wrong_and_changes_nothing(product, capsys):
    assert main(["rollback", "churn", "--env", "prod", "--stacks", str(product.folder)]) == 1
    assert "mlops rollback: nothing was changed" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["promote", "churn", "--env", "production", "--version", "1"])
    with pytest.raises(SystemExit):
        main(["lineage", "--package", "churn"])


def test_the_command_line_rolls_back(product, capsys):
    for version in (1, 2):
        promote(product, version, ACCOUNT)
    assert main(["rollback", "churn", "--env", "prod", "--stacks", str(product.folder)]) == 0
    assert "churn-prod serves version 1" in capsys.readouterr().out


def test_the_lineage_of_a_package_leads_to_its_commit():
    kinds = [(link.kind, link.name) for link in of_package(f"{PACKAGE}/3", ACCOUNT).links]
    assert kinds == [
        ("model package", f"{PACKAGE}/3"),
        ("serving image", f"{REGISTRY}/churn-serve@{DIGEST}"),
        ("feature group", "usage"),
        ("feature group", "plan"),
        ("data version", "v3"),
        ("commit", "3f1c2ab"),
    ]


def test_a_picture_has_a_box_for_each_thing_and_shows_text_as_text():
    chain = Chain([Link("endpoint", "churn <prod>", {"status": "a & b"}), Link("commit", "x" * 200)])
    root = ET.fromstring(chain.svg)  # noqa: S314 - our own
    space = "{http://www.w3.org/2000/svg}"
    assert len(root.findall(f"{space}rect")) == 2
    texts = [each.text or "" for each in root.findall(f"{space}text")]
    assert texts[:3] == ["endpoint", "churn <prod>", "status: a & b"]
    assert max(map(len, texts)) <= 112
