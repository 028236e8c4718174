"""A run of a pipeline: what SageMaker does with a definition, and each container as a process on this machine.

The definition is the local cloud's. Each step's call is made with the pipeline's role, and files are fetched and left
with the role of the job, both as the service gets them: what a role may not do fails the run. Images are not looked at:
every command is that of the reference product.
"""

import contextlib
import json
import re
import subprocess
import tarfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import boto3
import containers
from waiting import until

from local.cloud.iam.client import service_credentials

SAGEMAKER = "sagemaker.amazonaws.com"
ML = "/opt/ml"
BOUNDS = {"GreaterThanOrEqualTo": float.__ge__, "LessThanOrEqualTo": float.__le__}


class StepFailedError(Exception):
    """A container ended with another code than 0. The text is its last words, as SageMaker keeps them."""


@dataclass
class Outcome:
    """How a run ended."""

    steps: list[str] = field(default_factory=list)
    """Those that ran, in order."""
    packages: list[str] = field(default_factory=list)
    """ARNs of the model packages that it registered."""
    refusal: str | None = None
    """What a Fail step said."""


@dataclass(frozen=True)
class Service:
    """SageMaker, at a local cloud, in one account."""

    url: str
    account: str
    region: str

    def client(self, name: str, role_arn: str) -> Any:
        """A client with a role that SageMaker was handed."""
        return _session(self, role_arn).client(name, endpoint_url=self.url)


@cache
def _session(service: Service, role_arn: str) -> boto3.Session:
    keys = service_credentials(service.url, role_arn, SAGEMAKER, source_account=service.account)
    return boto3.Session(region_name=service.region, **keys)


