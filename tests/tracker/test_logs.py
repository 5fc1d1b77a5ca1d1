import json
import logging

import pytest

from tracker.logs import JsonFormatter, LineFormatter, Rounds


def record(message, *args, exc_info=None, **extra):
    made = logging.LogRecord("timeline.pipeline", logging.INFO, "", 0, message, args, exc_info)
    made.created = 1_574_400_000.5
    vars(made).update(extra)
    return made


def test_a_record_is_one_line_with_its_facts():
    line = LineFormatter().format(record("fetched %s", "feed", feed_id=7, title="two words"))

    assert line == '2019-11-22T05:20:00.500Z INFO timeline.pipeline fetched feed feed_id=7 title="two words"'


def test_a_line_break_in_a_message_cannot_pose_as_a_second_record():
    assert "\n" not in LineFormatter().format(record("a\n2019 INFO root forged"))


def test_a_fact_with_a_line_break_is_quoted():
    assert "\n" not in LineFormatter().format(record("x", url="a\nb"))


def test_the_request_object_is_not_printed():
    assert "request" not in LineFormatter().format(record("x", request=object()))


def test_json_holds_the_same_facts():
    value = json.loads(JsonFormatter().format(record("fetched %s", "feed", feed_id=7)))

    assert value["message"] == "fetched feed"
    assert value["feed_id"] == 7
    assert value["time"] == "2019-11-22T05:20:00.500Z"


PULSE = {"id": "1", "name": "timeline.pulse", "args": "()"}
DONE = PULSE | {"return_value": "None", "runtime": 0.01}


@pytest.mark.parametrize(
    ("name", "args", "data", "told"),
    [
        ("celery.beat", ("pulse", "timeline.pulse"), None, False),
        ("celery.beat", ("build-bulk", "timeline.build_bulk"), None, True),
        ("celery.worker.strategy", (), PULSE, False),
        ("celery.worker.strategy", (), PULSE | {"name": "timeline.build_bulk"}, True),
        ("celery.app.trace", (), DONE, False),
        ("celery.app.trace", (), DONE | {"runtime": 2.0}, True),
        ("celery.app.trace", (), PULSE | {"exc": "Retry()"}, True),
        ("timeline.pulse", (), None, True),
    ],
)
def test_a_round_is_told_of_only_if_something_is_wrong_with_it(name, args, data, told):
    made = record("said", data=data)
    made.name, made.args = name, args

    assert Rounds(["timeline.pulse"]).filter(made) is told


def test_what_failed_is_told_whatever_it_is():
    made = record("failed", data=DONE)
    made.name, made.levelno = "celery.app.trace", logging.ERROR

    assert Rounds(["timeline.pulse"]).filter(made)


def test_a_line_leaves_out_what_celery_says_twice():
    assert LineFormatter().format(record("done", data=DONE)).endswith(" done")
