"""A small published record with running and settled clocks: a GAO protest of 6 August 2018, decided on day 100."""

from contracts.models import Dispute, Protest
from tests.factories import make_contract, make_event, make_party, make_protest
from timeline.models import Event, EventStep
from timeline.publishing import publish


def due_record(*, decided: bool = True, docket: str = "") -> tuple[Dispute, Protest, list[Event]]:
    """Publish the protest with its filing and, if `decided`, its decision on 14 November 2018."""
    contract = make_contract()
    protest = make_protest(dispute=contract.dispute, protester=make_party(), docket=docket, forum="GAO")
    protest.contracts.set([contract])
    events = [step_event(protest, "2018-08-06", "protest-filed", "gao.filed")]
    if decided:
        events.append(step_event(protest, "2018-11-14", "decision", "gao.decided", disposition="denied"))
    publish([contract.dispute, contract, protest, *events])
    return contract.dispute, protest, events


def step_event(protest: Protest, day: str, kind: str, code: str, **step: str) -> Event:
    """Make an unpublished event that moves a protest."""
    event = make_event(dispute=protest.dispute, protest=protest, date=day, type=kind)
    EventStep.objects.create(event=event, protest=protest, step=code, **step)
    return event
