"""YAML in which every value knows its line."""

import re
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

import yaml

Path = tuple[str | int, ...]
"""The keys and indexes from the top of the document to a value."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, where, and what would be right."""

    file: FilePath
    line: int
    path: Path
    text: str

    def __str__(self) -> str:
        where = ".".join(str(part) for part in self.path)
        return f"{self.file}:{self.line}: {where + ': ' if where else ''}{self.text}"


class SpecError(Exception):
    """A spec that cannot be used. `problems` holds every reason, in the file's order."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(dict.fromkeys(problems), key=lambda problem: problem.line)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass
class Document:
    """A document's values, and the line of each."""

    file: FilePath
    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict[Path, int])
    problems: list[Problem] = field(default_factory=list[Problem])

    def complain(self, path: Path, text: str, line: int | None = None) -> None:
        """Note a problem at a path that is written in the document."""
        self.problems.append(Problem(self.file, line or self.lines[path], path, text))


class _Loader(yaml.SafeLoader):
    """YAML as people mean it: `on`, `no` and 2026-01-01 are text; only true and false are booleans."""


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(  # pyright: ignore[reportUnknownMemberType]
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf")
)


def read(file: FilePath) -> Document:
    """Read a document. Raises SpecError if it cannot be read as one mapping without repeated keys."""
    document = Document(file)
    try:
        text = file.read_text(encoding="utf-8")
        loader = _Loader(text)
        node = loader.get_single_node()
        document.value = _value(loader, node, (), document) if node else None
    except FileNotFoundError:
        others = ", ".join(sorted(other.stem for other in file.parent.glob("*.yaml") if "Pulumi." not in other.name))
        raise SpecError([Problem(file, 1, (), f"no such spec; there are: {others or 'none'}")]) from None
    except RecursionError:
        raise SpecError([Problem(file, 1, (), "has an alias that refers to itself")]) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SpecError([_unreadable(file, error)]) from error
    if not isinstance(document.value, dict):
        raise SpecError([Problem(file, 1, (), "must be a mapping of keys, such as `product: churn`")])
    return document


def _unreadable(file: FilePath, error: yaml.YAMLError | UnicodeDecodeError) -> Problem:
    if isinstance(error, UnicodeDecodeError):
        return Problem(file, 1, (), "must be UTF-8 text")
    mark = getattr(error, "problem_mark", None)
    said = getattr(error, "problem", None) or getattr(error, "context", None) or str(error).splitlines()[0]
    return Problem(file, mark.line + 1 if mark else 1, (), f"is not YAML: {said}")


def _value(loader: yaml.SafeLoader, node: yaml.Node, path: Path, document: Document) -> Any:
    document.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        loader.flatten_mapping(node)
        made: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if key in made:
                text = f"repeats a key of line {document.lines[(*path, key)]}; keep one"
                document.complain((*path, key), text, key_node.start_mark.line + 1)
            document.lines[(*path, key)] = key_node.start_mark.line + 1
            made[key] = _value(loader, value_node, (*path, key), document)
        return made
    if isinstance(node, yaml.SequenceNode):
        return [_value(loader, item, (*path, index), document) for index, item in enumerate(node.value)]
    return loader.construct_object(node)
