"""The rules of alarm: each fires when it should, none does on a well site, and they ask only for what is measured."""

import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from timeline.operations.metrics import written

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FOLDER = Path(__file__).resolve().parents[3] / "deploy" / "monitoring"
RULES = FOLDER / "alerts.yml"
ALERTS = [rule for group in yaml.safe_load(RULES.read_text())["groups"] for rule in group["rules"]]

# What a well site measures, minute by minute; "a+bxN" is Prometheus's notation of a series.
WELL = {
    'up{job="tracker"}': "1x120",
    'tracker_check{check="database"}': "1x120",
    'tracker_check{check="broker"}': "1x120",
    'tracker_check{check="workers"}': "1x120",
    'tracker_check{check="disk"}': "1x120",
    "tracker_pulse_age_seconds": "10x120",
    'tracker_answer_seconds_count{part="page",status="2xx"}': "0+100x120",
    'tracker_answer_seconds_count{part="page",status="5xx"}': "0x120",
    'tracker_answer_seconds_bucket{part="page",status="2xx",le="0.1"}': "0+100x120",
    'tracker_answer_seconds_bucket{part="page",status="2xx",le="2.5"}': "0+100x120",
    'tracker_answer_seconds_bucket{part="page",status="2xx",le="+Inf"}': "0+100x120",
    'tracker_work_oldest_seconds{kind="feed"}': "30x120",
    'tracker_work_oldest_seconds{kind="item"}': "2x120",
    'tracker_work_dead{kind="item"}': "0x120",
    'tracker_feeds{state="ok"}': "12x120",
    'tracker_feeds{state="blocked"}': "0x120",
    "tracker_log_unfollowed": "0x120",
    "tracker_database_connections": "20x120",
    "tracker_database_connections_most": "100x120",
}
# What is wrong where each fires.
ILL = {
    "SiteGone": {'up{job="tracker"}': "0x120"},
    "ServerGone": {'tracker_check{check="database"}': "0x120"},
    "WorkersSilent": {"tracker_pulse_age_seconds": "0+60x120"},
    "DiskNearlyFull": {'tracker_check{check="disk"}': "0x120"},
    "AnswersFail": {'tracker_answer_seconds_count{part="page",status="5xx"}': "0+2x120"},
    "AnswersSlow": {'tracker_answer_seconds_bucket{part="page",status="2xx",le="0.1"}': "0x120"},
    "WorkPilesUp": {'tracker_work_oldest_seconds{kind="item"}': "0+60x120"},
    "FeedsOverdue": {'tracker_work_oldest_seconds{kind="feed"}': "0+120x120"},
    "WorkGivenUp": {'tracker_work_dead{kind="item"}': "1x120"},
    "FeedSick": {'tracker_feeds{state="blocked"}': "1x120"},
    "LogUnfollowed": {"tracker_log_unfollowed": "500x120"},
    "DatabaseNearlyFull": {"tracker_database_connections": "95x120"},
}


def firing(tmp_path: Path, series: dict[str, str], expected: str) -> str:
    """Run the rules over two hours of a series; return what promtool says against the expectation, empty if nothing."""
    (tmp_path / "alerts.yml").write_text(RULES.read_text())
    names = [rule["alert"] for rule in ALERTS]
    test = {
        "rule_files": ["alerts.yml"],
        "evaluation_interval": "1m",
        "tests": [
            {
                "interval": "1m",
                "input_series": [{"series": name, "values": values} for name, values in series.items()],
                # Whether each fires is asked of the series that Prometheus makes of alerts.
                "promql_expr_test": [
                    {
                        "expr": f'count(ALERTS{{alertname="{name}",alertstate="firing"}}) or vector(0)',
                        "eval_time": "100m",
                        "exp_samples": [{"labels": "{}", "value": int(name == expected)}],
                    }
                    for name in names
                ],
            }
        ],
    }
    (tmp_path / "test.yml").write_text(yaml.safe_dump(test, sort_keys=False))
    command = ["promtool", "test", "rules", "test.yml"]
    said = subprocess.run(command, check=False, cwd=tmp_path, capture_output=True, text=True)
    return "" if said.returncode == 0 else said.stdout + said.stderr


needs_promtool = pytest.mark.skipif(shutil.which("promtool") is None, reason="Prometheus's promtool is not installed")


def test_every_alert_is_tried():
    assert [rule["alert"] for rule in ALERTS] == list(ILL)


@needs_promtool
@pytest.mark.parametrize("alert", ILL)
def test_an_alert_fires_when_something_is_wrong_and_no_other_does(alert, tmp_path):
    assert not firing(tmp_path, {**WELL, **ILL[alert]}, alert)


@needs_promtool
def test_a_well_site_alarms_nobody(tmp_path):
    assert not firing(tmp_path, WELL, "")


@pytest.mark.django_db
def test_what_rules_and_dashboard_ask_for_is_measured():
    measured = set(re.findall(r"^# TYPE (\w+)", written(now=NOW).decode(), re.MULTILINE))
    measured = {name for name in measured if not name.endswith("_created")}
    asked = set(re.findall(r"\btracker_\w+", RULES.read_text() + (FOLDER / "dashboard.json").read_text()))
    known = {re.sub(r"_(count|bucket|sum)$", "", name) if name not in measured else name for name in asked}

    assert known <= measured | {"tracker_pulse_age_seconds"}  # there is none before the first sign of life
    assert measured - {"tracker_answer_seconds"} <= known | {"tracker_answer_seconds"}, "measured, but nobody looks"


def test_each_alert_says_what_and_where_to_look():
    assert all(rule["annotations"].keys() == {"summary", "look"} for rule in ALERTS)
    assert {rule["labels"]["severity"] for rule in ALERTS} == {"page", "look"}