class Run:
    """One execution of a pipeline."""

    def __init__(self, service: Service, sagemaker: Any, arn: str, folder: Path) -> None:
        """`arn`: that somebody was told who started it. `sagemaker`: a client that may look at it."""
        about = {"PipelineExecutionArn": arn}
        made = sagemaker.describe_pipeline_definition_for_execution(**about)
        known = sagemaker.list_pipeline_parameters_for_execution(**about)["PipelineParameters"]
        pipeline = arn.split("/")[1]
        described = sagemaker.describe_pipeline(PipelineName=pipeline)
        self.steps: Sequence[Mapping[str, Any]] = json.loads(made["PipelineDefinition"])["Steps"]
        self.service, self.folder, self.id = service, folder, arn.rpartition("/")[2]
        self.sagemaker = service.client("sagemaker", described["RoleArn"])
        self.s3 = service.client("s3", described["RoleArn"])
        self.parameters = {each["Name"]: each["Value"] for each in known}
        self.execution = {
            "PipelineName": pipeline,
            "PipelineArn": described["PipelineArn"],
            "PipelineExecutionId": self.id,
            "PipelineExecutionArn": arn,
        }
        self.properties: dict[str, Mapping[str, Any]] = {}
        self.property_files: dict[str, Any] = {}
        self.outcome = Outcome()

    def to_its_end(self) -> Outcome:
        """Every step, in the order of the definition, which is one of their dependencies."""
        self._run(self.steps)
        return self.outcome

    def _run(self, steps: Sequence[Mapping[str, Any]]) -> None:
        for step in steps:
            late = [name for name in step.get("DependsOn", ()) if name not in self.outcome.steps]
            assert not late, f"step {step['Name']} comes before {late}, on which it depends"
            kind = getattr(self, f"_{step['Type'].lower()}")
            if step["Type"] == "Condition":
                kind(step["Name"], step["Arguments"])
            else:
                kind(step["Name"], self._known(step["Arguments"]), step)
            self.outcome.steps.append(step["Name"])

    # Steps, by their type.

    def _processing(self, name: str, asked: Mapping[str, Any], step: Mapping[str, Any]) -> None:
        job = self._job_name(name)
        self.sagemaker.create_processing_job(ProcessingJobName=job, **asked)
        box = self._box(name, asked)
        for given in asked["ProcessingInputs"]:
            box.fetch(given["S3Input"]["S3Uri"], given["S3Input"]["LocalPath"])
        (command,) = asked["AppSpecification"]["ContainerEntrypoint"]
        box.run(command, job, "ProcessingJobs", asked["Environment"])
        key = asked["ProcessingOutputConfig"]["KmsKeyId"]
        for made in asked["ProcessingOutputConfig"]["Outputs"]:
            box.leave(made["S3Output"]["LocalPath"], made["S3Output"]["S3Uri"], key)
        self.properties[name] = _completed(
            lambda: self.sagemaker.describe_processing_job(ProcessingJobName=job), "ProcessingJobStatus"
        )
        for read in step.get("PropertyFiles", ()):
            uri = _output(self.properties[name], read["OutputName"])["S3Output"]["S3Uri"]
            where = urlparse(f"{uri}/{read['FilePath']}")
            body = self.s3.get_object(Bucket=where.netloc, Key=where.path.lstrip("/"))["Body"]
            self.property_files[f"Steps.{name}.PropertyFiles.{read['PropertyFileName']}"] = json.loads(body.read())

    def _training(self, name: str, asked: Mapping[str, Any], step: Mapping[str, Any]) -> None:
        job = self._job_name(name)
        self.sagemaker.create_training_job(TrainingJobName=job, **asked)
        self._train(job, asked, asked.get("HyperParameters", {}))
        self.properties[name] = _completed(
            lambda: self.sagemaker.describe_training_job(TrainingJobName=job), "TrainingJobStatus"
        )

    def _tuning(self, name: str, asked: Mapping[str, Any], step: Mapping[str, Any]) -> None:
        """Two of its training jobs: one with the least of every range, one with the most."""
        # A name of at most 32 characters, as SageMaker makes it.
        job, how = f"{self.id}-{name[:8]}-{len(self.outcome.steps):08}", asked["HyperParameterTuningJobConfig"]
        self.sagemaker.create_hyper_parameter_tuning_job(HyperParameterTuningJobName=job, **asked)
        trained, found = asked["TrainingJobDefinition"], dict[str, float]()
        (metric,) = trained["AlgorithmSpecification"]["MetricDefinitions"]
        for number, tried in enumerate(_ends(how["ParameterRanges"]), start=1):
            said = self._train(f"{job}-{number:03}", trained, {**trained["StaticHyperParameters"], **tried})
            found[f"{job}-{number:03}"] = float(re.findall(metric["Regex"], said)[-1])
        best = (max if how["HyperParameterTuningJobObjective"]["Type"] == "Maximize" else min)(
            found, key=found.__getitem__
        )
        arn = f"arn:aws:sagemaker:{self.service.region}:{self.service.account}:training-job/{best}"
        self.properties[name] = {"BestTrainingJob": {"TrainingJobName": best, "TrainingJobArn": arn}}

    def _train(self, job: str, asked: Mapping[str, Any], hyperparameters: Mapping[str, str]) -> str:
        """What a training job does, and what it said."""
        box = self._box(job, asked)
        for channel in asked["InputDataConfig"]:
            uri = channel["DataSource"]["S3DataSource"]["S3Uri"]
            box.fetch(uri, f"{ML}/input/data/{channel['ChannelName']}")
        box.write("input/config/hyperparameters.json", hyperparameters)
        box.write("input/config/resourceconfig.json", {"current_host": "algo-1", "hosts": ["algo-1"]})
        checkpoints = asked.get("CheckpointConfig")
        if checkpoints:
            box.at(checkpoints["LocalPath"]).mkdir(parents=True)
        said = box.run("train", job, "TrainingJobs", asked.get("Environment", {}))
        packed = box.root / "artifact" / "model.tar.gz"
        packed.parent.mkdir()
        with tarfile.open(packed, "w:gz") as archive:
            archive.add(box.root / "model", ".")
        where, key = asked["OutputDataConfig"]["S3OutputPath"], asked["OutputDataConfig"]["KmsKeyId"]
        box.leave(f"{ML}/artifact", f"{where}/{job}/output", key)
        if checkpoints:
            box.leave(checkpoints["LocalPath"], checkpoints["S3Uri"], key)
        return said

    def _condition(self, name: str, asked: Mapping[str, Any]) -> None:
        passed = all(
            BOUNDS[each["Type"]](float(self._known(each["LeftValue"])), float(self._known(each["RightValue"])))
            for each in asked["Conditions"]
        )
        self._run(asked["IfSteps"] if passed else asked["ElseSteps"])

    def _registermodel(self, name: str, asked: Mapping[str, Any], step: Mapping[str, Any]) -> None:
        self.properties[name] = self.sagemaker.create_model_package(**asked)
        self.outcome.packages.append(self.properties[name]["ModelPackageArn"])

    def _fail(self, name: str, asked: Mapping[str, Any], step: Mapping[str, Any]) -> None:
        self.outcome.refusal = asked["ErrorMessage"]

    # What a run fills in.

    def _known(self, part: Any) -> Any:
        if isinstance(part, list):
            return [self._known(one) for one in part]
        if not isinstance(part, dict):
            return part
        if set(part) == {"Get"}:
            return self._value(part["Get"])
        if set(part) == {"Std:Join"}:
            return part["Std:Join"]["On"].join(str(self._known(one)) for one in part["Std:Join"]["Values"])
        if set(part) == {"Std:JsonGet"}:
            found = self.property_files[part["Std:JsonGet"]["PropertyFile"]["Get"]]
            for key in part["Std:JsonGet"]["Path"].split("."):
                found = found[key]
            return found
        return {name: self._known(value) for name, value in part.items()}

    def _value(self, path: str) -> Any:
        kind, _, rest = path.partition(".")
        if kind == "Parameters":
            return self.parameters[rest]
        if kind == "Execution":
            return self.execution[rest]
        name, _, rest = rest.partition(".")
        found: Any = self.properties[name]
        for key, output in re.findall(r"(\w+)(?:\['(\w+)'\])?", rest):
            found = _output(self.properties[name], output) if output else found[key]
        return found

    def _job_name(self, step: str) -> str:
        return f"pipelines-{self.id}-{step}-{len(self.outcome.steps):010}"

    def _box(self, step: str, asked: Mapping[str, Any]) -> "Box":
        return Box(self.service, asked["RoleArn"], self.folder / self.id / step)


