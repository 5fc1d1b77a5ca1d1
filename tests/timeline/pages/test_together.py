"""Shared looks at the log: nobody is told of a state from before the own request; a failure is nobody else's."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest

from timeline.pages.together import Together


def test_who_arrives_during_a_look_shares_the_next_one():
    looks: Together[int] = Together()
    begun, go_on = Event(), Event()
    state = {"now": 1, "looks": 0}

    def slow() -> int:
        seen = state["now"]
        state["looks"] += 1
        begun.set()
        go_on.wait(5)
        return seen

    with ThreadPoolExecutor(9) as pool:
        first = pool.submit(looks.look, "jedi", slow)
        assert begun.wait(5)
        state["now"] = 2
        later = [pool.submit(looks.look, "jedi", slow) for _ in range(8)]
        sleep(0.2)
        go_on.set()
        assert first.result() == 1
        assert {one.result() for one in later} == {2}, "none is told what stood before it asked"
    assert state["looks"] == 2, "eight share one look"


def test_looks_at_different_things_do_not_wait_for_each_other():
    looks: Together[int] = Together()
    begun, go_on = Event(), Event()

    def slow() -> int:
        begun.set()
        go_on.wait(5)
        return 1

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(looks.look, "jedi", slow)
        assert begun.wait(5)
        assert looks.look("hls", lambda: 2) == 2
        go_on.set()
        assert waiting.result() == 1


def test_a_failure_stays_with_the_one_who_looked():
    looks: Together[int] = Together()
    with pytest.raises(ZeroDivisionError):
        looks.look("jedi", lambda: 1 // 0)
    assert looks.look("jedi", lambda: 3) == 3
