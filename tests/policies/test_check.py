"""`mlops-policy check` on what Pulumi writes: the same rules, without an engine."""

import json
from pathlib import Path
from typing import Any

import pytest
from mlops_policy.analyzer import Analyzer
from mlops_policy.cli import main
from mlops_policy.kernel import Level
from mlops_policy.pack import pack
from mlops_policy.state import WRITE_IT

from tests.policies.rows import SECRET, SIGNATURE, UNKNOWN_ON_THE_WIRE, request
from tests.policies.states import deployment, preview, resource

KEY, NOTEBOOK = "aws:kms/key:Key", "aws:sagemaker/notebookInstance:NotebookInstance"
BUCKET, BLOCK = "aws:s3/bucket:Bucket", "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
MODEL = "aws:sagemaker/model:Model"
TAGS = dict.fromkeys(("owner", "cost-center", "data-classification", "environment", "product"), "x")
SOUND = resource(KEY, "key", {"enableKeyRotation": True, "tags": TAGS})
UNSOUND = resource(KEY, "key", {"enableKeyRotation": False, "tags": TAGS})


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a configuration."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MLOPS_POLICY", raising=False)
    return tmp_path


def check(folder: Path, written: str, *options: str) -> int:
    (folder / "state.json").write_text(written)
    return main(["check", "state.json", *options])


def said(folder: Path, capsys: pytest.CaptureFixture[str], written: str, *options: str) -> dict[str, Any]:
    """The report as JSON."""
    check(folder, written, "--format", "json", *options)
    return json.loads(capsys.readouterr().out)


def found(report: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(one["rule"], one["outcome"], one["resource"].split()[-1]) for one in report["results"]]


def test_a_state_that_keeps_every_rule_passes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(folder, deployment(SOUND)) == 0
    assert capsys.readouterr().out == (
        "state.json: 2 resources, 47 rules: 6 checks passed, 0 violated (0 mandatory), 0 waived, "
        "0 could not be assessed.\n"
    ).replace("47", str(sum(rule.level is not Level.DISABLED for rule in pack().rules)))


