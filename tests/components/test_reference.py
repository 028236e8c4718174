"""The reference of the components is current and complete."""

from pathlib import Path

from pulumi_mlops.reference import args_of, catalog, reference

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "components.md"


def test_the_page_is_current():
    assert PAGE.read_text(encoding="utf-8") == reference(), "run `make docs`"


def test_every_field_of_every_component_is_on_it():
    page = PAGE.read_text(encoding="utf-8")
    for component in catalog():
        section = page.split(f"## {component.__name__}\n")[1].split("\n## ")[0]
        missing = [name for name in args_of(component).model_fields if f"| `{name}` |" not in section]
        assert missing == [], component
