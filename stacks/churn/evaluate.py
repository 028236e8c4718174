"""The job `evaluate`: model and test set in; evaluation.json out, whose metrics the gate reads."""

# pandas and scikit-learn ship no types of their own.
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false

import json
from typing import Any

from sklearn import metrics as measured

from . import classifier, places, schema


def main() -> None:
    """Read both, measure, write."""
    model = classifier.find(places.given("model"))
    test = schema.read(places.given("test"))
    found = metrics(test[schema.LABEL], model.probabilities(test), model.threshold)
    report = {
        "metrics": {name: {"value": round(value, 6)} for name, value in found.items()},
        "threshold": model.threshold,
        "customers": len(test),
        "left": int(test[schema.LABEL].sum()),
    }
    places.made("evaluation").joinpath("evaluation.json").write_text(json.dumps(report, indent=2), encoding="utf-8")
    print(" ".join(f"test:{name}={value:.5f}" for name, value in found.items()))


def metrics(label: Any, probabilities: Any, threshold: float) -> dict[str, float]:
    """How well the probabilities order customers, how true they are, and how well the threshold parts them."""
    said = probabilities >= threshold
    return {
        "auc": float(measured.roc_auc_score(label, probabilities)),
        "average_precision": float(measured.average_precision_score(label, probabilities)),
        "log_loss": float(measured.log_loss(label, probabilities)),
        "brier": float(measured.brier_score_loss(label, probabilities)),
        "precision": float(measured.precision_score(label, said, zero_division=0)),
        "recall": float(measured.recall_score(label, said)),
        "f1": float(measured.f1_score(label, said)),
        "accuracy": float(measured.accuracy_score(label, said)),
    }


if __name__ == "__main__":
    places.run(main)
