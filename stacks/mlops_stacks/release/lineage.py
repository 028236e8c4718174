"""Lineage: the chain from an endpoint or a model package back to what made it, as text, JSON and a picture."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from html import escape
from typing import Any

from pulumi_mlops.registry.provenance import Provenance

from .account import Account, Package, ReleaseError, telling


@dataclass(frozen=True)
class Link:
    """One thing of the chain."""

    kind: str
    name: str
    facts: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class Chain:
    """What is served first, what it was made of last."""

    links: Sequence[Link]

    @property
    def text(self) -> str:
        """A line a thing, its facts below it."""
        lines: list[str] = []
        for link in self.links:
            lines.append(f"{link.kind:<16}{link.name}")
            lines += [f"{'':<16}{name} {value}" for name, value in link.facts.items()]
        return "\n".join(lines)

    @property
    def json(self) -> str:
        """The same for programs."""
        return json.dumps([asdict(link) for link in self.links], indent=2)

    @property
    def svg(self) -> str:
        """The same as a picture: a box a thing, an arrow from each to what it was made of."""
        return _svg(self.links)


def of_endpoint(name: str, group_arn: str, account: Account) -> Chain:
    """The chain of what an endpoint serves. The package is the one of the group that has its model's file and image."""
    sagemaker = account.client("sagemaker")
    with telling(f"endpoint {name}"):
        endpoint = sagemaker.describe_endpoint(EndpointName=name)
        config = sagemaker.describe_endpoint_config(EndpointConfigName=endpoint["EndpointConfigName"])
        model = sagemaker.describe_model(ModelName=config["ProductionVariants"][0]["ModelName"])
    container = model.get("PrimaryContainer") or model["Containers"][0]
    served = [
        Link("endpoint", name, {"status": endpoint["EndpointStatus"], "config": endpoint["EndpointConfigName"]}),
        Link("model", model["ModelName"], {"image": container["Image"], "artifact": container["ModelDataUrl"]}),
    ]
    versions = group_arn.replace(":model-package-group/", ":model-package/")
    for number in reversed(account.versions(group_arn)):
        package = account.package(f"{versions}/{number}")
        image = package.image
        same = image is not None and container["Image"].endswith(f"/{image.repository}@{image.digest}")
        if same and package.artifact_uri == container["ModelDataUrl"]:
            return Chain([*served, *_of_package(package, account)])
    raise ReleaseError(
        f"endpoint {name} serves {container['ModelDataUrl']}, which no version of {group_arn} has:"
        " deploy a promoted model (endpoint.model: promoted), or name a --package"
    )


def of_package(arn: str, account: Account) -> Chain:
    """The chain of a model package."""
    return Chain(_of_package(account.package(arn), account))


def _of_package(package: Package, account: Account) -> list[Link]:
    facts = {"approval": package.approval, "approved by": package.approver, "artifact": package.artifact_uri}
    run, job = package.origin(Provenance.PIPELINE_EXECUTION), package.origin(Provenance.TRAINING_JOB)
    chain = [
        Link("model package", package.arn, _known(facts)),
        *([_pipeline_run(run, account)] if run else []),
        *([_training_job(job, account)] if job else []),
    ]
    images = {
        "serving image": str(package.container.get("Image", "")),
        "training image": package.origin(Provenance.TRAINING_IMAGE),
    }
    chain += [Link(kind, uri) for kind, uri in images.items() if uri]
    groups = [name for name in (package.origin(Provenance.FEATURE_GROUPS) or "").split(",") if name]
    chain += [Link("feature group", name) for name in groups]
    rest = (("data version", Provenance.DATA_VERSION), ("commit", Provenance.COMMIT))
    return [*chain, *(Link(kind, told) for kind, key in rest if (told := package.origin(key)))]


def _pipeline_run(arn: str, account: Account) -> Link:
    """The run, and how it ended where the service still knows it: it forgets runs, the package does not."""
    told = _asked(account, arn, "describe_pipeline_execution", PipelineExecutionArn=arn)
    return Link("pipeline run", arn, _known({"status": told.get("PipelineExecutionStatus")}))


def _training_job(name: str, account: Account) -> Link:
    told = _asked(account, name, "describe_training_job", TrainingJobName=name.rpartition("/")[2])
    return Link("training job", name, _known({"status": told.get("TrainingJobStatus")}))


def _asked(account: Account, what: str, call: str, **named: str) -> Mapping[str, Any]:
    try:
        with telling(what):
            return getattr(account.client("sagemaker"), call)(**named)
    except ReleaseError:
        return {}


def _known(facts: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in facts.items() if value}


WIDTH, LINE, PAD, GAP = 960, 18, 14, 26
STYLE = (
    "text{font:13px ui-monospace,monospace;fill:#1f2933}.kind{font-weight:bold}.fact{fill:#52606d}"
    "rect{fill:#f5f7fa;stroke:#9aa5b1}path{stroke:#52606d;fill:none;marker-end:url(#to)}"
)


def _svg(links: Sequence[Link]) -> str:
    parts: list[str] = []
    top = PAD
    for number, link in enumerate(links):
        height = 2 * PAD + LINE * (2 + len(link.facts)) - LINE // 2
        if number:
            parts.append(f'<path d="M{WIDTH // 2} {top - GAP} V{top - 6}"/>')
        parts.append(f'<rect x="{PAD}" y="{top}" width="{WIDTH - 2 * PAD}" height="{height}" rx="6"/>')
        lines = [("kind", link.kind), ("", link.name)]
        lines += [("fact", f"{name}: {value}") for name, value in link.facts.items()]
        for row, (css, text) in enumerate(lines):
            base = top + PAD + LINE * row + LINE // 2
            parts.append(f'<text class="{css}" x="{2 * PAD}" y="{base}">{escape(_short(text))}</text>')
        top += height + GAP
    arrow = (
        '<marker id="to" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0 0 L8 4 L0 8 z" style="fill:#52606d;stroke:none;marker-end:none"/></marker>'
    )
    size = f'width="{WIDTH}" height="{top - GAP + PAD}" viewBox="0 0 {WIDTH} {top - GAP + PAD}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img"><title>Lineage</title>'
        f"<defs><style>{STYLE}</style>{arrow}</defs>{''.join(parts)}</svg>\n"
    )


def _short(text: str, longest: int = 112) -> str:
    return text if len(text) <= longest else f"{text[: longest - 41]}…{text[-40:]}"