@dataclass(frozen=True)
class Box:
    """A container's own machine: a folder in the place of /opt/ml, and the job's role."""

    service: Service
    role_arn: str
    root: Path

    def at(self, path: str) -> Path:
        """Where a path of the container is here."""
        return self.root / Path(path).relative_to(ML)

    def fetch(self, uri: str, path: str) -> None:
        """An input, whole. A prefix is what keys begin with, and the folder is what follows it."""
        s3, where = self.service.client("s3", self.role_arn), urlparse(uri)
        prefix = where.path.lstrip("/")
        found = [
            entry["Key"]
            for page in s3.get_paginator("list_objects_v2").paginate(Bucket=where.netloc, Prefix=prefix)
            for entry in page.get("Contents", ())
        ]
        assert found, f"nothing lies at {uri}"
        for key in found:
            file = self.at(path) / (key[len(prefix) :].lstrip("/") or Path(key).name)
            file.parent.mkdir(parents=True, exist_ok=True)
            s3.download_file(where.netloc, key, str(file))

    def leave(self, path: str, uri: str, key_arn: str) -> None:
        """An output, each file below the URI, under the key."""
        s3, where = self.service.client("s3", self.role_arn), urlparse(uri)
        how = {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": key_arn}
        for file in self._files(path):
            name = file.relative_to(self.at(path))
            s3.upload_file(str(file), where.netloc, f"{where.path.lstrip('/')}/{name}", ExtraArgs=how)

    def write(self, name: str, content: Any) -> None:
        """A file that SageMaker gives the container."""
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content))

    def run(self, command: str, job: str, group: str, environment: Mapping[str, str]) -> str:
        """The command, to its good end, and what it said, which is logged as the service logs it."""
        self.root.mkdir(parents=True, exist_ok=True)
        done = containers.run(command, self.root, environment)
        self._log(f"/aws/sagemaker/{group}", f"{job}/algo-1", done)
        if done.returncode:
            words = self.root / "output" / "message"
            raise StepFailedError(words.read_text() if words.is_file() else done.stderr)
        return done.stdout

    def _log(self, group: str, stream: str, done: subprocess.CompletedProcess[str]) -> None:
        logs = self.service.client("logs", self.role_arn)
        with contextlib.suppress(logs.exceptions.ResourceAlreadyExistsException):  # an earlier job made it
            logs.create_log_group(logGroupName=group)
        logs.create_log_stream(logGroupName=group, logStreamName=stream)
        said = [line for line in (done.stdout + done.stderr).splitlines() if line] or ["-"]
        events = [{"timestamp": at, "message": line} for at, line in enumerate(said, start=1)]
        logs.put_log_events(logGroupName=group, logStreamName=stream, logEvents=events)

    def _files(self, path: str) -> Iterator[Path]:
        return (file for file in sorted(self.at(path).rglob("*")) if file.is_file())


def _ends(ranges: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[Mapping[str, str]]:
    """The least, and the most, of every hyperparameter that tuning may choose."""
    every = [one for kind in ranges.values() for one in kind]
    for bound, place in (("MinValue", 0), ("MaxValue", -1)):
        yield {one["Name"]: one["Values"][place] if "Values" in one else one[bound] for one in every}


def _completed(describe: Callable[[], Mapping[str, Any]], status: str) -> Mapping[str, Any]:
    """What Describe tells of a job that has ended."""
    until(lambda: describe()[status] == "Completed")
    return describe()


def _output(job: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An output of a processing job, as Describe tells it."""
    return next(each for each in job["ProcessingOutputConfig"]["Outputs"] if each["OutputName"] == name)
