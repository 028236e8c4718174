"""The model: how it is made, kept and found again."""

# pandas and scikit-learn ship no types of their own.
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false

import json
import tarfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Self, cast

import joblib
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OrdinalEncoder

from . import schema
from .places import RefusedError

MODEL, FACTS, ARCHIVE = "model.joblib", "model.json", "model.tar.gz"


@dataclass(frozen=True)
class Hyperparameters:
    """What may be tuned, with the defaults that this data was tried with."""

    learning_rate: float = 0.05
    max_iter: int = 150
    max_leaf_nodes: int = 8
    l2_regularization: float = 1.0
    seed: int = 0

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Self:
        """From the text that SageMaker hands over. Its own keys begin with `sagemaker_` or `_`."""
        kinds = {field.name: type(field.default) for field in fields(cls)}
        made: dict[str, Any] = {}
        for name, text in given.items():
            if name.startswith(("sagemaker_", "_")):
                continue
            if name not in kinds:
                raise RefusedError(f"hyperparameter {name!r} is not known; there are {', '.join(kinds)}")
            try:
                made[name] = kinds[name](text.strip('"'))
            except ValueError:
                raise RefusedError(f"hyperparameter {name}: {text!r} is no {kinds[name].__name__}") from None
        return cls(**made)


@dataclass(frozen=True)
class Classifier:
    """A trained model, and the probability from which a customer counts as leaving."""

    pipeline: Pipeline
    threshold: float

    def probabilities(self, records: pd.DataFrame) -> "np.ndarray[Any, np.dtype[np.float64]]":
        """The probability of leaving, for each record."""
        return cast(Any, self.pipeline).predict_proba(records[list(schema.FEATURES)])[:, 1]


def untrained(chosen: Hyperparameters) -> Pipeline:
    """Words become categories; the trees take missing numbers as they are. It is trained in stages (`warm_start`)."""
    words = {name: list(kind.words) for name, kind in schema.FEATURES.items() if isinstance(kind, schema.OneOf)}
    # Words come first out of the encoder, so the first columns are the categories.
    encoder = ColumnTransformer(
        [("words", OrdinalEncoder(categories=list(words.values())), list(words))], remainder="passthrough"
    )
    trees = HistGradientBoostingClassifier(
        learning_rate=chosen.learning_rate,
        max_iter=chosen.max_iter,
        max_leaf_nodes=chosen.max_leaf_nodes,
        l2_regularization=chosen.l2_regularization,
        categorical_features=list(range(len(words))),
        early_stopping=False,
        random_state=chosen.seed,
        warm_start=True,
    )
    return Pipeline([("encoder", encoder), ("trees", trees)])


def keep(folder: Path, model: Classifier, chosen: Hyperparameters, **facts: Any) -> None:
    """Write the model, and what a reader wants to know of it without loading it."""
    joblib.dump(model.pipeline, folder / MODEL)
    known = {
        "columns": list(schema.FEATURES),
        "threshold": model.threshold,
        "hyperparameters": asdict(chosen),
        **facts,
    }
    folder.joinpath(FACTS).write_text(json.dumps(known, indent=2), encoding="utf-8")


def find(folder: Path) -> Classifier:
    """The model of a folder, out of its archive if it still is in one."""
    archive = folder / ARCHIVE
    if archive.is_file():
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
    if not folder.joinpath(MODEL).is_file():
        raise RefusedError(f"{folder} holds no {MODEL}, and no {ARCHIVE} with one")
    facts = json.loads(folder.joinpath(FACTS).read_text(encoding="utf-8"))
    if facts["columns"] != list(schema.FEATURES):
        raise RefusedError(f"the model in {folder} was trained on other columns: {', '.join(facts['columns'])}")
    return Classifier(cast(Pipeline, joblib.load(folder / MODEL)), facts["threshold"])
