"""SDK: what pulumi-aws, or pulumi-aws-native, promises of each type in the table, read from its Python classes.

`python -m local.providers.aws.sdk PACKAGE` writes the schema files that are missing; `schema.py` runs it when it needs
one.
"""

import collections.abc
import importlib
import inspect
import json
import keyword
import re
import sys
import tempfile
import types
import typing
from pathlib import Path
from typing import Any

from pulumi import _types as pulumi_types  # pyright: ignore[reportPrivateUsage] # nothing public tells an SDK's types

from local.providers.aws.schema import PROVIDER, Type, missing, path_of, tokens_by_module

Json = dict[str, Any]
SCALARS: dict[Any, str] = {str: "str", int: "int", float: "float", bool: "bool"}


def describe_module(module: str) -> Json:
    """The content of a module's schema file."""
    package, name = module.split("/")
    if name == PROVIDER:
        return describe_provider(package)
    types: Json = {}
    resources = {
        token: describe_function(token, types) if is_function(token) else describe(token, types)
        for token in tokens_by_module()[module]
    }
    return {
        "resources": resources,
        "types": {name: {k: v for k, v in entry.items() if k != "from"} for name, entry in types.items()},
    }


def describe_provider(package: str) -> Json:
    """The keys of the provider's configuration."""
    cls = importlib.import_module(f"{_python_name(package)}.provider").ProviderArgs
    return {"config": sorted(pulumi_types.input_type_py_to_pulumi_names(cls).values())}


def describe(token: str, known: Json) -> Json:
    """Inputs, which of them are required, outputs, and which outputs are always there. Nested types go to `known`."""
    cls = resource_class(token)
    args = args_class(cls)
    inputs = {n: _type(kind, known) for n, kind in sorted(pulumi_types.input_type_types(args).items())}
    outputs = {n: _type(kind, known) for n, kind in sorted(pulumi_types.resource_types(cls).items())}
    return {
        "inputs": inputs,
        "required": sorted(_required(args)),
        "outputs": {name: inputs.get(name, kind) if kind == "any" else kind for name, kind in outputs.items()},
        "always": sorted(_always(cls)),
        **(_cloudformation(cls) if token.startswith("aws-native:") else {}),
    }


def is_function(token: str) -> bool:
    """Whether a token is a data source's: those begin with a small letter."""
    return token.rsplit(":", 1)[-1][0].islower()


def describe_function(token: str, known: Json) -> Json:
    """Arguments and results of a data source."""
    module, name = token.split(":")[1].split("/")[0], token.rsplit(":", 1)[-1]
    python_name = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
    package = {"index": "pulumi_aws", "lambda": "pulumi_aws.lambda_"}.get(module, f"pulumi_aws.{module}")
    code = importlib.import_module(f"{package}.{python_name}")
    function = getattr(code, python_name)
    hints = typing.get_type_hints(function)
    given = dict(re.findall(r"__args__\['(\w+)'\] = (\w+)", inspect.getsource(function)))
    # Only the other form of the function tells in its text which arguments may be left out.
    text = inspect.getsource(getattr(code, f"{python_name}_output"))
    optional = set(re.findall(r"(\w+): pulumi\.Input\[Optional\[Optional\[", text))
    result = next(found for found_name, found in vars(code).items() if re.fullmatch(r"Get\w+Result", found_name))
    outputs = pulumi_types.output_type_types(result)
    return {
        "inputs": {name: _type(hints[argument], known) for name, argument in sorted(given.items())},
        "required": sorted(name for name, argument in given.items() if argument not in optional),
        "outputs": {name: _type(kind, known) for name, kind in sorted(outputs.items())},
        "always": [],
    }


def args_class(cls: type) -> type:
    """The class of a resource's inputs; `InitArgs` where a nested type took the plain name."""
    module = importlib.import_module(cls.__module__)
    for name in (f"{cls.__name__}InitArgs", f"{cls.__name__}Args"):
        found = vars(module).get(name)
        if isinstance(found, type) and found.__module__ == cls.__module__:
            return found
    raise LookupError(f"{cls.__module__} has no class of inputs for {cls.__name__}")


def resource_class(token: str) -> Any:
    """The class of pulumi_aws, or of pulumi_aws_native, that registers this token."""
    module, name = token.split(":")[1].split("/")[0], token.split(":")[2]
    module += "_" if keyword.iskeyword(module) else ""
    return getattr(importlib.import_module(f"{_python_name(token.split(':')[0])}.{module}"), name)


def _python_name(package: str) -> str:
    return f"pulumi_{package.replace('-', '_')}"


