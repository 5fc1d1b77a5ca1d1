"""Links between events: what the one function that writes them refuses, and that two writers cannot make a cycle."""

import itertools
import threading

import pytest
from django.db import connection, connections

from contracts.dates import PartialDate
from tests.factories import make_dispute, make_event
from timeline.link_rules import find_cycle
from timeline.links import LinkRefused, NewLink, add_links, check_links_of, link, replace_links
from timeline.models import EventLink


@pytest.mark.django_db
def test_a_later_event_links_to_an_earlier_one_and_twice_is_once():
    cause, effect = make_event(date="2019-10-25"), make_event(date="2019-11-22")
    first = link(source=effect, target=cause, relation="responds-to")
    assert link(source=effect, target=cause, relation="responds-to") == first
    assert EventLink.objects.count() == 1


@pytest.mark.django_db
def test_an_effect_before_its_cause_is_refused_and_the_refusal_names_both():
    cause = make_event(date="2019-11-22", title={"en": "AWS files suit"})
    effect = make_event(date="2019-11-21", title={"en": "Court rules early"})
    with pytest.raises(LinkRefused, match=r"Court rules early.*AWS files suit"):
        link(source=effect, target=cause, relation="decides")
    assert not EventLink.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("effect", "until", "cause", "allowed"),
    [
        ("2019-11-22", None, "2019-11-22", True),
        ("2019-11", None, "2019-11-22", True),
        ("2019-11-22", None, "2019-11", True),
        ("2019", None, "2019-11-22", True),
        ("2019-10", None, "2019-11-01", False),
        ("2019-11-22T09:00-05:00", None, "2019-11-22T14:30-05:00", False),
        ("2019-11-20", "2019-11-25", "2019-11-22", True),
    ],
)
def test_only_an_effect_that_is_wholly_before_its_cause_is_refused(effect, until, cause, allowed):
    later, earlier = make_event(date=effect, until=until), make_event(date=cause)
    if allowed:
        assert link(source=later, target=earlier, relation="follows-from")
        return
    with pytest.raises(LinkRefused):
        link(source=later, target=earlier, relation="follows-from")


@pytest.mark.django_db
def test_a_cycle_over_several_links_is_refused_and_named():
    events = [make_event(date="2019-11-22", title={"en": f"Step {n}"}) for n in range(4)]
    add_links([NewLink(a.pk, b.pk, "follows-from") for a, b in itertools.pairwise(events)])
    with pytest.raises(LinkRefused, match="in a circle") as refused:
        link(source=events[3], target=events[0], relation="follows-from")
    assert all(f"Step {n}" in str(refused.value) for n in range(4))
    assert EventLink.objects.count() == 3


@pytest.mark.django_db
def test_an_event_cannot_be_linked_to_itself():
    event = make_event()
    with pytest.raises(LinkRefused, match="itself"):
        link(source=event, target=event, relation="amends")


@pytest.mark.django_db
def test_replacing_links_writes_all_or_none():
    cause, effect, other = make_event(date="2019-01-01"), make_event(date="2019-02-02"), make_event(date="2019-03-03")
    link(source=effect, target=cause, relation="decides")
    with pytest.raises(LinkRefused):
        replace_links(of=[effect.pk], links=[NewLink(effect.pk, other.pk, "decides")])
    assert EventLink.objects.get().target == cause
    replace_links(of=[effect.pk], links=[])
    assert not EventLink.objects.exists()


@pytest.mark.django_db
def test_moving_an_event_before_its_cause_is_found():
    cause, effect = make_event(date="2019-10-25"), make_event(date="2019-11-22")
    link(source=effect, target=cause, relation="responds-to")
    cause.date = PartialDate.parse("2019-12-01")
    cause.save()
    with pytest.raises(LinkRefused):
        check_links_of(cause)


@pytest.mark.django_db(transaction=True)
def test_two_writers_at_once_cannot_close_a_cycle():
    dispute = make_dispute()
    one, two = make_event(dispute=dispute), make_event(dispute=dispute)
    refused, meet = [], threading.Barrier(2)

    def write(source, target):
        try:
            meet.wait()
            link(source=source, target=target, relation="follows-from")
        except LinkRefused as error:
            refused.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write, args=pair) for pair in ((one, two), (two, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert EventLink.objects.count() == 1
    assert connection.in_atomic_block is False


def test_a_chain_longer_than_the_stack_is_walked():
    edges = [(n, n + 1) for n in range(50_000)]
    assert find_cycle(edges) is None
    cycle = find_cycle([*edges, (50_000, 49_990)])
    assert cycle is not None
    assert cycle[0] == cycle[-1]
    assert len(cycle) == 12
