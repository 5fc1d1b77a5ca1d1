import pytest

from tracker import environment


def test_an_address_becomes_a_database_entry():
    entry = environment.database("postgresql://us%40er:p%2Fw@db.example:5433/rec%20ord?sslmode=require")

    assert entry["USER"] == "us@er"
    assert entry["PASSWORD"] == "p/w"
    assert (entry["HOST"], entry["PORT"], entry["NAME"]) == ("db.example", "5433", "rec ord")
    assert entry["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize(
    ("servers", "host", "port"),
    [
        ("a:1,b:2", "a,b", "1,2"),
        ("a,b", "a,b", ""),
        ("a,b:2", "a,b", ",2"),
        ("10.0.0.1:5432,[fd00::2]:5432", "10.0.0.1,fd00::2", "5432,5432"),
    ],
)
def test_of_several_servers_the_one_that_takes_writes_is_meant(servers, host, port):
    entry = environment.database(f"postgresql://user:secret@{servers}/record")

    assert (entry["HOST"], entry["PORT"]) == (host, port)
    assert entry["OPTIONS"] == {"target_session_attrs": "read-write"}


def test_an_address_says_itself_which_of_several_servers_it_means():
    entry = environment.database("postgresql://user:secret@a,b/record?target_session_attrs=any")

    assert entry["OPTIONS"] == {"target_session_attrs": "any"}


@pytest.mark.parametrize(
    "url", ["sqlite:///x.db", "mysql://h/x", "postgresql://host", "nonsense", "postgresql://a:1,b:x/name"]
)
def test_other_databases_are_refused(url):
    with pytest.raises(environment.BadSetting):
        environment.database(url)


def test_the_cache_lives_beside_the_broker():
    assert environment.next_redis_database("redis://:p@h:1/0") == "redis://:p@h:1/1"
    assert environment.next_redis_database("redis://h:1") == "redis://h:1/1"


@pytest.mark.parametrize("url", ["http://h/0", "redis://h/name"])
def test_an_odd_broker_address_is_refused(url):
    with pytest.raises(environment.BadSetting):
        environment.next_redis_database(url)


@pytest.mark.parametrize(("word", "meaning"), [("1", True), ("Yes", True), ("off", False), ("0", False)])
def test_a_flag_is_read(monkeypatch, word, meaning):
    monkeypatch.setenv("A_FLAG", word)

    assert environment.flag("A_FLAG", default=not meaning) is meaning


def test_a_flag_that_is_neither_is_refused(monkeypatch):
    monkeypatch.setenv("A_FLAG", "perhaps")

    with pytest.raises(environment.BadSetting, match="A_FLAG"):
        environment.flag("A_FLAG")


def test_an_empty_variable_counts_as_absent(monkeypatch):
    monkeypatch.setenv("A_TEXT", "  ")

    assert environment.text("A_TEXT", "default") == "default"


def test_a_number_that_is_none_is_refused(monkeypatch):
    monkeypatch.setenv("A_NUMBER", "many")

    with pytest.raises(environment.BadSetting, match="A_NUMBER"):
        environment.number("A_NUMBER", 1)


def test_a_list_loses_blanks_and_empty_parts(monkeypatch):
    monkeypatch.setenv("A_LIST", " a, ,b ,")

    assert environment.words("A_LIST") == ["a", "b"]
