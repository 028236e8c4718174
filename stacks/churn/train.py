"""The job `train`: training and validation sets in, a model out. Interrupted, it goes on from its last checkpoint."""

# pandas and scikit-learn ship no types of their own.
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import joblib
import numpy as np
import pandas as pd
import sklearn
from sklearn.metrics import precision_recall_curve, roc_auc_score
from sklearn.pipeline import Pipeline

from . import classifier, places, schema
from .classifier import Classifier, Hyperparameters

STAGE = 50
"""Trees between two checkpoints."""


def main() -> None:
    """Read, train, choose the threshold, keep the model."""
    if not places.is_first():
        print("the first machine trains; this one has nothing to do")
        return
    chosen = Hyperparameters.of(places.hyperparameters())
    train, validation = (schema.read(places.channel(name)) for name in ("train", "validation"))
    pipeline, auc = classifier.untrained(chosen), 0.0
    for trees in stages(pipeline, chosen, train, places.checkpoints()):
        auc = float(roc_auc_score(validation[schema.LABEL], Classifier(pipeline, 0).probabilities(validation)))
        print(f"trees={trees} validation:auc: {auc:.5f}")  # tuning reads this line
    probabilities = Classifier(pipeline, 0).probabilities(validation)
    model = Classifier(pipeline, best_threshold(validation[schema.LABEL], probabilities))
    classifier.keep(
        places.model(),
        model,
        chosen,
        validation_auc=auc,
        customers=len(train),
        libraries={"scikit-learn": sklearn.__version__, "pandas": pd.__version__, "numpy": np.__version__},
    )


def stages(pipeline: Pipeline, chosen: Hyperparameters, train: pd.DataFrame, kept: Path | None) -> Iterator[int]:
    """Train in stages; how many trees there are after each. What a checkpoint holds is not trained again."""
    features, label = train[list(schema.FEATURES)], train[schema.LABEL]
    encoder, trees = cast(Any, pipeline.named_steps["encoder"]), cast(Any, pipeline.named_steps["trees"])
    encoded = encoder.fit_transform(features)
    file = kept / "trees.joblib" if kept else None
    if file and file.is_file():
        done, before = joblib.load(file)
        if before == chosen:
            pipeline.steps[1] = ("trees", trees := done)
            print(f"goes on from {trees.n_iter_} trees")
    reached = int(getattr(trees, "n_iter_", 0))
    for upto in (*range(reached + STAGE, chosen.max_iter, STAGE), chosen.max_iter):
        trees.set_params(max_iter=upto).fit(encoded, label)
        if file:
            half = file.with_suffix(".half")
            joblib.dump((trees, chosen), half)
            half.replace(file)  # a job killed here leaves the checkpoint before, whole
        yield upto


def best_threshold(label: Any, probabilities: Any) -> float:
    """The probability from which a customer counts as leaving, so that precision and recall are best together (F1)."""
    precision, recall, thresholds = precision_recall_curve(label, probabilities)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    return float(thresholds[int(np.argmax(f1[:-1]))])


if __name__ == "__main__":
    places.run(main)