def test_a_violation_is_said_in_few_lines_and_fails(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(folder, deployment(UNSOUND)) == 1
    assert capsys.readouterr().out.splitlines()[:3] == [
        "mandatory medium kms-rotation: A key that rotates limits what one lost version opens. "
        "Only symmetric encryption keys can.",
        "  Fix: Set enableKeyRotation to true, or use the Key component, which always does. "
        "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-4",
        "  aws:kms/key:Key key: enableKeyRotation is not true.",
    ]


def test_a_preview_is_judged_by_what_it_would_make(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gone = resource(KEY, "gone", {})
    later = resource(KEY, "later", {"enableKeyRotation": UNKNOWN_ON_THE_WIRE, "tags": TAGS})
    report = said(folder, capsys, preview(("create", UNSOUND), ("delete", gone), ("create", later)))
    assert found(report) == [("kms-rotation", "violated", "key"), ("kms-rotation", "could not assess", "later")]


def test_what_could_not_be_assessed_is_counted_listed_and_fails_a_strict_run(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = preview(("create", resource(KEY, "key", {"enableKeyRotation": UNKNOWN_ON_THE_WIRE, "tags": TAGS})))
    assert check(folder, written) == 0
    assert "could not assess kms-rotation: enableKeyRotation is not known yet\n" in capsys.readouterr().out
    assert check(folder, written, "--strict") == 3


def test_a_resource_about_to_be_deleted_is_not_judged(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = said(folder, capsys, deployment(SOUND, {**UNSOUND, "delete": True}))
    assert report["counts"]["violations"] == 0


def test_joins_go_by_what_a_property_depends_on_where_names_are_unknown(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bucket = resource(BUCKET, "raw", {"tags": TAGS, "bucket": UNKNOWN_ON_THE_WIRE})
    flags = dict.fromkeys(("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"), True)
    block = resource(
        BLOCK, "raw", {"bucket": UNKNOWN_ON_THE_WIRE, **flags}, propertyDependencies={"bucket": [bucket["urn"]]}
    )
    rules = {rule for rule, _, _ in found(said(folder, capsys, preview(("create", bucket), ("create", block))))}
    assert "stack-bucket-encryption" in rules
    assert "stack-bucket-public-access" not in rules


def test_an_encrypted_secret_counts_as_set_and_is_never_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sealed = {SIGNATURE: SECRET, "ciphertext": "AAABcipher"}
    shown = {SIGNATURE: SECRET, "plaintext": '"open-sesame"'}
    model = {"primaryContainer": {"environment": {"A": sealed, "B": shown}}, "enableNetworkIsolation": sealed}
    assert check(folder, deployment(resource(MODEL, "churn", {**model, "tags": TAGS}))) == 1
    out = capsys.readouterr().out
    assert "primaryContainer.environment.A holds a Pulumi secret." in out
    assert "primaryContainer.environment.B holds a Pulumi secret." in out
    assert "could not assess model-isolation: enableNetworkIsolation is not known yet" in out
    assert "sesame" not in out
    assert "cipher" not in out


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("{", f"state.json: it is not JSON. {WRITE_IT}"),
        (
            "[]",
            "state.json: it is neither an exported state nor a preview: there is no deployment.resources and no steps. "
            f"{WRITE_IT}",
        ),
        (
            json.dumps({"steps": [{"op": "same", "urn": "u"}], "changeSummary": {"same": 3, "update": 1}}),
            f"state.json: it leaves out 2 resources that stay as they are, and rules look at all. {WRITE_IT}",
        ),
    ],
)
def test_another_file_is_refused(folder: Path, capsys: pytest.CaptureFixture[str], written: str, why: str) -> None:
    assert check(folder, written) == 2
    assert capsys.readouterr().err == f"{why}\n"


def test_a_file_that_is_not_there_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "nowhere.json"]) == 2
    assert capsys.readouterr().err == "nowhere.json: it cannot be read: No such file or directory.\n"


def test_a_preview_with_all_that_stays_as_it_is_is_judged_whole(folder: Path) -> None:
    written = json.loads(preview(("same", SOUND), ("create", resource(KEY, "other", SOUND["inputs"]))))
    assert check(folder, json.dumps({**written, "changeSummary": {"same": 1, "create": 1}})) == 0


def test_an_empty_state_passes(folder: Path) -> None:
    assert check(folder, json.dumps({"version": 3, "deployment": {"resources": None}})) == 0


def test_a_program_in_another_language_is_judged_as_one_in_python(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """TypeScript hands policy documents on as objects, Pulumi YAML as text; the state is the same otherwise."""
    document = {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    results = [
        found(said(folder, capsys, deployment(resource("aws:iam/policy:Policy", "all", {"policy": policy}))))
        for policy in (document, json.dumps(document))
    ]
    assert results[0] == results[1]
    assert ("iam-no-admin", "violated", "all") in results[0]


def test_the_engine_and_the_command_line_say_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    props = {"directInternetAccess": "Enabled", "kmsKeyId": UNKNOWN_ON_THE_WIRE, "rootAccess": UNKNOWN_ON_THE_WIRE}
    offline = said(folder, capsys, deployment(resource(NOTEBOOK, "it", props)))
    engine = Analyzer(pack()).Analyze(request(NOTEBOOK, props), None)
    assert sorted(one["rule"] for one in offline["results"] if one["outcome"] == "violated") == sorted(
        one.policyName for one in engine.diagnostics
    )
    assert [one["rule"] for one in offline["results"] if one["outcome"] == "could not assess"] == [
        one.policy_name for one in engine.not_applicable if one.reason != "judges other types"
    ]


def test_rules_are_listed_with_all_that_is_known_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--json"]) == 0
    listed = {one["id"]: one for one in json.loads(capsys.readouterr().out)}
    assert len(listed) == len(pack().rules)
    assert listed["kms-rotation"]["types"] == [KEY]
    assert {"framework": "cis-aws-3.0", "clause": "3.6", "source": "aws"} in listed["kms-rotation"]["controls"]
    assert all(one["remediable"] is not bool(one["not_remediable_because"]) for one in listed.values())


def test_the_rules_of_a_pack_alone_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--pack", "cis"]) == 0
    listed = capsys.readouterr().out
    assert "kms-rotation" in listed
    assert "nb-cmk" not in listed


def test_packs_are_listed_with_their_count(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["packs"]) == 0
    names = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert names == ["baseline", "cis", "eu-ai-act", "gdpr", "hipaa", "nist-800-53", "production", "soc2"]
