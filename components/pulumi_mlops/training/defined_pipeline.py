"""DefinedPipeline: a pipeline whose definition somebody else wrote: with the SageMaker SDK, or as JSON."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Self, cast

import pulumi
from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from ..access.jobs.starters import StartedKind
from ..args import Input, RepositoryName, Settings, wrong
from ..component import Account
from ..documents import as_json
from ..images.image import registry_of
from .checking import problems, told
from .checking.reading import steps
from .definition import canonical, hash_of
from .expressions import Json
from .running import PREFIX, Running, RunningArgs
from .starting import StartSettings

IMAGE = re.compile(r"^(?P<account>\d{12})\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.[a-z.]+/(?P<name>[^:@]+)[:@]")
NUMBERED = re.compile(r"^(?P<what>SubnetId|SecurityGroupId)(?P<number>[1-9])$")
TRACKING = "TrackingUri"
LINKS = ("ArtifactUri", "DataUri", "JobRoleArn", "KmsKeyArn", "PackageGroup", "Registry", TRACKING)
"""Parameters that the stack fills in, beside those of the network."""
STARTED: Mapping[str, StartedKind] = {
    "Processing": "Processing",
    "Training": "Training",
    "Transform": "Transform",
    "Tuning": "HyperParameterTuning",
}


def _read(given: Any) -> Any:
    """A definition, from a file's path, from JSON's objects, or from a pipeline of the SDK, which says it itself."""
    if isinstance(given, Mapping):
        made: Any = given
    elif hasattr(given, "definition"):
        made = json.loads(given.definition())
    elif isinstance(given, str):
        file = Path(given)
        if not file.is_file():
            raise PydanticCustomError("form", "{must}", {"must": f"must be a file: there is no {file.absolute()}"})
        try:
            made = json.loads(file.read_text(encoding="utf-8"))
        except ValueError as error:
            raise PydanticCustomError("form", "{must}", {"must": f"must hold JSON: {error}"}) from None
    else:
        raise PydanticCustomError("form", "{must}", {"must": "must be a file, JSON's objects or a pipeline of the SDK"})
    if found := problems(made):
        raise PydanticCustomError("form", "{must}", {"must": f"is no pipeline that SageMaker takes:\n{told(found)}"})
    return made


Definition = Annotated[Any, BeforeValidator(_read), WithJsonSchema({"type": "string", "title": "Definition"})]


class DefinedPipelineSettings(Settings):
    """What a person chooses of a DefinedPipeline."""

    definition: Definition = Field(
        description="The definition: a file of JSON; from Python also its objects, or a Pipeline of the SageMaker SDK."
    )
    repositories: Sequence[RepositoryName] = Field(
        (), description="ECR repositories of this account whose images the definition names by parameters."
    )
    max_parallel_steps: int | None = Field(None, ge=1, le=50, description="Steps of a run at a time; none: all.")
    start: StartSettings = Field(
        default_factory=lambda: StartSettings.model_validate({}), description="What starts a run, beside people."
    )

    @property
    def tracked(self) -> bool:
        """Whether its jobs log runs to the tracker: they ask where it is."""
        return TRACKING in _open(self.definition)

    @model_validator(mode="after")
    def _names_images(self) -> Self:
        contained = [step.name for step in steps(self.definition) if step.type in STARTED and step.type != "Transform"]
        if contained and not self.repositories and not _images(self.definition):
            raise wrong(
                f"repositories must say where the images are: step {contained[0]} names none of ECR", "repositories"
            )
        return self

    @model_validator(mode="after")
    def _starts_by_itself(self) -> Self:
        names = {one["Name"] for one in self.definition.get("Parameters") or []}
        handed = {"new_data": "DataVersion", "git_push": "Commit"}
        for how, name in handed.items():
            if getattr(self.start, how) and name not in names:
                raise wrong(f"hands parameter {name} to a run, which the definition has not: add it", "start", how)
        if any(getattr(self.start, how) for how in StartSettings.model_fields):
            open_ = sorted(name for name in _open(self.definition) if name not in LINKS and not NUMBERED.match(name))
            if open_:
                raise wrong(f"cannot say parameter {open_[0]}: give it a DefaultValue in the definition", "start")
        return self


class DefinedPipelineArgs(DefinedPipelineSettings, RunningArgs):
    """What a DefinedPipeline is made of."""

    @model_validator(mode="after")
    def _there_is_a_tracker_to_log_to(self) -> Self:
        if self.tracked and self.tracker is None:
            text = f"has parameter {TRACKING}, and there is no tracker: name one, or give it a DefaultValue"
            raise wrong(text, "definition")
        return self


class DefinedPipeline(Running, token="mlops:training:DefinedPipeline"):
    """A SageMaker pipeline from a definition that is taken as it is, with the roles and starts of a TrainingPipeline.

    Parameters without a default value are filled in with what the stack knows, where they have these names: DataUri,
    ArtifactUri, JobRoleArn, KmsKeyArn, PackageGroup, Registry, SubnetId1, SubnetId2, ..., SecurityGroupId1, ...; and
    TrackingUri, which is MLFLOW_TRACKING_URI of jobs that log runs: they have the roles for it then.
    """

    def __init__(self, name: str, args: DefinedPipelineArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(name, args, opts)
        found = steps(args.definition)
        runner = self.job_role(name, args, _repositories(args, self.account), tracked=args.tracked)
        made = as_json(_filled(args, self.account, runner.arn)).apply(lambda text: canonical(json.loads(text)))
        self.run(
            name,
            args,
            made.apply(lambda text: (text, hash_of(text))),
            runner=runner,
            starts=sorted({STARTED[step.type] for step in found if step.type in STARTED}),
            tuning_steps=[step.name for step in found if step.type == "Tuning"],
            chosen=args.start,
            max_parallel_steps=args.max_parallel_steps,
            tracked=args.tracked,
        )


def _open(definition: Json) -> set[str]:
    """Parameters without a default value."""
    return {one["Name"] for one in definition.get("Parameters") or [] if one.get("DefaultValue") is None}


def _images(definition: Json) -> list[re.Match[str]]:
    """The images of ECR that the definition names."""
    return [found for text in _texts(definition) if (found := IMAGE.match(text))]


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        for inner in cast(Json, part).values():
            yield from _texts(inner)
    elif isinstance(part, list):
        for inner in cast(list[Any], part):
            yield from _texts(inner)


def _repositories(args: DefinedPipelineArgs, account: Account) -> list[pulumi.Output[str]]:
    """ARNs of the repositories that the jobs pull from: those of images by name, and those that are said."""
    named = {(found["region"], found["account"], found["name"]) for found in _images(args.definition)}
    return [
        *(account.repository_arn(owner, region, name) for region, owner, name in sorted(named)),
        *(account.arn("ecr", "repository/", name) for name in args.repositories),
    ]


def _filled(args: DefinedPipelineArgs, account: Account, role_arn: pulumi.Output[str]) -> Json:
    """The definition, its open parameters filled in."""
    links: dict[str, Any] = {
        "ArtifactUri": pulumi.Output.concat("s3://", args.artifact_bucket, "/", PREFIX.rstrip("/")),
        "DataUri": pulumi.Output.concat("s3://", args.data_bucket),
        "JobRoleArn": role_arn,
        "KmsKeyArn": args.kms_key_arn,
        "PackageGroup": args.package_group,
        "Registry": registry_of(account),
        TRACKING: pulumi.Output.from_input(args.tracker.environment).apply(_uri) if args.tracker else None,
    }
    parameters = [dict(one) for one in args.definition.get("Parameters") or []]
    for one in parameters:
        name, numbered = one["Name"], NUMBERED.match(one["Name"])
        if one.get("DefaultValue") is None and name in links:
            one["DefaultValue"] = links[name]
        elif one.get("DefaultValue") is None and numbered:
            one["DefaultValue"] = _placed(args, numbered["what"], int(numbered["number"]))
    return {**args.definition, "Parameters": parameters}


def _uri(told: Mapping[str, Any]) -> Any:
    """Where MLflow is, by what a job is told."""
    if (uri := told.get("MLFLOW_TRACKING_URI")) is None:
        raise pulumi.RunError(f"the definition has parameter {TRACKING}, and the tracker is no MLflow: take it out")
    return uri


def _placed(args: DefinedPipelineArgs, what: str, number: int) -> pulumi.Output[str]:
    """One of the subnets or security groups, counted from 1."""
    network = args.reaching if args.tracked else args.placement
    ids: Any = () if network is None else network.subnet_ids if what == "SubnetId" else network.security_group_ids

    def chosen(known: Sequence[Input[str]]) -> Input[str]:
        if len(known) < number:
            raise pulumi.RunError(
                f"the definition has parameter {what}{number}, and there are {len(known)}: take the parameter out, "
                "give it a DefaultValue, or deploy on a platform that has as many"
            )
        return known[number - 1]

    return pulumi.Output.from_input(ids).apply(chosen)
