"""Living: what a test makes of any kind, and how that is asked for, looked at and ended."""

from botocore.exceptions import ClientError

from tests.local.cloud.sagemaker.asking import snake, until
from tests.local.cloud.sagemaker.lives import BY_NOUN

PASSING = {
    "Pending",
    "Creating",
    "CREATING",
    "Updating",
    "Deleting",
    "Starting",
    "Stopping",
    "Initializing",
    "InProgress",
}
PASSING |= {status.upper() for status in PASSING} | {"CreateInProgress", "UpdateInProgress", "DeleteInProgress"}


class Living:
    """SageMaker, and what was made of each kind."""

    def __init__(self, client):
        self.client = client
        self.named = {}
        self.made = []

    def ask(self, verb, life, **more):
        return getattr(self.client, f"{verb}_{snake(life.noun)}")(**more)

    def create(self, life):
        for need in life.needs:
            if BY_NOUN[need] not in self.made:
                self.create(BY_NOUN[need])
        known = {name: self.named[name] for name in life.keys if name in self.named and name not in life.create}
        answer = self.ask("create", life, **known, **life.create)
        self.made.append(life)
        given = {**known, **life.create, **answer}
        arn = next((value for value in answer.values() if str(value).startswith("arn:")), "")
        given.setdefault("DomainId", arn.rpartition("/")[2])
        self.named.update({name: given[name] for name in life.keys})
        told = self.settled(life)
        return arn or told[f"{life.noun}Arn"]

    def key(self, life):
        return {name: self.named[name] for name in life.keys}

    def describe(self, life):
        told = self.ask("describe", life, **self.key(life))
        return told[life.within] if life.within else told

    def settled(self, life):
        return until(lambda: self.describe(life), lambda told: not PASSING & {str(v) for v in told.values()})

    def listed(self, life):
        operation = f"list_{snake(plural(life.noun))}"
        if not self.client.can_paginate(operation):
            return getattr(self.client, operation)()[life.list]
        pages = self.client.get_paginator(operation).paginate(PaginationConfig={"PageSize": 1})
        member = life.list
        return [each for page in pages for each in page[member or _lists(page)]]

    def delete(self, life):
        if life.noun == "InferenceExperiment":
            self.client.stop_inference_experiment(Name="shadow", ModelVariantActions={"v": "Retain"})
            self.settled(life)
        if life.noun == "NotebookInstance" and self.settled(life)["NotebookInstanceStatus"] == "InService":
            self.client.stop_notebook_instance(**self.key(life))
            self.settled(life)
        self.ask("delete", life, **self.key(life))
        return until(lambda: self._refusal(life), bool)

    def _refusal(self, life):
        try:
            told = self.describe(life)
        except ClientError as refused:
            return refused.response["Error"]["Code"]
        assert {"Deleting", "DELETING", "DeleteInProgress"} & {str(value) for value in told.values()}, told
        return None


def _lists(page):
    return next(name for name, value in page.items() if isinstance(value, list))


def plural(noun):
    return noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
