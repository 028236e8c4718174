"""The loader: a spec file and an environment to a checked Deployment, or to every reason why not."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from .kinds import kind_of
from .model import ENVIRONMENTS, Deployment, Environment, Home, Spec
from .wording import wording
from .yaml_lines import Document, Path, Problem, SpecError, read


def load(file: FilePath, environment: Environment) -> Deployment[Any]:
    """The spec with the environment's values over the base.

    Raises SpecError with every problem of the file, those of its other environments included, so that a mistake in
    `prod` is seen before prod is deployed.
    """
    document = read(file)
    overlays = _overlays(document)
    model = kind_of(document.value).model
    problems, checked = list(document.problems), dict[Environment, Spec]()
    for name in Environment:
        if name == environment or name in overlays:
            view = _View(document, model, name, overlays.get(name, {}))
            try:
                checked[name] = model.model_validate_json(json.dumps(view.value, default=str), strict=True)
            except ValidationError as error:
                problems += [view.problem(detail["type"], detail) for detail in error.errors()]
    if not problems:
        problems = [*_without_account(document, checked, environment)]
    if problems:
        raise SpecError(problems)
    spec = checked[environment]
    before, after = (_others(spec, checked, each) for each in _before_and_after(spec.promotion, environment))
    view = _View(document, model, environment, overlays.get(environment, {}))
    problems = [
        view.problem("across", {"loc": path, "ctx": {"text": text}}) for path, text in spec.incomplete(readers=after)
    ]
    if problems:
        raise SpecError(problems)
    home = _home(spec, checked, environment)
    return Deployment(spec, environment, readers=after, sources=before, home=home, folder=file.parent)


def _home(spec: Spec, checked: Mapping[Environment, Spec], environment: Environment) -> Home | None:
    """The first environment of `promotion`, if this one comes after it."""
    if environment not in spec.promotion[1:]:
        return None
    first = spec.promotion[0]
    return Home(first, checked[first].account, checked[first].region)


def _before_and_after(
    way: Sequence[Environment], environment: Environment
) -> tuple[Sequence[Environment], Sequence[Environment]]:
    """The environments on a model's way that come before this one, and those that come after it."""
    if environment not in way:
        return (), ()
    here = way.index(environment)
    return way[:here], way[here + 1 :]


def _others(spec: Spec, checked: Mapping[Environment, Spec], environments: Sequence[Environment]) -> tuple[str, ...]:
    """The accounts of some environments, each once, without the spec's own."""
    accounts = dict.fromkeys(checked[each].account for each in environments)
    return tuple(one for one in accounts if one and one != spec.account)


def _without_account(
    document: Document, checked: Mapping[Environment, Spec], environment: Environment
) -> Iterator[Problem]:
    """Who must say its account and does not: the environment to deploy, and the others on a model's way."""
    before, after = _before_and_after(checked[environment].promotion, environment)
    for name in (environment, *before, *after):
        if name not in checked or (name is not Environment.LOCAL and checked[name].account is None):
            why = "a stack outside local must be in one account" if name == environment else "promotion names it"
            path = next(path for path in ((ENVIRONMENTS, name.value), (ENVIRONMENTS,), ()) if path in document.lines)
            text = f"is required: {why}, so say which account {name} is"
            yield Problem(document.file, document.lines[path], (ENVIRONMENTS, name.value, "account"), text)


def _overlays(document: Document) -> dict[Environment, dict[str, Any]]:
    """Take the environments out of the document."""
    found = document.value.pop(ENVIRONMENTS, None)
    overlays: dict[Environment, dict[str, Any]] = {}
    if found is None:
        return overlays
    if not isinstance(found, dict):
        document.complain((ENVIRONMENTS,), "must be a mapping from an environment to the values that differ")
        return overlays
    for name, overlay in found.items():
        if name not in list(Environment):
            document.complain((ENVIRONMENTS, name), f"is no environment; there are {', '.join(Environment)}")
        elif not isinstance(overlay, dict):
            document.complain((ENVIRONMENTS, name), "must be a mapping of the values that differ")
        else:
            overlays[Environment(name)] = overlay
    return overlays


@dataclass(frozen=True)
class _View:
    """The document as one environment sees it."""

    document: Document
    model: type[Spec]
    environment: Environment
    overlay: dict[str, Any]

    @property
    def value(self) -> dict[str, Any]:
        return _merged(self.document.value, self.overlay)

    def problem(self, kind: str, detail: Any) -> Problem:
        """Where a person wrote what is wrong: in the environment's values, or in the base."""
        path = _written(self.value, (*detail["loc"], *detail.get("ctx", {}).get("path", ())), kind)
        here, base = (ENVIRONMENTS, str(self.environment), *path), path
        # What is missing is missing from the base first: an overlay that touches its surroundings is not to blame.
        for length in range(len(path), -1, -1):
            candidates = [here[: length + 2], base[:length]]
            for candidate in reversed(candidates) if kind == "missing" else candidates:
                if candidate in self.document.lines and (length or candidate == ()):
                    shown = here if candidate[:1] == (ENVIRONMENTS,) else base
                    text = wording(self.model, kind, detail, path)
                    return Problem(self.document.file, self.document.lines[candidate], shown, text)
        raise AssertionError("the document itself has a line")


def _merged(under: Any, over: Any) -> Any:
    """Mappings merge, key by key; everything else is replaced."""
    if isinstance(under, dict) and isinstance(over, dict):
        return {**under, **{key: _merged(under.get(key), value) for key, value in over.items()}}
    return over


def _written(value: Any, loc: tuple[str | int, ...], kind: str) -> Path:
    """The part of a pydantic location that stands in the document (the rest names branches of types)."""
    path: list[str | int] = []
    for index, step in enumerate(loc):
        within: Any = dict(enumerate(value)) if isinstance(value, list) else value
        if isinstance(within, dict) and step in within:
            value = within[step]
            path.append(step)
        elif kind == "missing" and index == len(loc) - 1:
            path.append(step)
    return tuple(path)
