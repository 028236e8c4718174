"""Evidence: a report in the forms that people and other tools read. A form is a function from the report to text."""

from collections.abc import Callable, Mapping

from ..report import Report
from . import as_json, junit, oscal, page, sarif, text

FORMS: Mapping[str, Callable[[Report], str]] = {
    "text": text.text,
    "json": as_json.as_json,
    "junit": junit.junit,
    "sarif": sarif.sarif,
    "oscal": oscal.oscal,
    "html": page.page,
}
