"""The automatic stay of a protest: what starts, overrides, restores and ends it."""

from contracts.procedure import (
    Link,
    Relation,
    derive,
    flag_on,
)
from tests.contracts.procedure.steps import cofc, day, gao, step


def test_the_stay_is_overridden_restored_and_ends_with_the_protest() -> None:
    steps = [
        step("2024-01-02", "gao.filed"),
        step("2024-01-04", "stay.imposed"),
        step("2024-01-20", "stay.override"),
        step("2024-03-01", "stay.override_set_aside"),
        step("2024-04-10", "gao.decided", disposition="denied"),
    ]
    derived = derive(gao(), steps)
    assert [change.state for change in derived.stay_states] == ["in-effect", "overridden", "reinstated", "lifted"]
    assert derived.stay_states[-1].step is None
    assert flag_on(derived.stay_states, day("2024-02-01")) == "overridden"
    assert flag_on(derived.stay_states, day("2024-01-01")) is None


def test_the_stay_goes_on_while_another_protest_of_the_group_is_open() -> None:
    other = (step("2024-01-08", "gao.filed", event="other"), step("2024-05-02", "gao.dismissed", event="other-end"))
    steps = [
        step("2024-01-02", "gao.filed"),
        step("2024-01-04", "stay.imposed"),
        step("2024-04-10", "gao.decided", disposition="denied"),
    ]
    open_ = derive(gao(links=(Link(Relation.GROUP, "other", "GAO", other[:1]),)), steps)
    ended = derive(gao(links=(Link(Relation.GROUP, "other", "GAO", other),)), steps)
    assert open_.stay == "in-effect"
    assert (ended.stay_states[-1].state, ended.stay_states[-1].since) == ("lifted", day("2024-05-02"))


def test_an_override_without_a_stay_is_refused() -> None:
    derived = derive(gao(), [step("2024-01-02", "gao.filed"), step("2024-01-20", "stay.override")])
    assert [refusal.rule for refusal in derived.refused] == ["stay-override-without-stay"]
    assert derived.stay is None


def test_there_is_no_automatic_stay_in_court() -> None:
    derived = derive(cofc(), [step("2024-01-02", "cofc.filed"), step("2024-01-04", "stay.imposed")])
    assert [refusal.rule for refusal in derived.refused] == ["no-stay-in-court"]


def test_a_protest_of_the_group_filed_after_the_end_does_not_hold_the_old_stay() -> None:
    later = Link(Relation.GROUP, "other", "GAO", (step("2024-05-02", "gao.filed"),))
    steps = [
        step("2024-01-02", "gao.filed"),
        step("2024-01-03", "stay.imposed"),
        step("2024-04-10", "gao.decided", disposition="denied"),
    ]
    derived = derive(gao(links=(later,)), steps)
    assert flag_on(derived.stay_states, day("2024-04-10")) == "lifted"
