"""The command `serve`: the endpoint's container. GET /ping says that it is well, POST /invocations predicts.

https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html
"""

import csv
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

from . import classifier, places, schema
from .classifier import Classifier

JSON, CSV = "application/json", "text/csv"
Answer = tuple[str, str, str]
"""Status, content type, body."""


class FormError(Exception):
    """What is sent, or wanted, is in no form that is spoken here."""


def application() -> Callable[..., Iterable[bytes]]:
    """The WSGI application, with its model loaded: who has none does not start."""
    model = classifier.find(places.model())

    def answer(environ: Mapping[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        status, kind, body = _answer(model, environ)
        content = body.encode()
        start(status, [("Content-Type", kind), ("Content-Length", str(len(content)))])
        return [content]

    return answer


def _answer(model: Classifier, environ: Mapping[str, Any]) -> Answer:
    asked = (environ["REQUEST_METHOD"], environ["PATH_INFO"])
    if asked == ("GET", "/ping"):
        return "200 OK", JSON, "{}"
    if asked != ("POST", "/invocations"):
        return _error("404 Not Found", "there are GET /ping and POST /invocations")
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    try:
        records = _records(body, _bare(environ.get("CONTENT_TYPE") or CSV))
        return "200 OK", *_predictions(model, records, _bare(environ.get("HTTP_ACCEPT") or JSON))
    except FormError as error:
        return _error("415 Unsupported Media Type", str(error))
    except places.RefusedError as error:
        return _error("400 Bad Request", str(error))


def _records(body: bytes, kind: str) -> pd.DataFrame:
    """`{"instances": [{column: value}]}`, or CSV without a header in the order of the schema."""
    if kind not in (JSON, CSV):
        raise FormError(f"{kind} is not read here: send {JSON} or {CSV}")
    try:
        text = body.decode()
        rows: Any = json.loads(text)["instances"] if kind == JSON else _rows(text)
        frame = pd.DataFrame.from_records(rows)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise places.RefusedError(f"the body cannot be read as {kind}: {error!r}") from None
    if frame.empty:
        raise places.RefusedError("the body holds no record")
    return schema.checked(frame, schema.FEATURES, "the body")


def _rows(text: str) -> list[dict[str, str | None]]:
    columns = list(schema.FEATURES)
    rows = [row for row in csv.reader(io.StringIO(text)) if row]
    for number, row in enumerate(rows, start=1):
        if len(row) != len(columns):
            raise ValueError(f"line {number} has {len(row)} values; there are {', '.join(columns)}")
    return [{name: value or None for name, value in zip(columns, row, strict=True)} for row in rows]


def _predictions(model: Classifier, records: pd.DataFrame, wanted: str) -> tuple[str, str]:
    probabilities = [round(float(value), 6) for value in model.probabilities(records)]
    if wanted == CSV:
        return CSV, "".join(f"{value}\n" for value in probabilities)
    if wanted not in (JSON, "*/*"):
        raise FormError(f"{wanted} is not written here: accept {JSON} or {CSV}")
    made = [{"probability": value, "leaves": value >= model.threshold} for value in probabilities]
    return JSON, json.dumps({"predictions": made})


def _bare(kind: str) -> str:
    """Without `; charset=...`."""
    return kind.split(";")[0].strip().lower()


def _error(status: str, text: str) -> Answer:
    return status, JSON, json.dumps({"error": text})


def main() -> None:
    """Become gunicorn, a worker a core, the model loaded once before they part."""
    port = os.environ.get("SAGEMAKER_BIND_TO_PORT", "8080")
    host = os.environ.get("ML_HOST", "0.0.0.0")  # noqa: S104 - SageMaker reaches the container from outside
    words = ["--bind", f"{host}:{port}", "--workers", str(os.cpu_count() or 1), "--preload", "--timeout", "60"]
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *words, "churn.serve:application()"])  # noqa: S606


if __name__ == "__main__":
    main()
