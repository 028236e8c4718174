"""Remediation through the real engine: shown by the preview, set right in place by `up`, and nothing replaced."""

import json
from pathlib import Path

STACK = "remedy-local"
PROGRAM = """
import pulumi_aws as aws

key = aws.kms.Key("key", deletion_window_in_days=7)
aws.s3.Bucket("raw", bucket="remedy-raw", force_destroy=True)
vpc = aws.ec2.Vpc("vpc", cidr_block="10.0.0.0/16")
aws.ec2.Subnet("open", vpc_id=vpc.id, cidr_block="10.0.1.0/24", map_public_ip_on_launch=True)
"""
RULES = ("bucket-force-destroy", "kms-rotation", "subnet-no-public-ip")
CONFIGURATION = {"packs": ["mine.yaml"], "remediate": ["all"]}
PACK = {"description": "Three rules.", "clauses": [{"rules": list(RULES), "level": "mandatory"}]}


def test_up_sets_right_what_it_was_asked_to_and_replaces_nothing(laptop):
    project: Path = laptop.program("remedy", PROGRAM)
    without = {name: v for name, v in laptop.session.environment.items() if name != "PULUMI_OPTION_POLICY_PACK"}
    laptop.pulumi("stack", "init", STACK, project=project)
    made = laptop.pulumi("up", "--yes", "--skip-preview", "--stack", STACK, project=project, environment=without)
    assert made.returncode == 0, made.stdout + made.stderr

    (project / "mine.yaml").write_text(json.dumps(PACK))
    (project / "mlops-policy.yaml").write_text(json.dumps({"packs": ["mine.yaml"]}))
    refused = laptop.pulumi("preview", "--stack", STACK, project=project)
    assert refused.returncode != 0
    assert [rule for rule in RULES if f"]  {rule}  (" not in refused.stdout] == []

    (project / "mlops-policy.yaml").write_text(json.dumps(CONFIGURATION))
    shown = laptop.pulumi("preview", "--stack", STACK, project=project)
    assert shown.returncode == 0, shown.stdout + shown.stderr
    assert [rule for rule in RULES if f"[remediate]  {rule}  (" not in shown.stdout] == []
    assert laptop.steps(STACK, project) == {"key": "update", "open": "update", "raw": "update"}

    ids = {one["urn"]: one["id"] for one in state(laptop, project) if "id" in one}
    done = laptop.pulumi("up", "--yes", "--skip-preview", "--stack", STACK, project=project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {one["urn"]: one["id"] for one in state(laptop, project) if "id" in one} == ids
    assert laptop.steps(STACK, project) == {}
    [key] = laptop.client("kms").list_keys()["Keys"]
    assert laptop.client("kms").get_key_rotation_status(KeyId=key["KeyId"])["KeyRotationEnabled"] is True
    gone = laptop.pulumi("destroy", "--yes", "--skip-preview", "--stack", STACK, project=project, environment=without)
    assert gone.returncode == 0, gone.stdout + gone.stderr


def state(laptop, project):
    done = laptop.pulumi("stack", "export", "--stack", STACK, project=project)
    return json.loads(done.stdout)["deployment"]["resources"]
