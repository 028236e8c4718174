"""What the rules on what is written down about an account say."""

import pytest
from mlops_policy.values import UNKNOWN

from tests.policies.rows import Row, Table, bad, cases, fixed, good, judge, keeps, other, sets, unknown

DETECTOR, RECORDER = "aws:guardduty/detector:Detector", "aws:cfg/recorder:Recorder"
STATUS, TRAIL = "aws:cfg/recorderStatus:RecorderStatus", "aws:cloudtrail/trail:Trail"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/k"

HISTORY = "aws:cfg/retentionConfiguration:RetentionConfiguration"

TABLE: Table = {
    "trail-multi-region": [
        bad(TRAIL, {}, "isMultiRegionTrail is not true."),
        good(TRAIL, {"isMultiRegionTrail": True}),
        unknown(TRAIL, {"isMultiRegionTrail": UNKNOWN}, "isMultiRegionTrail"),
        other(RECORDER, {}),
    ],
    "trail-cmk": [
        bad(TRAIL, {}, "kmsKeyId is not set."),
        good(TRAIL, {"kmsKeyId": KEY}),
        unknown(TRAIL, {"kmsKeyId": UNKNOWN}),
        other(RECORDER, {}),
    ],
    "trail-validation": [
        bad(TRAIL, {}, "enableLogFileValidation is not true."),
        good(TRAIL, {"enableLogFileValidation": True}),
        unknown(TRAIL, {"enableLogFileValidation": UNKNOWN}, "enableLogFileValidation"),
        other(RECORDER, {}),
    ],
    "trail-on": [
        bad(TRAIL, {"enableLogging": False}, "enableLogging is false."),
        good(TRAIL, {}),
        unknown(TRAIL, {"enableLogging": UNKNOWN}, "enableLogging"),
        other(RECORDER, {"enableLogging": False}),
    ],
    "trail-to-logs": sets(TRAIL, "cloudWatchLogsGroupArn", "cloudWatchLogsRoleArn", value="arn:aws:logs:eu-west-1:1:x"),
    "recorder-on": [
        bad(STATUS, {}, "isEnabled is not true."),
        good(STATUS, {"isEnabled": True}),
        unknown(STATUS, {"isEnabled": UNKNOWN}, "isEnabled"),
        other(TRAIL, {}),
    ],
    "recorder-all": [
        bad(RECORDER, {"recordingGroup": {"allSupported": False}}, "recordingGroup.allSupported is false."),
        good(RECORDER, {}),
        unknown(RECORDER, {"recordingGroup": {"allSupported": UNKNOWN}}, "recordingGroup.allSupported"),
        other(TRAIL, {"recordingGroup": {"allSupported": False}}),
    ],
    "detector-on": [
        bad(DETECTOR, {"enable": False}, "enable is false."),
        good(DETECTOR, {}),
        unknown(DETECTOR, {"enable": UNKNOWN}, "enable"),
        other(TRAIL, {"enable": False}),
    ],
    "trail-global-events": [
        bad(TRAIL, {"includeGlobalServiceEvents": False}, "includeGlobalServiceEvents is false."),
        fixed(good(TRAIL, {"includeGlobalServiceEvents": True})),
        good(TRAIL, {}),
        unknown(TRAIL, {"includeGlobalServiceEvents": UNKNOWN}, "includeGlobalServiceEvents"),
        other(DETECTOR, {"includeGlobalServiceEvents": False}),
    ],
    "recorder-global": [
        bad(
            RECORDER,
            {"recordingGroup": {"includeGlobalResourceTypes": False}},
            "recordingGroup.includeGlobalResourceTypes is false.",
        ),
        good(RECORDER, {"recordingGroup": {"includeGlobalResourceTypes": True}}),
        unknown(RECORDER, {"recordingGroup": UNKNOWN}, "recordingGroup.includeGlobalResourceTypes"),
        other(DETECTOR, {}),
    ],
    "detector-feature-on": keeps(
        "aws:guardduty/detectorFeature:DetectorFeature", "status", "ENABLED", wrong="DISABLED"
    ),
    "config-history-kept": [
        bad(HISTORY, {"retentionPeriodInDays": 30}, "retentionPeriodInDays is less than 365."),
        bad(HISTORY, {}, "retentionPeriodInDays is less than 365."),
        good(HISTORY, {"retentionPeriodInDays": 731}),
        unknown(HISTORY, {"retentionPeriodInDays": UNKNOWN}, "retentionPeriodInDays"),
        other(DETECTOR, {}),
    ],
}


@pytest.mark.parametrize(("rule_id", "row"), cases(TABLE))
def test_a_rule_says_exactly_what_is_wrong(rule_id: str, row: Row) -> None:
    assert judge(rule_id, row) == row.said
