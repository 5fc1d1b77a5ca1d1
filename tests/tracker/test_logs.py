import json
import logging

from tracker.logs import JsonFormatter, LineFormatter


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
