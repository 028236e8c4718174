"""Specs that the tests of the loader and of the engine share."""

GOOD = """\
product: churn
owner: retention-team
cost_center: "4711"
data_classification: confidential
data:
  raw: {}
  curated: {noncurrent_days: 30}
features:
  usage:
    record_id: id
    event_time: at
    features:
      id: string
      at: string
      charge: fractional
training:
  data: curated
  image: {repository: churn-train, digest: DIGEST}
  gate: {metric: auc, at_least: 0.8}
endpoint:
  model:
    image: {repository: churn-serve, digest: DIGEST}
    artifact: models/1/model.tar.gz
  instance: {type: ml.m5.large, count: 2, max: 4}
environments:
  local: {disposable: true}
  dev: {account: "111111111111"}
  prod:
    account: "333333333333"
    endpoint:
      instance: {max: 12}
""".replace("DIGEST", "sha256:" + "0" * 64)

DIGEST = "sha256:" + "0" * 64
OBJECTS = "objects: {prefix: incoming/, format: csv}"
DATABASE = "jdbc: {url: 'jdbc:postgresql://db.internal:5432/crm', table: customers, secret_arn: SECRET}".replace(
    "SECRET", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:crm-AbCdEf"
)
DATA_SET = f"""\
datasets:
  customers: {{bucket: curated, from_bucket: raw, start: {{schedule: {{every: day}}}}, source: {{{OBJECTS}}}}}
"""

