"""Reference: the page docs/reference/rules.md, from the rules. `python -m mlops_policy.reference` prints it."""

from collections.abc import Iterable, Iterator

from .controls import source
from .kernel import Rule
from .pack import pack


def markdown(rules: Iterable[Rule]) -> str:
    """The page: a table of all rules, then each in full."""
    listed = sorted(rules, key=lambda rule: rule.id)
    return "\n".join([*head(listed), *(line for rule in listed for line in section(rule))]) + "\n"


def head(rules: list[Rule]) -> Iterator[str]:
    """Title, how to configure, and the table."""
    yield "# Rules"
    yield ""
    yield "Generated from the rules by `python -m mlops_policy.reference`; do not edit."
    yield ""
    yield f"{len(rules)} rules, {sum(rule.of_stack for rule in rules)} of them on the whole stack. Each can be set to"
    yield "`advisory`, `mandatory` or `disabled`, with its settings, in a file given as `--policy-pack-config`:"
    yield ""
    yield "```json"
    yield '{"log-group-retention": {"enforcementLevel": "mandatory", "minimum_days": 180}, "required-tags": "advisory"}'
    yield "```"
    yield ""
    yield "A control marked `aws` follows AWS's own mapping of a check that the rule has as a peer; `project` is ours."
    yield ""
    yield "| rule | severity | judges | what it keeps |"
    yield "|---|---|---|---|"
    for rule in rules:
        judges = "the stack" if rule.of_stack else ", ".join(short(token) for token in rule.resources)
        yield f"| [{rule.id}](#{rule.id}) | {rule.severity} | {judges} | {rule.description} |"


def section(rule: Rule) -> Iterator[str]:
    """One rule in full."""
    yield ""
    yield f"## {rule.id}"
    yield ""
    yield rule.description
    yield ""
    yield f"- **Fix**: {rule.fix}"
    yield f"- **Read**: <{rule.url}>"
    yield f"- **Level**: {rule.level}; severity {rule.severity}"
    yield f"- **Resources**: {', '.join(f'`{token}`' for token in rule.resources)}"
    for name, schema in rule.settings.items():
        yield f"- **Setting** `{name}`: {schema['type']}, `{schema['default']}` by default"
    if rule.peers:
        yield f"- **Peers**: {', '.join(rule.peers)}"
    if rule.controls:
        yield f"- **Controls**: {', '.join(f'{control} ({source(control, rule.peers)})' for control in rule.controls)}"


def short(token: str) -> str:
    """`s3.Bucket` for `aws:s3/bucket:Bucket`."""
    _, module, name = token.split(":")
    return f"{module.split('/')[0]}.{name}"


if __name__ == "__main__":
    print(markdown(pack().rules), end="")