def _cloudformation(cls: Any) -> Json:
    """What only pulumi_aws_native tells: the primary identifier, which is all that its `get` function asks for, and
    what replaces. Paths are as rows write them."""
    found = re.search(r"replace_on_changes=(\[.*?\])\)", inspect.getsource(cls._internal_init))
    getter = cls.__module__.rpartition(".")
    try:
        get = importlib.import_module(f"{getter[0]}.get_{getter[2]}")
    except ModuleNotFoundError:
        identifiers: list[str] = []
    else:
        identifiers = re.findall(r"__args__\['(\w+)'\]", inspect.getsource(vars(get)[f"get_{getter[2]}"]))
    return {
        "identifiers": identifiers,
        "replaces": sorted(re.sub(r"\[\*\]|\.\*$", "", path) for path in json.loads(found[1])) if found else [],
    }


def _required(args: type) -> list[str]:
    names = pulumi_types.input_type_py_to_pulumi_names(args)
    parameters = inspect.signature(args.__init__).parameters
    return [names[p.name] for p in parameters.values() if p.name in names and p.default is inspect.Parameter.empty]


def _always(cls: type) -> list[str]:
    """Outputs that are never null: required inputs, and what AWS computes or pulumi-aws fills in."""
    found: list[str] = []
    for prop in (p for _, p in inspect.getmembers(cls, lambda v: isinstance(v, property))):
        getter = prop.fget
        name = getattr(getter, "_pulumi_name", None)
        if name and "Optional[" not in str(getter.__annotations__["return"]):
            found.append(name)
    return found


def _type(kind: Any, known: Json) -> Any:
    """The JSON form: a scalar name, ["list", T], ["map", T], or "#Name" of a nested type."""
    if kind in SCALARS:
        return SCALARS[kind]
    origin = typing.get_origin(kind)
    arguments = typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _union([a for a in arguments if a is not type(None)], known)
    if origin in (list, collections.abc.Sequence):
        return ["list", _type(arguments[0], known)]
    if origin in (dict, collections.abc.Mapping):
        return ["map", _type(arguments[1], known)]
    if origin is collections.abc.Awaitable or getattr(origin, "__name__", "") == "Output":
        return _type(arguments[0], known)
    if isinstance(kind, type) and issubclass(kind, str):
        return "str"
    if isinstance(kind, type) and (pulumi_types.is_input_type(kind) or pulumi_types.is_output_type(kind)):
        return _nested(kind, known)
    return "any"


def _union(choices: list[Any], known: Json) -> Any:
    """`Input[T]` is T; a policy document or its JSON text is "json"; an enum or its value is the value."""
    found = [_type(c, known) for c in choices if not _is_wrapper(c)]
    if any(isinstance(f, str) and f.endswith("PolicyDocument") for f in found):
        return "json"
    objects = list(dict.fromkeys(f for f in found if isinstance(f, str) and f.startswith("#")))
    return _either(objects, known) if len(objects) > 1 else found[0]


def _either(objects: list[str], known: Json) -> str:
    """One object with the fields of each, where AWS takes one of several."""
    name = "|".join(each[1:] for each in objects)
    parts = [known[each[1:]] for each in objects]
    known[name] = {
        "fields": {field: kind for part in parts for field, kind in part["fields"].items()},
        "required": sorted(set.intersection(*(set(part["required"]) for part in parts))),
        "from": [],
    }
    return f"#{name}"


def _is_wrapper(kind: Any) -> bool:
    origin = typing.get_origin(kind)
    return origin is collections.abc.Awaitable or getattr(origin, "__name__", "") == "Output"


def _nested(kind: type, known: Json) -> Type:
    """Fields of the input and of the output class under one name: outputs may add computed fields. What
    CloudFormation leaves open is a class without fields in pulumi_aws_native: a map."""
    name = kind.__name__.removesuffix("Args")
    if name.startswith("Get"):
        name = name.removesuffix("Result")
    is_input = pulumi_types.is_input_type(kind)
    found = pulumi_types.input_type_types(kind) if is_input else pulumi_types.output_type_types(kind)
    if not found and kind.__module__.startswith("pulumi_aws_native."):
        return ["map", "any"]
    entry = known.setdefault(name, {"fields": {}, "required": [], "from": []})
    if is_input in entry["from"]:
        return f"#{name}"
    entry["from"].append(is_input)
    if is_input:
        entry["required"] = sorted(_required(kind))
    for field, field_kind in sorted(found.items()):
        entry["fields"].setdefault(field, _type(field_kind, known))
    return f"#{name}"


def main() -> None:
    """Write what is missing; two at once write the same."""
    for module in missing(sys.argv[1]):
        path = path_of(module)
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=".draft-", delete=False) as draft:
            json.dump(describe_module(module), draft)
        Path(draft.name).replace(path)


if __name__ == "__main__":
    main()
