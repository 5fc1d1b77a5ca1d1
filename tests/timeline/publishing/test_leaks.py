"""Doors through which an unpublished or removed word could reach a reader, each tried with a marker in every table."""

import pytest
from django.db import connection

from tests.factories import make_claim, make_event, make_party, make_protest, make_source, make_statement
from timeline.models import Citation, EventStep, RecordOrigin, Revision
from timeline.publishing import PublishingRefused, merge, publish, readdress, standing, take_down

pytestmark = pytest.mark.django_db
MARK = "zanzibarword"
READ_TABLES = (
    "timeline_revision",
    "timeline_changeset",
    "timeline_entry",
    "timeline_evententry",
    "timeline_eventscope",
    "timeline_reference",
    "timeline_part",
)


def tables_with(word: str) -> list[str]:
    found = []
    with connection.cursor() as cursor:
        for table in READ_TABLES:
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text ILIKE %s", [f"%{word}%"])  # noqa: S608
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def test_a_statement_does_not_carry_unpublished_edits_of_its_event():
    event = make_event(date="2019-11-22")
    statement = make_statement(event=event, date="2019-11-22")
    publish([event, statement])
    event.date_public, event.public_basis = "2031-03-03", "release"
    event.protest = make_protest(dispute=event.dispute, docket=f"B-{MARK}")
    event.save()
    statement.note = {"en": "Changed."}
    statement.save()
    publish([statement])
    assert tables_with(MARK) == []
    assert tables_with("2031-03-03") == []
    publish([event])
    assert tables_with("2031-03-03")


def test_publishing_an_event_carries_its_new_day_to_its_statements():
    event = make_event(date="2019-11-22")
    statement = make_statement(event=event, date="2019-11-22")
    publish([event, statement])
    event.date_public, event.public_basis = "2019-12-09", "release"
    event.save()
    done = publish([event])
    assert done.kinds[("event", statement.public_id)] == "refreshed"
    assert standing(statement).changes == ()


def test_an_unpublished_docket_does_not_leak_through_an_event():
    protest = make_protest(docket="B-1")
    case = protest.cases.get()
    event = make_event(dispute=protest.dispute, protest=protest)
    step = EventStep.objects.create(event=event, protest=protest, step="gao.filed")
    step.cases.add(case)
    publish([protest, event])
    case.docket_raw = f"B-{MARK}"
    case.save()
    event.note = {"en": "Changed."}
    event.save()
    with pytest.raises(PublishingRefused, match="publish the proceeding first"):
        publish([event])
    assert tables_with(MARK) == []


def test_a_take_down_leaves_no_word_of_a_party_anywhere():
    party = make_party(slug="gone", name=f"{MARK} Inc.", aliases=[MARK])
    protest = make_protest(protester=party)
    protest.parties.update(party=party)
    event = make_event(dispute=protest.dispute, protest=protest, parties={party: "protester"})
    statement = make_statement(event=event, speaker=party, claim=make_claim(dispute=event.dispute))
    publish([protest, event, statement], note=f"About {MARK}")
    RecordOrigin.objects.create(file="x", kind="party", entry="gone", object_key="gone", values_hash="a" * 64)
    take_down(party, reason="Order.")
    assert tables_with(MARK) == []
    assert RecordOrigin.objects.get().values_hash == ""


def test_a_take_down_reaches_the_names_an_object_had_before():
    claim = make_claim(slug="first", title={"en": MARK}, text={"en": f"{MARK} happened."})
    publish([make_statement(event=make_event(dispute=claim.dispute), claim=claim), claim])
    readdress(claim, "second", note=f"{MARK} renamed.")
    take_down(claim, reason="Order.")
    assert tables_with(MARK) == []


def test_a_take_down_after_a_merge_leaves_no_name():
    old, new = make_party(name="Old co"), make_party(name=MARK, aliases=[MARK])
    publish([make_event(parties={old: "awardee"}), new])
    merge(old, new, note="The same firm.")
    take_down(new, reason="Order.")
    assert tables_with(MARK) == []


@pytest.mark.parametrize("make", [make_event, make_statement, make_source, make_claim])
def test_a_take_down_of_any_kind_leaves_no_word(make):
    fields = {
        make_event: {"title": {"en": MARK}, "summary": {"en": MARK}, "note": {"en": MARK}},
        make_statement: {"quote": MARK, "note": {"en": MARK}},
        make_source: {"title": MARK, "url": f"https://{MARK}.example/"},
        make_claim: {"title": {"en": MARK}, "text": {"en": MARK}},
    }[make]
    row = make(**fields)
    shown = make_event()
    if make is make_source:
        Citation.objects.create(event=shown, source=row)
    publish([row, shown])
    assert tables_with(MARK)
    take_down(row, reason="Order.")
    assert tables_with(MARK) == []


def test_a_merge_that_would_break_a_statement_is_refused_and_deletes_nothing():
    speaker, principal = make_party(kind="person"), make_party()
    statement = make_statement(speaker=speaker, on_behalf_of=principal)
    publish([statement])
    with pytest.raises(PublishingRefused, match="must differ"):
        merge(speaker, principal, note="The same.")
    statement.refresh_from_db()
    assert Revision.objects.filter(kind="merged").count() == 0
