"""MLflow: log a run with a metric, files and a model's folder; read all of it back."""

import json
import sys
from pathlib import Path

import mlflow

store, artifacts = sys.argv[1:]
mlflow.set_tracking_uri(store)
experiment = mlflow.create_experiment("churn", artifact_location=artifacts)
Path("model").mkdir()
Path("model/weights.bin").write_bytes(bytes(range(256)) * 4096)
Path("report.txt").write_text("auc 0.83")
with mlflow.start_run(experiment_id=experiment) as run:
    mlflow.log_param("depth", 3)
    mlflow.log_metric("auc", 0.83)
    mlflow.log_artifact("report.txt")
    mlflow.log_artifacts("model", "model")
client = mlflow.MlflowClient()
back = Path("back").absolute()
back.mkdir()
client.download_artifacts(run.info.run_id, "model", str(back))
told = {
    "listed": sorted(a.path for a in client.list_artifacts(run.info.run_id)),
    "same": Path("back/model/weights.bin").read_bytes() == Path("model/weights.bin").read_bytes(),
    "auc": client.get_run(run.info.run_id).data.metrics["auc"],
}
print(json.dumps(told))
