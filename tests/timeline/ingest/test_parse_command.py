import io
import json

import pytest
from django.core.management import CommandError, call_command

FEED = b"<rss version='2.0'><channel><item><guid>1</guid><title>Protest filed</title></item><item/></channel></rss>"


def run(*arguments):
    out, err = io.StringIO(), io.StringIO()
    call_command("parse", *map(str, arguments), stdout=out, stderr=err)
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue()


def test_a_file_is_printed_as_json_lines_and_its_bad_entries_are_named(tmp_path):
    (tmp_path / "feed.xml").write_bytes(FEED)
    items, errors = run("feed", tmp_path / "feed.xml")
    assert [(item["key"], item["title"], item["kind"]) for item in items] == [("1", "Protest filed", "feed-entry")]
    assert items[0]["published"]["precision"] == "none"
    assert "entry 2" in errors


def test_a_file_that_cannot_be_read_is_an_error_in_words(tmp_path):
    (tmp_path / "page.html").write_bytes(b"<html><title>News</title></html>")
    with pytest.raises(CommandError, match="Not the expected format"):
        run("feed", tmp_path / "page.html")
    with pytest.raises(CommandError, match="cannot be read"):
        run("feed", tmp_path / "absent.xml")
    with pytest.raises(CommandError, match="invalid choice"):
        run("no-such-source", tmp_path / "page.html")


def test_no_more_of_a_file_is_read_than_would_be_taken_from_the_web():
    with pytest.raises(CommandError, match="larger than the 10,000,000 bytes allowed"):
        call_command("parse", "feed", "/dev/zero")
