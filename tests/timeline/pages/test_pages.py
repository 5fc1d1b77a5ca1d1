"""Pages: they show what is published, escape what was typed, and answer 304, 301, 404 and 410 where they should."""

import pytest

from tests.factories import (
    make_claim,
    make_contract,
    make_dispute,
    make_event,
    make_party,
    make_protest,
    make_statement,
)
from timeline.publishing import publish, retract
from timeline.selectors import latest_seq, revisions

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def record():
    contract = make_contract(ceiling_amount=10_000_000_000)
    dispute = contract.dispute
    oracle = make_party(slug="oracle", name="Oracle America, Inc.", aliases=["Oracle"])
    protest = make_protest(dispute=dispute, protester=oracle)
    protest.contracts.add(contract)
    first = make_event(
        dispute=dispute, contracts=[contract], protest=protest, parties={oracle: "protester"}, date="2018-08-06"
    )
    second = make_event(dispute=dispute, contracts=[contract], date="2019-10", significance=1)
    second.links.create(source=second, target=first, relation="follows-from")
    statement = make_statement(event=first, speaker=oracle, claim=make_claim(dispute=dispute), quote="It is unfair.")
    publish([dispute, contract, protest, first, second, statement])
    return dispute, first, second, statement


def page(client, path: str, status: int = 200) -> str:
    response = client.get(path, follow=status == 200)
    assert response.status_code == status, response.content[:500]
    return response.content.decode()


def test_home_lists_the_dispute(client, record):
    assert record[0].name in page(client, "/")


def test_the_dispute_page_shows_events_quotes_links_and_counts(client, record):
    dispute, *_ = record
    html = page(client, f"/disputes/{dispute.slug}/")
    assert html.count("data-event=") == 2
    assert "It is unfair." in html
    assert "Led to" in html
    assert "2 events" in html


def test_filters_narrow_the_record_and_unknown_ones_are_refused(client, record):
    dispute, *_ = record
    html = page(client, f"/disputes/{dispute.slug}/?party=oracle")
    assert html.count("data-event=") == 1
    assert "colour" in page(client, f"/disputes/{dispute.slug}/?colour=red", 400)


def test_the_event_page_has_evidence_and_history(client, record):
    html = page(client, f"/events/{record[1].public_id}/")
    assert "#:~:text=the%20court%20ruled" in html
    assert "Revision" in html


def test_drafts_and_unknown_events_give_the_same_404(client, record):
    draft = make_event(dispute=record[0], title={"en": "Secret draft"})
    html = page(client, f"/events/{draft.public_id}/", 404)
    assert html == page(client, "/events/zzzzzzzzzz/", 404)


def test_a_retracted_event_answers_410_with_its_note(client, record):
    retract([record[2]], note="The court had not ruled at all.")
    assert "The court had not ruled at all." in page(client, f"/events/{record[2].public_id}/", 410)


def test_the_past_of_a_page_can_be_read(client, record):
    seq = latest_seq()
    retract([record[2]], note="No.")
    assert page(client, f"/disputes/{record[0].slug}/?as_of={seq}").count("data-event=") == 2
    assert page(client, f"/disputes/{record[0].slug}/?known_by=2018-12-31").count("data-event=") == 1


def test_scripts_in_every_text_are_shown_as_text(client):
    dispute_texts = {"name": SCRIPT, "title": {"en": SCRIPT}, "standfirst": {"en": SCRIPT}}
    dispute = make_dispute(**dispute_texts)
    party = make_party(name=SCRIPT, aliases=[SCRIPT])
    event = make_event(
        dispute=dispute, title={"en": SCRIPT}, summary={"en": SCRIPT}, note={"en": SCRIPT}, parties={party: "other"}
    )
    event.parties.update(role_note=SCRIPT)
    statement = make_statement(event=event, speaker=party, quote=SCRIPT, capacity={"en": SCRIPT})
    publish([dispute, event, statement])
    for path in ("/", f"/disputes/{dispute.slug}/", f"/events/{event.public_id}/", f"/events/{statement.public_id}/"):
        assert "<script>alert" not in page(client, path)


def test_a_second_read_answers_304_from_one_query(client, record, django_assert_num_queries):
    path = f"/disputes/{record[0].slug}/"
    tag = client.get(path)["ETag"]
    with django_assert_num_queries(1):
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


def test_the_number_of_queries_does_not_grow_with_the_record(client, record, django_assert_max_num_queries):
    dispute = record[0]
    publish([make_event(dispute=dispute) for _ in range(30)])
    with django_assert_max_num_queries(25):
        page(client, f"/disputes/{dispute.slug}/")


def test_public_pages_set_no_cookie(client, record):
    assert not client.get(f"/disputes/{record[0].slug}/").cookies


def test_every_kind_of_page_opens(client, record):
    _, first, _, statement = record
    paths = ["/", "/statements/", "/corrections/", "/about/", "/parties/", "/claims/", "/parties/oracle/"]
    paths += [f"/contracts/{first.contracts.get().slug}/", f"/protests/{first.protest.public_id}/"]
    paths += [f"/claims/{statement.claim.slug}/", f"/sources/{first.citations.get().source.public_id}/"]
    for path in paths:
        assert "</html>" in page(client, path), path


def test_the_corrections_page_shows_every_kind_of_correction(client, record):
    _, first, second, statement = record
    first.note = {"en": "Better."}
    first.save()
    publish([first], kind="corrected", note="The day was wrong.")
    statement.note = {"en": "Better."}
    statement.save()
    publish([statement], kind="corrected", note="The quote was cut.")
    retract([second], note="Never happened.")
    html = page(client, "/corrections/")
    for words in ("The day was wrong.", "The quote was cut.", "Never happened."):
        assert words in html


def test_a_replay_links_and_quotes_nothing_that_became_public_later(client, record):
    dispute, first, second, _ = record
    html = page(client, f"/disputes/{dispute.slug}/?known_by=2018-12-31")
    assert second.title["en"] not in html
    assert "It is unfair." not in html, "said in 2020"
    assert first.title["en"] in html


@pytest.mark.parametrize(
    "query", ["%00", "?after=%00", "?q=%00", "?as_of=%00", "?to=9999-12-31", "?as_of=0001-01-01T00:00:00%2B23:59"]
)
def test_odd_addresses_are_refused_or_not_found_never_an_error(client, record, query):
    for path in (
        f"/disputes/{record[0].slug}/",
        "/events/",
        f"/events/{record[1].public_id}/",
        "/statements/",
        "/parties/",
    ):
        assert client.get(path + query).status_code in {200, 301, 400, 404}


def test_what_was_withdrawn_since_is_marked_on_a_past_page(client, record):
    seq = latest_seq()
    retract([record[2]], note="No.")
    assert "withdrawn since" in page(client, f"/disputes/{record[0].slug}/?as_of={seq}")


def test_before_it_was_first_published_a_page_says_from_when_on_it_is_there(client, record):
    dispute, *_ = record
    before = latest_seq()
    later = make_event(dispute=dispute, date="2020-02-13")
    publish([later])
    html = page(client, f"/events/{later.public_id}/some-words/?as_of={before}", 404)
    born = revisions("event", later.public_id).get().seq
    assert f"?as_of={born}" in html
    assert later.title["en"] not in html
    assert page(client, f"/events/no-such/some-words/?as_of={before}", 404).count("?as_of=") == 0
