"""The jobs of the reference product, each as a process under SageMaker's contract of folders and environment."""

import json
import re

import pytest
from containers import COMMANDS

from local.layout import CHECKOUT
from tests.stacks.churn.conftest import customers

FOLDER = CHECKOUT / "stacks" / "churn"


def rows(text):
    return [line.split(",") for line in text.splitlines()]


def without(name):
    """The records without a column."""
    table = rows(customers(rows=200))
    place = table[0].index(name)
    return "\n".join(",".join(value for at, value in enumerate(row) if at != place) for row in table)


def with_value(name, value):
    """The records with another value in the first."""
    table = rows(customers(rows=200))
    table[1][table[0].index(name)] = value
    return "\n".join(",".join(row) for row in table)


def test_the_chain_trains_a_model_that_passes_the_specs_gate(trained):
    trained.does("evaluate")
    report = json.loads(trained.made("evaluation/evaluation.json").read_text())
    assert report["metrics"]["auc"]["value"] >= 0.80, "what stacks/churn.yaml asks for"
    assert report["metrics"]["auc"]["value"] <= 0.95, "better than the data allows: the label leaks"
    assert {name for name, metric in report["metrics"].items() if not 0 <= metric["value"] <= 1} == set()
    assert set(report["metrics"]) == {
        "auc", "average_precision", "log_loss", "brier", "precision", "recall", "f1", "accuracy",
    }  # fmt: skip


def test_training_again_gives_the_same_metrics(trained, machine):
    trained.does("evaluate")
    machine.give("raw/customers.csv", customers())
    for command in ("preprocess", "train", "evaluate"):
        machine.does(command)
        machine.hand_on()
    first, second = (one.made("evaluation/evaluation.json").read_text() for one in (trained, machine))
    assert first == second


def test_no_customer_is_in_two_sets_and_each_stays_in_its_own_when_more_come(machine):
    def sets():
        script = "import sys, pandas; print(','.join(pandas.read_parquet(sys.argv[1]).customer_id))"
        return {
            name: set(machine.python(script, str(machine.made(f"{name}/{name}.parquet"))).strip().split(","))
            for name in ("train", "validation", "test")
        }

    machine.give("raw/customers.csv", customers(rows=1500))
    machine.does("preprocess")
    before = sets()
    assert sum(map(len, before.values())) == len(set.union(*before.values())) == 1500
    machine.give("raw/more.csv", customers(rows=2500))
    machine.does("preprocess")
    after = sets()
    assert sum(map(len, after.values())) == 2500
    assert all(before[name] <= after[name] for name in before)


@pytest.mark.parametrize(
    ("command", "column"), [("check", "tenure_months"), ("preprocess", "customer_id"), ("preprocess", "churned")]
)
def test_a_missing_column_is_refused_with_its_name(machine, command, column):
    machine.give("raw/customers.csv", without(column))
    there = ", ".join(name for name in rows(customers(rows=1))[0] if name != column)
    assert machine.refuses(command) == (
        f'processing/input/raw/customers.csv: column "{column}" is missing (there are: {there})'
    )


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("tenure_months", "two", 'tenure_months: "two" is no number (1 row)'),
        ("tenure_months", "-1", 'tenure_months: "-1" must be from 0 to 1200 (1 row)'),
        ("contract", "weekly", 'contract: "weekly" must be one of month_to_month, one_year, two_year (1 row)'),
        ("contract", "", "contract: nothing must be one of month_to_month, one_year, two_year (1 row)"),
        ("customer_id", "", "customer_id: nothing must be there (1 row)"),
        ("churned", "yes", 'churned: "yes" must be 0 or 1 (1 row)'),
    ],
)
def test_a_value_of_another_kind_is_refused_with_its_column(machine, column, value, said):
    machine.give("raw/customers.csv", with_value(column, value))
    assert machine.refuses("preprocess") == f"processing/input/raw/customers.csv: {said}"


def test_no_data_is_refused(machine):
    assert machine.refuses("preprocess") == (
        "processing/input/raw is not there: the job was started without its input 'raw'"
    )
    machine.give("raw/_SUCCESS.csv", customers())
    assert machine.refuses("preprocess") == "processing/input/raw holds no .csv or .parquet file and no Delta table"


def test_of_several_records_of_a_customer_the_latest_counts(machine):
    header, first, *rest = customers(rows=1500).splitlines()
    values = first.split(",")
    later, earlier = (
        [values[0], f"{year}-01-01T00:00:00Z", months, *values[3:]] for year, months in ((2027, "99"), (2020, "1"))
    )
    machine.give("raw/customers.csv", "\n".join([header, ",".join(later), first, *rest, ",".join(earlier)]))
    machine.does("preprocess")
    script = (
        "import sys, pandas, pathlib\n"
        "all = pandas.concat([pandas.read_parquet(one) for one in pathlib.Path(sys.argv[1]).rglob('*.parquet')])\n"
        "print(len(all), all[all.customer_id == 'C000000'].tenure_months.tolist())\n"
    )
    assert machine.python(script, str(machine.root / "processing" / "output")) == "1500 [99.0]\n"


def test_a_delta_table_is_read_as_it_is_now_or_as_it_was(machine):
    """The files of the version that was written over still lie there."""
    machine.give("good.csv", customers(rows=1500))
    raw = machine.root / "processing" / "input" / "raw" / "customers"
    machine.python(
        "import sys, pandas, deltalake\n"
        "rows = pandas.read_csv(sys.argv[1], dtype=str)\n"
        "deltalake.write_deltalake(sys.argv[2], rows)\n"
        "deltalake.write_deltalake(sys.argv[2], rows.head(1200), mode='overwrite')\n",
        str(machine.root / "processing" / "input" / "good.csv"),
        str(raw),
    )

    def counted(version):
        machine.does("check", DATA_VERSION=version)
        return json.loads(machine.made("check/check.json").read_text())["records"]

    assert (counted("unknown"), counted("1"), counted("0")) == (1200, 1200, len(rows(customers(rows=1500))) - 1)
    assert machine.refuses("check", DATA_VERSION="7").startswith(
        "processing/input/raw/customers cannot be read as a Delta table: "
    )


