import pytest

from tracker.broker import broker
from tracker.environment import BadSetting


def test_redis_is_looked_into_lane_by_lane():
    url, options = broker("redis://:pw@127.0.0.1:6379/0")

    assert url == "redis://:pw@127.0.0.1:6379/0"
    assert options["queue_order_strategy"] == "priority"
    assert options["visibility_timeout"] > 3_060, "longer than the longest task"


def test_sentinels_are_asked_for_their_master():
    url, options = broker("sentinel://:pw@a:26379/0; sentinel://:pw@b:26379/0", master="tracker", sentinel_password="s")

    assert url == "sentinel://:pw@a:26379/0;sentinel://:pw@b:26379/0"
    assert (options["master_name"], options["sentinel_kwargs"]) == ("tracker", {"password": "s"})


def test_rabbitmq_needs_no_options_of_redis():
    assert broker("amqps://u:p@rabbit:5671/tracker") == ("amqps://u:p@rabbit:5671/tracker", {})


@pytest.mark.parametrize(
    ("url", "more", "told"),
    [
        ("", {}, "nothing"),
        ("memory://", {}, "memory"),
        ("sentinel://a:26379", {}, "BROKER_MASTER"),
        ("redis://a/0", {"master": "tracker"}, "BROKER_MASTER"),
        ("redis://a/0;redis://b/0", {}, "several"),
        ("redis://a/0;amqp://b", {}, "amqp, redis"),
        ("amqp:///vhost", {}, "host"),
    ],
)
def test_an_address_that_would_fail_later_is_refused_with_the_reason(url, more, told):
    with pytest.raises(BadSetting, match=told):
        broker(url, **more)
