"""Quality rules: what Glue takes is taken, and what it would refuse is refused with the rule's name and the fix."""

import pytest
from pulumi_mlops.data.quality import RULES, RuleError, check, ruleset

COLUMNS = ("id", "charge", "at", "country")
GOOD = [
    "RowCount > 0",
    "RowCount between 100 and 10000",
    "RowCount > avg(last(10)) * 0.8",
    "ColumnCount = 4",
    'IsComplete "id"',
    'IsUnique "id"',
    'IsPrimaryKey "id" "at"',
    'Completeness "charge" >= 0.95',
    'Completeness "charge" > 0.9 where "country = \'DE\'"',
    'ColumnExists "at"',
    'ColumnDataType "charge" = "Integer"',
    'ColumnLength "id" between 5 and 10',
    'ColumnNamesMatchPattern "[a-z_]+"',
    'ColumnValues "charge" between 0 and 1000',
    'ColumnValues "charge" >= -1.5',
    'ColumnValues "country" in ["DE", "FR"]',
    'ColumnValues "country" not in ["XX"]',
    'ColumnValues "country" in ["DE", "FR"] with threshold > 0.9',
    'ColumnValues "country" matches "[A-Z]{2}"',
    'ColumnValues "country" != NULL',
    'ColumnValues "at" > now()',
    'DataFreshness "at" < 24 hours',
    'DistinctValuesCount "country" > 3',
    'Entropy "country" > 1',
    'Mean "charge" between 10 and 90',
    'StandardDeviation "charge" < 10',
    'Sum "charge" > 0',
    'Uniqueness "id" = 1.0',
    'UniqueValueRatio "id" > 0.9',
    'ColumnCorrelation "charge" "id" > 0.1',
    'CustomSql "select count(*) from primary where charge < 0" = 0',
    'CustomSql "select id from primary where charge < 0"',
    '(IsComplete "id") and (RowCount > 0)',
    '((IsComplete "id") or (IsComplete "at")) and (RowCount > 0)',
]
BAD = [
    ("", "a rule's type must come here, and the rule ends"),
    ("RowCount", "RowCount needs what it is compared with, for example RowCount ... > 0"),
    ("RowCount >", "a number must come here, and the rule ends"),
    ("RowCount > many", "a number must come here, not many"),
    ("RowCount > 0 and", "ends with 'and', which belongs to no part of a rule"),
    ('RowCount "id" > 0', "RowCount takes 0 in double quotes, not 1"),
    ("rowcount > 0", "rowcount is no rule type: it is spelled RowCount"),
    ("IsNotNull id", f"IsNotNull is no rule type: it must be one of {', '.join(RULES)}"),
    ("IsComplete id", 'a column stands in double quotes: IsComplete "id"'),
    ("IsComplete 'id'", '"\'" is no part of DQDL (texts and columns stand in double quotes)'),
    ("IsComplete", "IsComplete takes 1 in double quotes, not 0"),
    ('IsComplete "name"', '"name" must be one of the columns: id, charge, at, country'),
    ('IsComplete "id" > 0.9', "IsComplete compares with nothing: leave out >"),
    ('IsPrimaryKey "id" "name"', '"name" must be one of the columns: id, charge, at, country'),
    ('ColumnCorrelation "id" > 0', "ColumnCorrelation takes 2 in double quotes, not 1"),
    ('Completeness "id"', "Completeness needs what it is compared with, for example Completeness ... > 0"),
    ('Completeness "id" between 0', "and is missing, as in between 1 and 10"),
    ('Completeness "id" not 1', "not is followed by between, in or matches"),
    ('ColumnValues "id" in "a"', '\'[\' is missing: a list of values is written in ["a", "b"]'),
    ('ColumnValues "id" in ["a"', "']' is missing: the list is not closed"),
    ('ColumnValues "id" matches "[a"', '"[a" is no regular expression: unterminated character set at position 0'),
    ('ColumnValues "id" in ["a"] with > 1', "threshold is missing, as in with threshold > 0.9"),
    ('ColumnDataType "id" = Integer', "a text in double quotes must come here, not Integer"),
    ('DataFreshness "at" < 24', "an age has a unit: hours, days or minutes"),
    ('(IsComplete "id") and IsComplete "at"', "'(' is missing: each rule of and and or stands in parentheses"),
    ('(IsComplete "id"', "')' is missing: a parenthesis is not closed"),
    ("RowCount > last(3", "')' is missing: last is not closed"),
    ('Completeness "id" > 0.5 where country', "a condition in double quotes after where"),
]


@pytest.mark.parametrize("rule", GOOD)
def test_a_rule_of_glue_is_taken(rule):
    check(rule, COLUMNS)


@pytest.mark.parametrize(("rule", "told"), BAD)
def test_a_rule_that_glue_would_refuse_is_refused_with_what_is_wrong(rule, told):
    with pytest.raises(RuleError) as error:
        check(rule, COLUMNS)
    assert str(error.value).startswith(told)


def test_each_kind_of_rule_has_a_row_that_is_taken():
    assert {name for name in RULES if not any(name in rule for rule in GOOD)} == set()


def test_columns_that_nobody_knows_are_not_asked_for():
    check('IsComplete "anything"')


def test_the_rules_become_one_ruleset():
    assert ruleset(["RowCount > 0", 'IsUnique "id"']) == 'Rules = [RowCount > 0, IsUnique "id"]'