def test_too_few_customers_to_judge_a_model_by_are_refused(machine):
    machine.give("raw/customers.csv", customers(rows=300))
    assert re.fullmatch(
        r"the validation set holds \d+ customers who left; 20 are needed: give more records",
        machine.refuses("preprocess"),
    )


def test_the_check_counts_and_passes_good_data(machine):
    machine.give("raw/customers.csv", customers())
    machine.does("check")
    counts = json.loads(machine.made("check/check.json").read_text())
    assert (counts["customers"], counts["left"]) == (3000, pytest.approx(0.144, abs=0.02))
    assert set(counts["missing"]) == {"monthly_charge", "usage_change"}


def test_the_check_ends_the_run_with_every_reason_and_its_counts(machine):
    table = rows(customers(rows=500))
    label, charge = table[0].index("churned"), table[0].index("monthly_charge")
    for row in table[1:]:
        row[label], row[charge] = "1", ""
    machine.give("raw/customers.csv", "\n".join(",".join(row) for row in table))
    assert machine.refuses("check") == (
        "500 customers are too few: 1000 are needed; 100.0% of the customers left: 2% to 60% is what to expect; "
        'column "monthly_charge": 100.0% of the values are missing, more than 10%'
    )
    assert json.loads(machine.made("check/check.json").read_text())["customers"] == 500


def test_training_prints_the_objective_that_a_tuner_reads(trained):
    said = trained.does("train")
    found = [float(value) for value in re.findall(r"validation:auc: ([-+0-9.eE]+)", said)]
    assert len(found) == 3
    assert found[-1] >= 0.80


def test_a_hyperparameter_comes_as_text_and_one_that_is_not_known_is_refused(machine, trained):
    machine.take(trained, "input")
    machine.configure("hyperparameters", {"max_iter": "50", "_tuning_objective_metric": "validation:auc"})
    assert re.findall(r"trees=(\d+)", machine.does("train")) == ["50"]
    machine.configure("hyperparameters", {"depth": "3"})
    assert machine.refuses("train") == (
        "hyperparameter 'depth' is not known; "
        "there are learning_rate, max_iter, max_leaf_nodes, l2_regularization, seed"
    )
    machine.configure("hyperparameters", {"max_iter": "many"})
    assert machine.refuses("train") == "hyperparameter max_iter: 'many' is no int"


def test_a_job_that_was_killed_goes_on_from_its_checkpoint_to_the_same_model(machine, trained):
    machine.take(trained, "input")
    machine.root.joinpath("checkpoints").mkdir()
    job = machine.begins("train")
    assert job.stdout.readline().startswith("trees=50 ")
    job.kill()
    job.communicate()
    before, *after = machine.does("train").splitlines()
    assert re.fullmatch(r"goes on from \d+ trees", before)
    assert after[-1] == trained.does("train").splitlines()[-1]


def test_a_checkpoint_of_other_hyperparameters_is_not_taken(machine, trained):
    machine.take(trained, "input")
    machine.root.joinpath("checkpoints").mkdir()
    machine.configure("hyperparameters", {"max_iter": "50"})
    machine.does("train")
    machine.configure("hyperparameters", {"max_iter": "50", "learning_rate": "0.1"})
    assert machine.does("train").startswith("trees=50 ")


def test_of_several_machines_the_first_trains(machine, trained):
    machine.take(trained, "input")
    machine.configure("resourceconfig", {"current_host": "algo-2", "hosts": ["algo-1", "algo-2"]})
    assert machine.does("train") == "the first machine trains; this one has nothing to do\n"
    assert not machine.root.joinpath("model", "model.joblib").exists()


def test_a_channel_may_lie_where_sagemakers_own_images_say(machine, trained):
    channels = trained.root / "input" / "data"
    given = {f"SM_CHANNEL_{name.upper()}": str(channels / name) for name in ("train", "validation")}
    machine.does("train", **given, SM_MODEL_DIR=str(machine.root / "elsewhere"))
    assert machine.root.joinpath("elsewhere", "model.joblib").is_file()


def test_a_model_that_is_not_there_or_of_other_columns_is_refused(machine, trained):
    machine.take(trained, "processing/input/test")
    machine.give("model/other.txt", "")
    assert machine.refuses("evaluate") == ("processing/input/model holds no model.joblib, and no model.tar.gz with one")
    machine.give("model/model.joblib", "")
    machine.give("model/model.json", json.dumps({"columns": ["age"]}))
    assert machine.refuses("evaluate") == "the model in processing/input/model was trained on other columns: age"


def test_what_drives_the_process_is_what_the_explanation_names_first(trained):
    trained.does("explain")
    report = json.loads(trained.made("explanation/explanation.json").read_text())
    assert report["metric"] == "auc"
    assert len(report["columns"]) == 8
    assert next(iter(report["columns"])) == "contract"
    assert report["columns"]["contract"]["mean"] > 5 * report["columns"]["payment_method"]["mean"]


def test_the_image_has_every_command_and_every_job_is_in_it():
    (commands,) = re.findall(r"for command in (.+?);", FOLDER.joinpath("Dockerfile").read_text())
    assert tuple(commands.split()) == COMMANDS
    assert [command for command in COMMANDS if not FOLDER.joinpath(f"{command}.py").is_file()] == []
