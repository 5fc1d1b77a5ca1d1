"""A believable record for the desk's tests, and clients that are logged in with one role each."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from contracts.models import (
    Award,
    Bid,
    Case,
    Contract,
    Dispute,
    Membership,
    Party,
    PartyIdentifier,
    Phase,
    Protest,
    Stay,
)
from tests import factories
from timeline import mail, roles
from timeline.codelists import LetterKind
from timeline.models import (
    ApiKey,
    AutomaticPublication,
    Capture,
    ChangeSet,
    Citation,
    Claim,
    Correction,
    Delivery,
    Event,
    EventAmount,
    EventImport,
    EventStep,
    Feed,
    Fetch,
    Lookup,
    OpenQuestion,
    ReaderReport,
    Rearrangement,
    ReturnedMail,
    Revision,
    ScheduledPublication,
    Source,
    Statement,
    Subscription,
    Watch,
    Webhook,
    WebhookMessage,
)
from timeline.publishing import publish


@dataclass
class Record:
    """One row of everything."""

    dispute: Dispute
    contract: Contract
    protest: Protest
    case: Case
    party: Party
    claim: Claim
    event: Event
    statement: Statement
    source: Source

    def all(self) -> list[Any]:
        return [getattr(self, field.name) for field in fields(self)]


def comes_in(event: Event, protest: Protest) -> None:
    """Make one row of everything that comes in or is asked."""
    now = timezone.now()
    candidate = factories.make_candidate(dispute=event.dispute)
    AutomaticPublication.objects.create(candidate=candidate, state="refused", reasons=["By names."], decided_at=now)
    Correction.objects.create(
        candidate=candidate,
        event=event,
        kind="edited",
        before={"title": "Old", "text": "It was.", "proposal": candidate.proposal},
        after={"title": "New", "text": "It is.", "proposal": candidate.proposal},
        item_revision=2,
        proposed_at=now,
    )
    Delivery.objects.create(hook="courtlistener", key="a-key", raw=b"{}", received_at=now, due_at=now)
    Lookup.objects.create(
        feed=Feed.objects.get(),
        key="cl:docket:1",
        url="https://x.example/1",
        reason="Its case.",
        due_at=now,
        created_at=now,
    )
    OpenQuestion.objects.create(
        protest=protest,
        deadline="x-GAO_DECISION_100-y",
        kind="overdue",
        asked={"en": "GAO decides was due; the record has nothing that met it."},
        due_on="2018-11-14",
        opened_at=now,
        changed_at=now,
    )
    ReaderReport.objects.create(message="The date is wrong.", lang="en", created_at=now)
    Fetch.objects.create(
        feed=Feed.objects.get(), url="https://feed.example", fetched_at=now, outcome="ok", state="nothing"
    )
    source = Source.objects.order_by("pk").first()
    capture = Capture.objects.create(source=source, url="https://x.example/1", captured_at=now, outcome="gone")
    Watch.objects.create(source=source, newest=capture, changed_at=now)
    Rearrangement.objects.create(
        kind="merge", model="timeline.event", from_pk=event.pk, from_name="One", into_pk=event.pk + 1, into_name="Other"
    )
    ScheduledPublication.objects.create(
        name="One", fingerprint="0" * 64, at=now, asked_at=now, asked_by=User.objects.create_user("planner")
    )
    EventImport.objects.create(name="events.csv", sha256="0" * 64, content=b"a\nb", rows=1, handed_in_at=now)


def goes_out() -> None:
    """Make one row of everything that is kept of readers who asked for something, and a letter."""
    now = timezone.now()
    ApiKey.objects.create(digest="0" * 64, hint="cdt_abcd", address="reporter@example.org", created_at=now)
    Subscription.objects.create(
        address="reporter@example.org", scope="dispute=jedi", rhythm="daily", lang="en", created_at=now
    )
    hook = Webhook.objects.create(
        address="reporter@example.org",
        url="https://newsroom.example/secret",
        kinds=["published"],
        lang="en",
        state="active",
        salt="0" * 64,
        created_at=now,
        answered_at=now,
    )
    WebhookMessage.objects.create(
        webhook=hook, message_id="msg_1", kind="news", type="event.published", seq=1, created_at=now, due_at=now
    )
    mail.put(kind=LetterKind.KEYS, address="reporter@example.org", subject="Keys", text="Here.", now=now)
    ReturnedMail.objects.create(digest="0" * 64, kind="unknown", excerpt="Subject: Hello", received_at=now)


@pytest.fixture
def record(db: None) -> Record:
    """One row of everything, with parts, nothing published."""
    dispute = factories.make_dispute(name="JEDI")
    agency = factories.make_party(name="Department of Defense", kind="agency")
    company = factories.make_party(name="Oracle America, Inc.", aliases=["Oracle", "Oracle, Inc."])
    contract = factories.make_contract(dispute=dispute, buyer=agency)
    Phase.objects.create(contract=contract, name={"en": "Bids"}, start="2018-07-26")
    bid = Bid.objects.create(contract=contract, bidder=company, outcome="excluded", ended="2019-04-10")
    award = Award.objects.create(contract=contract, date="2019-10-25")
    award.suppliers.set([company])
    PartyIdentifier.objects.create(party=company, scheme="wikidata", identifier="Q19900")
    Membership.objects.create(member=company, organization=agency, post="supplier")
    protest = factories.make_protest(dispute=dispute, protester=company)
    protest.contracts.set([contract])
    stay = Stay.objects.create(protest=protest, kind="cica-stay", start="2018-08-07")
    earlier = factories.make_event(dispute=dispute, date="2018-01-01")
    event = factories.make_event(
        dispute=dispute, protest=protest, contracts=[contract], parties={company: "protester"}, date="2018-08-06"
    )
    EventStep.objects.create(event=event, protest=protest, step="gao.filed")
    EventAmount.objects.create(event=event, amount=10_000_000_000, what={"en": "ceiling"})
    event.links.create(source=event, target=earlier, relation="responds-to")
    claim = factories.make_claim(dispute=dispute)
    statement = factories.make_statement(event=event, claim=claim)
    source = factories.make_source()
    comes_in(event, protest)
    goes_out()
    for target in ({"contract": contract}, {"protest": protest}, {"party": company}, {"bid": bid}, {"stay": stay}):
        Citation.objects.create(source=source, **target)
    rows = (dispute, contract, protest, protest.cases.get(), company, claim, event, statement, source)
    for row in rows:
        row.refresh_from_db()
    return Record(*rows)


@pytest.fixture
def published(record: Record) -> Record:
    """The same, all of it published in one act."""
    publish([record.dispute, record.contract, record.protest, record.claim, record.event, record.statement])
    for row in record.all():
        row.refresh_from_db()
    assert ChangeSet.objects.exists()
    assert Revision.objects.exists()
    return record


@pytest.fixture
def client_as(db: None) -> Callable[[str], Client]:
    """Return `client_as("publisher")`, a client logged in with one role (or "superuser", or "" for no role at all)."""

    def log_in(role: str) -> Client:
        user = User.objects.create_user(f"{role or 'nobody'}-user", is_staff=True, is_superuser=role == "superuser")
        if role in roles.ROLES:
            user.groups.add(Group.objects.get(name=role))
        client = Client()
        client.force_login(user)
        return client

    return log_in
