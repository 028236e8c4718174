"""Every kind of role that the factory makes, each given what its kind is given."""

from collections.abc import Mapping

import pulumi_mlops as mlops
from pulumi_mlops.access import jobs
from pulumi_mlops.access.personas import Persona
from pulumi_mlops.access.placement import Placement
from pulumi_mlops.access.trust import GitHubRun, GitLabRun, TakenBy
from pulumi_mlops.access.workplace import Workplace

ACCOUNT, REGION, STACK = "123456789012", "eu-west-1", "churn-local"


def arn(service: str, resource: str) -> str:
    return f"arn:aws:{service}:{REGION}:{ACCOUNT}:{resource}"


def bucket(name: str, stack: str = STACK) -> str:
    return f"{stack}-{name}-{ACCOUNT}-{REGION}"


def objects(name: str, prefix: str = "") -> jobs.Objects:
    return jobs.Objects(bucket_arn=f"arn:aws:s3:::{bucket(name)}", prefix=prefix)


def role(name: str) -> str:
    return f"arn:aws:iam::{ACCOUNT}:role/mlops/{STACK}-{name}"


INSIDE = Placement(subnet_ids=["subnet-1", "subnet-2"], security_group_ids=["sg-1"])
RUNS, DATA = objects("artifacts", "training/"), objects("curated")
PIPELINES = [arn("sagemaker", f"pipeline/{STACK}-{name}") for name in ("training", "scoring", "checks", "features")]
MACHINES = [arn("states", f"stateMachine:{STACK}-{name}") for name in ("retrain", "release", "backfill", "report")]
TRACKING = arn("sagemaker", f"mlflow-app/{STACK}-tracking")


def all_jobs(key: str) -> Mapping[str, jobs.Job]:
    """One of each kind, by the name of its role. `key`: the ARN of the product's key."""
    held = {"kms_key_arns": [key], "repository_arns": [arn("ecr", "repository/churn-train")], "network": INSIDE}
    kinds: list[jobs.Job] = [
        jobs.Processing(reads=[objects("raw")], writes=[DATA], **held),
        jobs.Training(reads=[DATA], writes=[RUNS], tracking_arn=TRACKING, **held),
        jobs.Tuning(reads=[DATA], writes=[RUNS], **held),
        jobs.Monitor(
            reads=[objects("artifacts", "capture/")],
            writes=[objects("artifacts", "reports/")],
            endpoint_arn=arn("sagemaker", f"endpoint/{STACK}-endpoint"),
            namespace="churn/drift",
            **held,
        ),
        jobs.Endpoint(
            reads=[objects("artifacts", "models/1/")],
            writes=[objects("artifacts", "capture/")],
            endpoint_name=f"{STACK}-endpoint",
            **held,
        ),
        jobs.FeatureStore(store=objects("artifacts", "features/"), kms_key_arns=[key]),
        jobs.Glue(
            reads=[objects("raw")],
            writes=[DATA],
            deletes=[objects("curated", "old/")],
            secret_arns=[arn("secretsmanager", "secret:crm")],
            databases=["churn"],
            connection_names=["churn"],
            kms_key_arns=[key],
            network=INSIDE,
        ),
        jobs.DataPipeline(
            glue_job_arn=arn("glue", f"job/{STACK}-customers"),
            crawler_arn=arn("glue", f"crawler/{STACK}-customers"),
            verdicts=objects("curated", "datasets/customers/quality/"),
            queue_arn=arn("sqs", f"{STACK}-customers-failed"),
            topic_arn=arn("sns", f"{STACK}-alarms"),
            kms_key_arns=[key],
        ),
        jobs.DataVersions(
            versions=objects("curated", "datasets/customers/dvc/"),
            table=objects("curated", "datasets/customers/table/"),
            kms_key_arns=[key],
            network=INSIDE,
        ),
        jobs.DataLake(table=objects("curated", "datasets/customers/table/"), kms_key_arns=[key]),
        jobs.ImageBuild(
            project_name=f"{STACK}-image",
            source=objects("artifacts", "source/"),
            repository_arn=arn("ecr", "repository/churn-train"),
            base_repository_arns=[arn("ecr", "repository/base")],
            kms_key_arns=[key],
            network=INSIDE,
        ),
        jobs.Pipeline(
            starts=("Processing", "Training", "HyperParameterTuning", "Transform"),
            job_role_arns=[role("training")],
            package_group_arns=[arn("sagemaker", f"model-package-group/{STACK}-models")],
            reads=[RUNS],
            kms_key_arns=[key],
            network=INSIDE,
        ),
        jobs.StepFunctions(
            job_prefix=f"{STACK}-",
            job_role_arns=[role("training")],
            pipeline_arns=[arn("sagemaker", f"pipeline/{STACK}-training")],
            glue_job_arns=[arn("glue", "job/churn")],
            topic_arns=[arn("sns", f"{STACK}-alarms")],
            kms_key_arns=[key],
            network=INSIDE,
        ),
        jobs.EventRule(pipeline_arns=PIPELINES, state_machine_arns=MACHINES),
        jobs.Schedule(
            pipeline_arns=PIPELINES,
            state_machine_arns=MACHINES,
            queue_arns=[arn("sqs", f"{STACK}-customers-failed")],
            kms_key_arns=[key],
        ),
    ]
    return {kind.model_dump(include={"kind"})["kind"].replace("_", "-"): kind for kind in kinds}


TAKEN_BY = TakenBy(
    roles=[f"arn:aws:iam::{ACCOUNT}:role/people/ana"],
    studio=True,
    github=[GitHubRun(repository="our-team/churn", branch="main")],
    gitlab=[GitLabRun(project="our-group/churn", branch="main")],
)
WRITES = {Persona.DATA_SCIENTIST: "experiments/", Persona.ML_ENGINEER: "models/"}
READS = {
    Persona.DATA_SCIENTIST: [DATA],
    Persona.ML_ENGINEER: [DATA, RUNS],
    Persona.REVIEWER: [RUNS],
    Persona.CI: [RUNS],
    Persona.AUDITOR: [objects("logs")],
    Persona.CI: [RUNS, objects("artifacts", "models/")],
}


def workplace(persona: Persona) -> Workplace:
    """What a persona is given."""
    return Workplace(
        stacks=[STACK],
        reads=READS.get(persona, []),
        writes=[objects("artifacts", WRITES[persona])] if persona in WRITES else [],
        job_role_arns=[role("training")],
        tracking_arn=TRACKING,
        network=INSIDE,
    )


def make_all(key: str = arn("kms", "key/k-1")) -> None:
    """All of them, under the boundary, as a program makes them."""
    boundary = mlops.PermissionsBoundary("boundary", mlops.PermissionsBoundaryArgs())
    for name, job in all_jobs(key).items():
        mlops.JobRole(name, mlops.JobRoleArgs(job=job, permissions_boundary=boundary.arn))  # pyright: ignore[reportArgumentType]
    for persona in Persona:
        args = mlops.PersonaRoleArgs(
            persona=persona,
            taken_by=TAKEN_BY,
            session_hours=1,
            workplace=workplace(persona),
            permissions_boundary=boundary.arn,
        )
        mlops.PersonaRole(persona.replace("_", "-"), args)
