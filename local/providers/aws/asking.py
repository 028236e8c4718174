"""Asking: answer a data source as its line in the table says."""

from collections.abc import Mapping
from typing import Any

from local.providers.aws import paths, tags
from local.providers.aws.clients import AwsError, Clients
from local.providers.aws.kind import Env, Kind
from local.providers.aws.reader import Reader
from local.providers.aws.row import Op, Row
from local.providers.aws.schema import schema_of
from local.providers.aws.sources.source import Source
from local.providers.aws.values import Properties, given


class SourceError(Exception):
    """A data source cannot be answered: wrong arguments, or nothing, or more than one thing, is found."""


def check_arguments(token: str, args: Mapping[str, Any]) -> None:
    """Refuse arguments that pulumi-aws does not take, and to go without those it needs."""
    schema = schema_of(token)
    if unknown := sorted(set(args) - set(schema.inputs)):
        raise SourceError(f"{token} has no argument {', '.join(unknown)}")
    if missing := sorted(schema.required - set(args)):
        raise SourceError(f"{token}: missing required argument {', '.join(missing)}")


class Asker(Reader):
    """Asks AWS what one data source is about."""

    def __init__(self, source: Source, clients: Clients, region: str) -> None:
        row = Row(
            type=source.type,
            service=source.service,
            key={},
            create=Op(source.read[0].name, only=()),
            read=source.read,
            id=source.id,
            renames=source.renames,
            computed=source.computed,
            codecs=source.codecs,
        )
        super().__init__(Kind(row, schema_of(source.type), lambda: clients.model(source.service)), clients, {}, region)
        self.source = source

    def answer(self, args: Mapping[str, Any]) -> Properties:
        """The whole result."""
        self._must_have(args)
        known: Properties = {**self.source.defaults, **args}
        found = False
        for op in self.source.read:
            if not set(paths.fields(op.at)) <= set(known):
                continue  # another argument names the thing
            env = self._env(known)
            result = self._found(op, known, env)
            lying = paths.get(result, op.at, env) if result is not None else None
            if not found:
                self._must_be_one(op, result, lying, args, env)
                known.update(self._tags_in(lying))
            found = True
            known.update(given(self.kind.outputs(op, result or {}, env)))
        return self._result_of(known)

    def _result_of(self, known: Properties) -> Properties:
        env = self._env(known)
        if self.source.tags:
            request, _ = self.kind.request(self.source.tags, {}, env)
            found = paths.get(self._call(self.source.tags, request), self.source.tags.at, env)
            known["tags"] = tags.from_member(found)
        for name, template in self.source.computed.items():
            if name not in known:
                known[name] = paths.fill(template, env)
        if "id" not in known:
            known["id"] = paths.fill(self.source.id, self._env(known))
        if "region" in self.kind.schema.outputs:
            known["region"] = self.region
        return {name: known[name] for name in (*self.kind.schema.outputs, "id") if name in known}

    def _tags_in(self, lying: Any) -> Properties:
        """The tags that the first read returns."""
        if self.source.tags or "tags" not in self.kind.schema.outputs or not isinstance(lying, Mapping):
            return {}
        return {"tags": tags.from_member(next((v for k, v in lying.items() if k.lower() == "tags"), None))}

    def _must_have(self, args: Mapping[str, Any]) -> None:
        for group in self.source.needs:
            if not any(name in args for name in group):
                raise SourceError(f"{self.source.type}: one of {', '.join(group)} must be given")

    def _found(self, op: Op, known: Mapping[str, Any], env: Env) -> dict[str, Any] | None:
        """The result of a read, None when it says that nothing is there."""
        request, _ = self.kind.request(op, {k: v for k, v in known.items() if k not in self.source.filters}, env)
        shape = self.kind.model.operation_model(op.name).input_shape
        for member, argument in self.source.key.items():
            name = next((name for name in argument.split("|") if name in known), "")
            template = argument if "{" in argument else f"{{{name}}}" if name else ""
            if template and paths.shape_at(shape, member) is not None:
                paths.put(request, member, paths.value(template, env))
        if op is self.source.read[0] and (filters := self._filters(known)):
            request.setdefault("Filters", []).extend(filters)
        return self._answered(op, request)

    def _answered(self, op: Op, request: Mapping[str, Any]) -> dict[str, Any] | None:
        try:
            if op.at.endswith("[0]") or "=" in op.at or self.source.empty:
                return self.clients.pages(self.source.service, op.name, request, self.region)
            return self._call(op, request)
        except AwsError as error:
            if error.is_missing:
                return None
            raise

    def _filters(self, known: Mapping[str, Any]) -> list[dict[str, Any]]:
        if not self.source.filters:
            return []
        found = [
            {"Name": name, "Values": [paths.text_of(known[argument])]}
            for argument, name in self.source.filters.items()
            if argument in known and name
        ]
        wanted: Mapping[str, str] = known.get("tags") or {}
        return [*found, *({"Name": f"tag:{key}", "Values": [value]} for key, value in sorted(wanted.items()))]

    def _must_be_one(self, op: Op, result: Any, lying: Any, args: Mapping[str, Any], env: Env) -> None:
        noun = self.source.noun
        if op.at.endswith("[0]"):
            among = paths.get(result, op.at.removesuffix("[0]"), env) or []
            if len(among) > 1:
                raise SourceError(
                    f"multiple {noun}s matched; use additional constraints to reduce matches to a single {noun}"
                )
            if not among:
                raise SourceError(f"no matching {noun} found")
        elif lying is None and not self.source.empty:
            named = next((str(args[name]) for name in sorted(args) if isinstance(args[name], str)), "")
            raise SourceError(f"reading {noun} ({named}): couldn't find resource")
