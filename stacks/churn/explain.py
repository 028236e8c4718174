"""The job `explain`: model and test set in; out, how much worse the model is without each column (permutation)."""

import json
from typing import Any, cast

from sklearn.inspection import permutation_importance

from . import classifier, places, schema

REPEATS = 5


def main() -> None:
    """Shuffle one column after the other, several times, and see what that costs in AUC."""
    model = classifier.find(places.given("model"))
    test = schema.read(places.given("test"))
    columns = list(schema.FEATURES)
    found = cast(
        Any,
        permutation_importance(
            model.pipeline, test[columns], test[schema.LABEL], scoring="roc_auc", n_repeats=REPEATS, random_state=0
        ),
    )
    means, deviations = list(map(float, found.importances_mean)), list(map(float, found.importances_std))
    ordered = sorted(zip(means, deviations, columns, strict=True), reverse=True)
    by_column = {name: {"mean": round(mean, 6), "deviation": round(spread, 6)} for mean, spread, name in ordered}
    report = {
        "method": "permutation importance",
        "metric": "auc",
        "repeats": REPEATS,
        "columns": by_column,
    }
    places.made("explanation").joinpath("explanation.json").write_text(json.dumps(report, indent=2), encoding="utf-8")
    print("\n".join(f"{name:16} {mean:.4f} +- {deviation:.4f}" for mean, deviation, name in ordered))


if __name__ == "__main__":
    places.run(main)
