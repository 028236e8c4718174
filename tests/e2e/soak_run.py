"""One stack under faults and kills: change it, bring it up, kill something on the way, and look whether all is well."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from laptop import Laptop, settings
from soak_stack import Wanted

from local.cloud import lifecycle
from local.layout import CHECKOUT

PROJECT, STACK = "pulumi-mlops", "soak-local"
HERE = Path(__file__).parent
LONGEST_SECONDS = 400
# Objects that AWS makes with others and deletes with them.
BROUGHT = ("defaultNetworkAclId", "defaultRouteTableId", "defaultSecurityGroupId")


class Soak:
    """The stack, its local cloud, and a random generator that decides everything."""

    def __init__(self, laptop: Laptop, seed: int) -> None:
        self.laptop = laptop
        self.chance = random.Random(seed)  # noqa: S311 - the same again, wanted
        self.wanted = Wanted(self.chance)
        self.counts: Counter[str] = Counter()
        self._seconds = 8.0
        self.project = laptop.folder / "soak"
        self.project.mkdir()
        self.project.joinpath("Pulumi.yaml").write_text(json.dumps(settings(PROJECT)), encoding="utf-8")
        shutil.copy(HERE / "soak_program.py", self.project / "__main__.py")

    def run(self) -> None:
        """One `up` of a changed stack under faults, and perhaps a kill."""
        self.wanted.change()
        self._write()
        url = lifecycle.ensure_running(self.laptop.session.layout)
        put_plan(url, self._plan())
        victim = self.chance.choices(("none", "engine", "provider", "cloud", "all"), (30, 25, 20, 15, 10))[0]
        moment, is_early = self.chance.uniform(0, 1), self.chance.random() < 0.2
        up = self._start()
        if not is_early:  # what comes before takes longer, and changes nothing
            wait(lambda: up.poll() is not None or find(up.pid, "engine"))
        began = time.monotonic()
        wait(lambda: up.poll() is not None or time.monotonic() > began + moment * self._seconds)
        killed = victim != "none" and up.poll() is None and self._kill(victim, up)
        said = self._end(up)
        self.counts[f"killed {victim}" if killed else "not killed"] += 1
        self.counts["up succeeded" if up.returncode == 0 else "up failed"] += 1
        if up.returncode == 0 and not killed and not is_early:
            self._seconds = 0.7 * self._seconds + 0.3 * (time.monotonic() - began)
        assert "panic:" not in said, said

    def settle(self) -> list[str]:
        """An `up` without faults, and then everything that is wrong."""
        self._write()
        url = lifecycle.ensure_running(self.laptop.session.layout)
        put_plan(url, {})
        up = self._start()
        said = self._end(up)
        if up.returncode:
            return [f"the fault-free up failed:\n{said}"]
        problems = [f"drift: {problem}" for problem in self._drift("refresh", "--preview-only")]
        problems += [f"a change: {problem}" for problem in self._drift("preview")]
        return [*problems, *self._differences()]

    def down(self) -> list[str]:
        """Destroy the stack; what then is left."""
        self.wanted.clear()
        return [*self.settle(), *(f"left: {name}" for name in self.laptop.objects())]

    def _write(self) -> None:
        self.project.joinpath("wanted.json").write_text(json.dumps(self.wanted.resources()), encoding="utf-8")

    def _plan(self) -> dict[str, Any]:
        """Some faults on everything, and now and then one operation that always fails."""
        chance = self.chance
        kinds = (
            {"do": "throttle"},
            {"do": "error"},
            {"do": "error", "after": True},
            {"do": "error", "status": 503},
            {"do": "reset"},
            {"do": "reset", "after": True},
            {"do": "timeout", "seconds": 0.05},
            {"do": "timeout", "seconds": 0.05, "after": True},
        )
        faults: list[dict[str, Any]] = [
            {**kind, "rate": round(chance.uniform(0.02, 0.25), 3)} for kind in chance.sample(kinds, chance.randrange(4))
        ]
        if chance.random() < 0.5:
            operation = chance.choice(("Create*", "Put*", "Update*", "Delete*", "Set*", "*Tags*", "Describe*", "Get*"))
            stuck = {**chance.choice(kinds[1:6]), "operation": operation, "name": chance.choice(("*", "soak-*", "*1*"))}
            faults.insert(0, {**stuck, **chance.choice(({"first": 30}, {"rate": 0.9}))})
        for service, operation in (("iam", "CreateRole"), ("s3", "CreateBucket"), ("iam", "CreatePolicy")):
            if chance.random() < 0.3:
                stale = {"service": service, "operation": operation, "do": "stale"}
                faults.append({**stale, "reads": chance.randrange(1, 6)})
        return {"seed": chance.randrange(1_000_000), "faults": faults}

    def _start(self) -> "subprocess.Popen[str]":
        self._log = self.laptop.folder / "up.log"
        with self._log.open("w") as log:
            return subprocess.Popen(
                [
                    sys.executable,
                    str(HERE / "soak_up.py"),
                    str(self.laptop.session.layout.base),
                    str(self.project),
                    STACK,
                ],
                cwd=CHECKOUT,
                env={**os.environ, "PULUMI_OPTION_SKIP_PREVIEW": "true", "PYTHONPATH": str(CHECKOUT)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )

    def _end(self, up: "subprocess.Popen[str]") -> str:
        try:
            up.wait(LONGEST_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(up.pid, signal.SIGKILL)
            raise AssertionError(f"up did not end:\n{self._log.read_text()}") from None
        return self._log.read_text()

    def _kill(self, victim: str, up: "subprocess.Popen[str]") -> bool:
        """Kill -9 the victim, if it is there."""
        if victim == "all":
            os.killpg(up.pid, signal.SIGKILL)
            return True
        if victim == "cloud":
            pid = lifecycle.status(self.laptop.session.layout).pid
            return pid is not None and kill(pid)
        return [kill(pid) for pid in find(up.pid, victim)] != []

    def _drift(self, *words: str) -> list[str]:
        """What the engine would change, without changing it."""
        unchecked = replace(self.laptop.session, policy_pack=None).environment
        done = self.laptop.pulumi(*words, "--json", "--stack", STACK, project=self.project, environment=unchecked)
        if done.returncode:
            return [(done.stdout + done.stderr)[-3000:]]
        return [
            f"{step['op']} {step['urn'].rsplit('::', 1)[-1]}: {step.get('detailedDiff') or step.get('diffReasons')}"
            for step in json.loads(done.stdout).get("steps", [])
            if step["op"] not in ("same", "refresh")
        ]

    def _differences(self) -> list[str]:
        """Where the inventory of the cloud and the state differ."""
        state = [each for each in self.laptop.state(STACK) if each["type"].startswith("aws:")]
        named = {name for each in state for name in known_names(each)}
        held = self.laptop.objects()
        orphans = [name for name in held if not named & {name, *name.rsplit("/", 1)}]
        wanted = {each["name"] for each in self.wanted.resources()}
        there = {each["urn"].rsplit("::", 1)[-1] for each in state}
        doubled = [urn for urn, n in Counter(each["urn"] for each in state).items() if n > 1]
        lost = [each["outputs"]["arn"] for each in state if not is_held(each, held)]
        return [
            *(f"orphan: {name}" for name in orphans),
            *(f"lost: {name}" for name in lost),
            *(f"twice in the state: {urn}" for urn in doubled),
            *(f"in the state and not wanted: {name}" for name in there - wanted),
            *(f"wanted and not in the state: {name}" for name in wanted - there),
            *self._inside(state),
        ]

    def _inside(self, state: list[dict[str, Any]]) -> Iterator[str]:
        """Orphans that are no objects of their own: objects in a bucket, inline and attached policies of a role."""
        outputs = {each["urn"].rsplit("::", 1)[-1]: each["outputs"] for each in state}
        if bucket := outputs.get("bucket"):
            s3 = self.laptop.client("s3")
            found = [each["Key"] for each in s3.list_objects_v2(Bucket=bucket["bucket"]).get("Contents", [])]
            yield from differing("objects", found, given(outputs, "object", "key"))
        if role := outputs.get("role"):
            iam = self.laptop.client("iam")
            inline = iam.list_role_policies(RoleName=role["name"])["PolicyNames"]
            yield from differing("policies", inline, given(outputs, "role-policy", "name"))
            attached = iam.list_attached_role_policies(RoleName=role["name"])["AttachedPolicies"]
            yield from differing(
                "attached", [each["PolicyArn"] for each in attached], given(outputs, "attached", "policyArn")
            )
        aliases = self.laptop.client("kms").list_aliases()["Aliases"]
        own = [each["AliasName"] for each in aliases if not each["AliasName"].startswith("alias/aws/")]
        yield from differing("aliases", own, given(outputs, "alias", "name"))
        if queue := outputs.get("queue"):
            events = self.laptop.client("events")
            rules = events.list_rule_names_by_target(TargetArn=queue["arn"])["RuleNames"]
            yield from differing("targets", rules, given(outputs, "target", "rule"))


def given(outputs: dict[str, dict[str, Any]], name: str, output: str) -> list[str]:
    return [outputs[name][output]] if name in outputs else []


def differing(what: str, found: list[str], expected: list[str]) -> Iterator[str]:
    if found != expected:
        yield f"{what} are {found}, the state knows {expected}"


def known_names(resource: dict[str, Any]) -> set[str]:
    """All by which the inventory may name what a resource is, or brought with it."""
    outputs = resource.get("outputs", {})
    names = {resource["id"], str(outputs.get("arn", ""))}
    if resource["type"] == "aws:ssm/parameter:Parameter":
        names.add(f"arn:aws:ssm:eu-west-1:123456789012:_parameters/{resource['id']}")  # a version each
    return names | {str(outputs[name]) for name in BROUGHT if name in outputs}


def is_held(resource: dict[str, Any], held: list[str]) -> bool:
    """Whether the inventory has a resource that has an ARN of its own; parts of others have none, or theirs."""
    outputs = resource.get("outputs", {})
    arn = str(outputs.get("arn", ""))
    if not arn or resource["type"] in PARTS:
        return True
    return any(known_names(resource) & {name, *name.rsplit("/", 1)} for name in held)


PARTS = (
    "aws:cloudwatch/eventTarget:EventTarget",
    "aws:kms/alias:Alias",
    "aws:s3/bucketObjectv2:BucketObjectv2",
)


def put_plan(url: str, plan: dict[str, Any]) -> None:
    request = urllib.request.Request(f"{url}/_local/faults", json.dumps(plan).encode(), method="PUT")  # noqa: S310
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
        assert answer.status == 200


def wait(condition: Callable[[], object]) -> None:
    while not condition():
        time.sleep(0.02)


def find(pid: int, what: str) -> list[int]:
    """The engine of an `up`, or its provider."""
    words = {"engine": "bin/pulumi\0up\0", "provider": "'local.providers.aws'"}[what]
    return [child for child in below(pid) if words in command(child)]


def below(pid: int) -> list[int]:
    """The processes that descend from one."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parent = int(folder.joinpath("stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            parents.setdefault(parent, []).append(int(folder.name))
    found: list[int] = []
    pending = [pid]
    while pending:
        children = parents.get(pending.pop(), [])
        found += children
        pending += children
    return found


def command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return ""


def kill(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True
