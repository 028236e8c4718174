"""Reference: what the local provider takes of each type and function of pulumi-aws, from the table.

`python -m local.providers.aws.reference` prints one JSON object a type; with `--page` the page
docs/reference/local-types.md.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import botocore.session
from botocore.model import ServiceModel

from local.providers.aws import conditions, invokes
from local.providers.aws.kind import Kind
from local.providers.aws.schema import is_installed, schema_of
from local.providers.aws.sources import SOURCES
from local.providers.aws.table import ROWS, TOKENS

Json = dict[str, Any]


def described() -> Iterator[Json]:
    """Every type, then every function."""
    models = _Models()
    for token in filter(is_installed, TOKENS):
        yield describe_type(Kind(ROWS[token], schema_of(token), lambda service=ROWS[token].service: models[service]))
    yield from map(describe_function, invokes.tokens())


def describe_type(kind: Kind) -> Json:
    """What is taken, what changes in place, what makes another object, and by which ids it is imported."""
    row, inputs = kind.row, sorted(kind.schema.inputs)
    mapped = [name for name in inputs if kind.is_mapped(name)]
    in_place = [name for name in mapped if not kind.replaces(name, None, {})]
    return {
        "token": row.type,
        "service": row.service,
        "takes": mapped,
        "does_not_take": [name for name in inputs if name not in mapped],
        "updates": in_place,
        "replaces": [name for name in mapped if name not in in_place],
        "replaces_when": {path: conditions.words(name) for path, name in row.replace_when.items()},
        "id": kind.id_template,
        "imports": None if row.imports is None else list(row.imports or (kind.id_template,)),
    }


def describe_function(token: str) -> Json:
    """Arguments and results of a function."""
    schema = schema_of(token)
    source = SOURCES.get(token)
    return {
        "token": token,
        "service": source.service if source else token.split(":")[1].split("/")[0],
        "arguments": sorted(schema.inputs),
        "required": sorted(schema.required),
        "results": sorted(schema.outputs),
    }


def page(found: Iterable[Json]) -> str:
    """The page of docs/reference."""
    all_ = list(found)
    types = [each for each in all_ if "takes" in each]
    functions = [each for each in all_ if "arguments" in each]
    lines = [
        "# Types of the local AWS provider",
        "",
        "Generated from the table by `python -m local.providers.aws.reference --page`; do not edit. `make local-types`",
        "prints the same as JSON, one object a type, with every input.",
        "",
        f"{len(types)} resource types and {len(functions)} functions of pulumi-aws, and of pulumi-aws-native",
        "where the name says so. A type or an input that is not here is refused, so that what works on the laptop",
        "works on a real account. A change of an input in the third column makes another object; any other input",
        "that is taken changes in place.",
        "",
        "## Resource types",
        "",
        "| type | inputs | another object | not taken | import id |",
        "|---|---|---|---|---|",
        *(_type_row(each) for each in types),
        "",
        "## Functions",
        "",
        "| function | arguments |",
        "|---|---|",
        *(_function_row(each) for each in functions),
    ]
    return "\n".join(lines) + "\n"


def _type_row(found: Json) -> str:
    imports = "cannot be imported" if found["imports"] is None else ", ".join(f"`{each}`" for each in found["imports"])
    replaces = [name for name in found["replaces"] if name != "region"]
    replaces += [f"{path} ({words})" for path, words in found["replaces_when"].items()]
    cells = (_short(found["token"]), str(len(found["takes"])), ", ".join(replaces), ", ".join(found["does_not_take"]))
    return f"| {' | '.join(cells)} | {imports} |".replace("|  |", "| |").replace("|  |", "| |")


def _function_row(found: Json) -> str:
    arguments = [f"**{name}**" if name in found["required"] else name for name in found["arguments"]]
    return f"| {_short(found['token'])} | {', '.join(arguments)} |"


def _short(token: str) -> str:
    """`aws:sns/topic:Topic` is `sns.Topic`."""
    package, module, name = token.split(":")
    prefix = "" if package == "aws" else f"{package}:"
    return f"{prefix}{module.split('/')[0]}.{name}".replace("index.", "")


class _Models(dict[str, ServiceModel]):
    """botocore's models, each loaded once."""

    def __missing__(self, service: str) -> ServiceModel:
        loader = botocore.session.Session().get_component("data_loader")
        self[service] = ServiceModel(loader.load_service_model(service, "service-2"), service)
        return self[service]


def main(arguments: list[str]) -> None:
    """Print what is asked for."""
    if "--page" in arguments:
        sys.stdout.write(page(described()))
        return
    for found in described():
        sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