# What is replaced in GOOD, by what, and the whole of what is said: line, path and text of each problem.
WRONG: list[tuple[str, str, list[str]]] = [
    ("product: churn\n", "", ["1: product: is required: Name of the product; its stacks are <product>-<env>."]),
    (
        "product: churn",
        "product: Churn",
        ['1: product: "Churn" must be lower-case words joined by hyphens, for example churn or credit-risk'],
    ),
    (
        "product: churn",
        "product: a-very-long-product-name",
        ['1: product: "a-very-long-product-name" must have at most 20 characters'],
    ),
    ("owner: retention-team", "owner:", ["2: owner: null must be text (put it in quotes)"]),
    ('cost_center: "4711"', "cost_center: 4711", ["3: cost_center: 4711 must be text (put it in quotes)"]),
    (
        "owner: retention-team",
        "owner: 'a, b & c'",
        [
            '2: owner: "a, b & c" must be 1 to 256 letters, digits, spaces or . : / = + - @ _ (a tag\'s value)',
        ],
    ),
    (
        "data_classification: confidential",
        "data_classification: secret",
        ['4: data_classification: "secret" must be one of public, internal, confidential, restricted'],
    ),
    (
        "owner: retention-team",
        "ownr: retention-team",
        [
            "1: owner: is required: Team that answers for the stack.",
            '2: ownr: is not a key here; did you mean "owner"? (there are: account, alarms, cost_center, '
            "data, data_classification, datasets, disposable, endpoint, environments, feast, feature_store, features, "
            "logs, models, owner, pipelines, platform, product, promotion, queries, region, tracker, training)",
        ],
    ),
    (
        "  raw: {}\n",
        "  raw: {}\n  raw: {}\n",
        ["7: data.raw: repeats a key of line 6; keep one"],
    ),
    ("  raw: {}\n", "  raw: {noncurrent_days: 0}\n", ["6: data.raw.noncurrent_days: 0 must be at least 1"]),
    (
        "{noncurrent_days: 30}",
        "{noncurrent_days: 3.5}",
        ["7: data.curated.noncurrent_days: 3.5 must be a whole number"],
    ),
    (
        "{noncurrent_days: 30}",
        '{noncurrent_days: "30"}',
        ['7: data.curated.noncurrent_days: "30" must be a whole number'],
    ),
    (
        "{noncurrent_days: 30}",
        "{noncurrent_day: 30}",
        [
            '7: data.curated.noncurrent_day: is not a key here; did you mean "noncurrent_days"? '
            "(there are: from_outside, noncurrent_days, object_lock, reader_accounts, retention_days, tiering_days)"
        ],
    ),
    ("{noncurrent_days: 30}", "30", ["7: data.curated: 30 must be a mapping of keys"]),
    (
        "  raw: {}\n",
        "  Raw Data: {}\n",
        ['6: data.Raw Data: "Raw Data" must be lower-case words joined by - or _, for example raw'],
    ),
    (
        "  raw: {}\n",
        "  logs: {}\n",
        ["6: data.logs: is the name of another part of the product: choose another"],
    ),
    (
        "  usage:\n",
        "  raw:\n",
        ["9: features.raw: is the name of another part of the product: choose another"],
    ),
    (
        "    record_id: id",
        "    record_id: customer",
        ['10: features.usage.record_id: "customer" must be one of the features: id, at, charge'],
    ),
    ("    record_id: id\n", "", ["9: features.usage.record_id: is required: The feature that identifies a record."]),
    (
        "      at: string",
        "      at: integral",
        ["14: features.usage.features.at: the event time must be string (ISO 8601) or fractional (Unix seconds)"],
    ),
    (
        "      charge: fractional",
        "      charge: float",
        ['15: features.usage.features.charge: "float" must be one of string, integral, fractional'],
    ),
    (
        "      charge: fractional",
        "      monthly charge: fractional",
        [
            '15: features.usage.features.monthly charge: "monthly charge" must be 1 to 64 letters, digits, - or _, '
            "and start and end with a letter or digit, for example tenure_months",
        ],
    ),
    ("  data: curated", "  data: clean", ['17: training.data: "clean" must be one of data: raw, curated']),
    (
        "training:\n",
        f"{DATA_SET.replace('{bucket: curated', '{bucket: clean')}training:\n",
        ['17: datasets.customers.bucket: "clean" must be one of data: raw, curated'],
    ),
    (
        "training:\n",
        f"{DATA_SET.replace('from_bucket: raw', 'from_bucket: landing')}training:\n",
        ['17: datasets.customers.from_bucket: "landing" must be one of data: raw, curated'],
    ),
    (
        "features:\n",
        f"{DATA_SET.replace('bucket: curated, from', 'bucket: kept, from')}features:\n".replace(
            "datasets:", "  kept: {retention_days: 30}\ndatasets:"
        ),
        [
            "8: data.kept.retention_days: would delete the files of data set customers under its delta table: leave it "
            "out, and give the data set retention_days"
        ],
    ),
    (
        "training:\n",
        f"{DATA_SET.replace(OBJECTS, DATABASE)}training:\n",
        ["17: datasets.customers.source.jdbc: a database is reached from a network: name a platform"],
    ),
    (
        f"  image: {{repository: churn-train, digest: {DIGEST}}}",
        "  image: {repository: churn-train, digest: latest}",
        [
            '18: training.image.digest: "latest" must be an image digest: sha256: and 64 hexadecimal digits '
            "(tags move)",
        ],
    ),
    (
        "repository: churn-train",
        "repository: docker.io/library/Churn",
        [
            '18: training.image.repository: "docker.io/library/Churn" must be an ECR repository name, '
            "for example churn-train",
        ],
    ),
    ("at_least: 0.8", "at_least: high", ['19: training.gate.at_least: "high" must be a number']),
    (
        "{metric: auc, at_least: 0.8}",
        "{at_least: 0.8}",
        [
            "19: training.gate.metric: is required: Metric in evaluation.json, for example auc.",
        ],
    ),
    (
        "    artifact: models/1/model.tar.gz\n",
        "",
        ["21: endpoint.model.artifact: is required: Key of model.tar.gz in the artifact bucket."],
    ),
    (
        "type: ml.m5.large",
        "type: m5.large",
        ['24: endpoint.instance.type: "m5.large" must start with "ml.", for example ml.m5.large'],
    ),
    ("count: 2, max: 4", "count: 5, max: 4", ["24: endpoint.instance.max: 4 must be at least count, which is 5"]),
    ("count: 2, max: 4", "count: true, max: 4", ["24: endpoint.instance.count: true must be a whole number"]),
    (
        "  local: {disposable: true}",
        "  local: {disposable: yes}",
        [
            '26: environments.local.disposable: "yes" must be true or false',
        ],
    ),
    (
        "  prod:\n",
        "  production:\n",
        ["28: environments.production: is no environment; there are local, dev, staging, prod"],
    ),
    (
        "  local: {disposable: true}",
        "  local: true",
        [
            "26: environments.local: must be a mapping of the values that differ",
        ],
    ),
    ("{max: 12}", "{max: 1}", ["31: environments.prod.endpoint.instance.max: 1 must be at least count, which is 2"]),
    (
        "{max: 12}",
        "{maximum: 12}",
        [
            '31: environments.prod.endpoint.instance.maximum: is not a key here; did you mean "max"? '
            "(there are: count, invocations_per_minute, max, type)",
        ],
    ),
    (
        'account: "333333333333"',
        "account: 333333333333",
        ["29: environments.prod.account: 333333333333 must be text (put it in quotes)"],
    ),
    (
        'account: "333333333333"',
        'account: "33"',
        [
            '29: environments.prod.account: "33" must be an AWS account\'s 12 digits, in quotes, '
            'for example "123456789012"'
        ],
    ),
    (
        "owner: retention-team",
        "owner: retention-team\nregion: Ireland",
        ['3: region: "Ireland" must be an AWS region, for example eu-west-1'],
    ),
    (
        "owner: retention-team",
        "owner: retention-team\npromotion: [dev, production]",
        ['3: promotion.1: "production" must be one of local, dev, staging, prod'],
    ),
    (
        "owner: retention-team",
        "owner: retention-team\npromotion: [dev, dev]",
        ['3: promotion: ["dev", "dev"] names an environment twice'],
    ),
    ("product: churn", "product: [churn", ["2: is not YAML: expected ',' or ']', but got ':'"]),
    (
        "product: churn",
        "\tproduct: churn",
        [
            "1: is not YAML: found character '\\t' that cannot start any token",
        ],
    ),
    ("owner: retention-team", "owner: &o [*o]", ["1: has an alias that refers to itself"]),
    (
        "owner: retention-team",
        "owner: !!python/name:os.system x",
        [
            "2: is not YAML: could not determine a constructor for the tag 'tag:yaml.org,2002:python/name:os.system'",
        ],
    ),
]
