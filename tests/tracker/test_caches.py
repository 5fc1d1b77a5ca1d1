import pytest

from tracker.caches import POOL, entry
from tracker.environment import BadSetting, next_redis_database


def test_a_cache_of_one_server_is_asked_without_sentinels():
    found = entry("redis://:pw@h:1/1")

    assert found["LOCATION"] == ["redis://:pw@h:1/1"]
    assert "pool_class" not in found["OPTIONS"]


def test_sentinels_are_one_address_and_are_told_whom_they_watch():
    found = entry("sentinel://:pw@a:1/1;sentinel://:pw@b:1/1", master="tracker", sentinel_password="s")

    assert found["LOCATION"] == ["sentinel://:pw@a:1/1;sentinel://:pw@b:1/1"]
    assert {"pool_class": POOL, "master": "tracker", "sentinel_password": "s"}.items() <= found["OPTIONS"].items()


def test_sentinels_without_a_name_are_refused():
    with pytest.raises(BadSetting, match="BROKER_MASTER"):
        entry("sentinel://:pw@a:1/1")


def test_the_cache_takes_the_next_database_behind_every_sentinel():
    assert next_redis_database("sentinel://:p@a:1/0; sentinel://:p@b:1/0") == "sentinel://:p@a:1/1;sentinel://:p@b:1/1"
