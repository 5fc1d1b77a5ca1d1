"""The API before anything was published."""


def test_an_empty_log_answers_with_empty_lists(read, db):
    assert read.json("events/") == {"as_of_seq": 0, "next": None, "previous": None, "results": []}
    assert read.json("changes/") == {"next_since": 0, "newest_seq": 0, "next": None, "results": []}
