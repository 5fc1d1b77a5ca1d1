"""Publishing, correcting, retracting, restoring and taking down through the pages an editor uses."""

import json
import re
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_event, make_party
from tests.timeline.admin.forms import inputs
from timeline.bulk import building
from timeline.models import ChangeSet, Entry, Revision
from timeline.publishing import publish


def page(row: Any, verb: str) -> str:
    return f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/{verb}/"


def seen(response: Any) -> str:
    return re.search(r'name="seen" value="([0-9a-f]{64})"', response.content.decode())[1]


def confirm(client: Any, url: str, **given: str) -> Any:
    return client.post(url, {"seen": seen(client.get(url)), **given})


def newest(row: Any) -> Revision:
    return Revision.objects.filter(document_type=row.document_type, key=row.key).order_by("-seq").first()


def told(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_the_page_before_publishing_lists_the_drafts_that_come_along(record: Any, client_as: Any):
    content = client_as("publisher").get(page(record.event, "publish")).content.decode()
    assert "Drafts that come along" in content
    for row in (record.event, record.party, record.dispute, record.protest, record.contract):
        assert str(row) in content
    assert not Revision.objects.exists()


def test_publishing_writes_the_log_and_says_what_it_did(record: Any, client_as: Any):
    response = confirm(client_as("publisher"), page(record.event, "publish"))
    assert response.headers["Location"] == page(record.event, "change")
    assert newest(record.event).kind == "published"
    assert ChangeSet.objects.get().actor.username == "publisher-user"
    assert "Published in change set" in told(response)


def test_a_draft_that_may_not_be_published_says_why_by_name_and_offers_no_button(db: Any, client_as: Any):
    event = make_event(cited=False)
    client = client_as("publisher")
    content = client.get(page(event, "publish")).content.decode()
    assert "has no citation of a source" in content
    assert str(event) in content
    assert "Publish now" not in content
    client.post(page(event, "publish"), {"seen": "0" * 64})
    assert not Revision.objects.exists()


def test_an_unchanged_object_has_nothing_to_publish(published: Any, client_as: Any):
    content = client_as("publisher").get(page(published.event, "publish")).content.decode()
    assert "nothing to publish" in content
    assert "Publish now" not in content


def edit(event: Any) -> None:
    event.title = {"en": "Court thinks <b>again</b>"}
    event.save()


def test_a_correction_needs_a_note(published: Any, client_as: Any):
    edit(published.event)
    client = client_as("publisher")
    count = Revision.objects.count()
    response = confirm(client, page(published.event, "publish"), kind="corrected", note=" ")
    assert response.status_code == 200
    assert "A correction needs a note" in response.content.decode()
    assert Revision.objects.count() == count
    confirm(client, page(published.event, "publish"), kind="corrected", note="The court did think again.")
    assert (newest(published.event).kind, newest(published.event).note) == ("corrected", "The court did think again.")


@pytest.mark.parametrize("kind", ["updated", "amended"])
def test_other_changes_need_none(kind: str, published: Any, client_as: Any):
    edit(published.event)
    confirm(client_as("publisher"), page(published.event, "publish"), kind=kind)
    assert newest(published.event).kind == kind


def test_the_page_shows_what_changes_word_by_word_and_escaped(published: Any, client_as: Any):
    edit(published.event)
    content = client_as("publisher").get(page(published.event, "publish")).content.decode()
    assert "<ins>thinks" in content
    assert "&lt;b&gt;" in content.replace("&lt;</ins>", "&lt;") or "&lt;" in content
    assert "<b>again</b>" not in content


def test_nothing_is_published_that_the_editor_has_not_seen(published: Any, client_as: Any):
    client = client_as("publisher")
    edit(published.event)
    shown = seen(client.get(page(published.event, "publish")))
    published.event.title = {"en": "Somebody else's words"}
    published.event.save()
    count = Revision.objects.count()
    response = client.post(page(published.event, "publish"), {"seen": shown, "kind": "updated"})
    assert response.status_code == 200
    assert "Look again" in told(response)
    assert Revision.objects.count() == count
    client.post(page(published.event, "publish"), {"seen": seen(response), "kind": "updated"})
    assert "Somebody else" in newest(published.event).document


def test_a_forged_kind_is_refused(published: Any, client_as: Any):
    edit(published.event)
    count = Revision.objects.count()
    response = confirm(client_as("publisher"), page(published.event, "publish"), kind="taken_down", note="x")
    assert response.status_code == 200
    assert Revision.objects.count() == count


def test_several_rows_are_published_in_one_act(db: Any, client_as: Any):
    events = [make_event() for _ in range(3)]
    client = client_as("publisher")
    chosen = {"action": "publish_rows", "_selected_action": [str(event.pk) for event in events]}
    response = client.post(reverse("admin:timeline_event_changelist"), chosen)
    confirm(client, response.headers["Location"])
    assert ChangeSet.objects.count() == 1
    assert Entry.objects.filter(document_type="event", state="live").count() == 3


def test_too_many_rows_at_once_are_refused_in_words(db: Any, client_as: Any, monkeypatch: Any):
    monkeypatch.setattr("timeline.admin.acting.AT_ONCE", 2)
    events = [make_event() for _ in range(3)]
    chosen = {"action": "publish_rows", "_selected_action": [str(event.pk) for event in events]}
    response = client_as("publisher").post(reverse("admin:timeline_event_changelist"), chosen)
    assert "At most 2 at once" in told(response)


def test_retracting_needs_a_note_and_names_what_still_shows_the_object(published: Any, client_as: Any):
    client = client_as("publisher")
    content = client.get(page(published.party, "retract")).content.decode()
    assert f"is still shown by the event “{published.event}”" in content
    assert "Retract now" not in content
    client.post(page(published.party, "retract"), {"note": "No."})
    assert newest(published.party).kind == "published"
    client.post(page(published.statement, "retract"), {"note": ""})
    assert newest(published.statement).kind != "retracted"
    client.post(page(published.statement, "retract"), {"note": "Never said."})
    assert (newest(published.statement).kind, newest(published.statement).note) == ("retracted", "Never said.")


def test_a_retracted_object_is_restored_with_a_note(published: Any, client_as: Any):
    client = client_as("publisher")
    client.post(page(published.statement, "retract"), {"note": "Never said."})
    assert "Restore…" in client.get(page(published.statement, "change")).content.decode()
    client.post(page(published.statement, "restore"), {"note": ""})
    assert newest(published.statement).kind == "retracted"
    client.post(page(published.statement, "restore"), {"note": "It was said."})
    assert (newest(published.statement).kind, newest(published.statement).note) == ("restored", "It was said.")


def test_publishing_a_retracted_object_counts_as_restoring_and_needs_the_note(published: Any, client_as: Any):
    client = client_as("publisher")
    client.post(page(published.statement, "retract"), {"note": "Never said."})
    assert "Say why" in confirm(client, page(published.statement, "publish")).content.decode()
    confirm(client, page(published.statement, "publish"), note="It was said.")
    assert newest(published.statement).kind == "restored"


def test_taking_down_needs_reason_and_consent_and_leaves_no_text(published: Any, client_as: Any):
    client = client_as("administrator")
    words = published.statement.quote
    client.post(page(published.statement, "take-down"), {"note": "By order of the court."})
    assert Revision.objects.filter(document__contains=words).exists()
    client.post(page(published.statement, "take-down"), {"note": "By order of the court.", "understood": "on"})
    assert not Revision.objects.filter(document__contains=words).exists()
    assert "cannot be published again" in client.get(page(published.statement, "change")).content.decode()


def test_taking_down_throws_away_the_downloads_that_hold_the_text(
    published: Any, client_as: Any, settings: Any, tmp_path: Any, django_capture_on_commit_callbacks: Any
):
    settings.MEDIA_ROOT = tmp_path
    folder = building.build(now=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        given = {"note": "By order of the court.", "understood": "on"}
        client_as("administrator").post(page(published.statement, "take-down"), given)
    assert not folder.exists()


def test_the_preview_is_kept_by_no_cache_and_no_search_engine(record: Any, client_as: Any):
    response = client_as("contributor").get(page(record.event, "preview"))
    assert "no-store" in response.headers["Cache-Control"]
    assert "noindex" in response.headers["X-Robots-Tag"]
    content = response.content.decode()
    assert record.event.title["en"] in content
    assert str(record.party) in content
    assert not Revision.objects.exists()


def test_the_preview_shows_the_document_the_api_would_give(record: Any, client_as: Any):
    response = client_as("editor").get(page(record.event, "preview"))
    document = json.loads(response.context["json"])
    assert document["id"] == record.event.public_id
    assert document["parties"][0]["party"]["name"] == record.party.name


def test_the_form_shows_readers_version_and_edited_version_side_by_side(published: Any, client_as: Any):
    party = published.party
    party.name = "Oracle Corporation"
    party.save()
    content = client_as("editor").get(page(party, "change")).content.decode()
    assert "Edited since publication" in content
    assert "<ins>Corporation" in content
    assert "<del>America" in content


def test_a_draft_named_in_an_edit_is_named_in_the_difference(published: Any, client_as: Any):
    friend = make_party(name="Friend of the court")
    published.event.parties.create(party=friend, role="amicus")
    published.event.save()
    content = client_as("editor").get(page(published.event, "change")).content.decode()
    assert "Friend" in content
    assert "not published" in re.sub(r"</?ins>", "", content)


def test_rows_of_a_list_show_how_they_stand(published: Any, client_as: Any):
    draft = make_event(title={"en": "Only a draft"})
    edit(published.event)
    client = client_as("publisher")
    client.post(page(published.statement, "retract"), {"note": "No."})
    listed = reverse("admin:timeline_event_changelist")
    standings = {row.pk: str(row.desk_standing) for row in client.get(listed).context["cl"].result_list}
    assert standings[draft.pk] == "draft"
    assert standings[published.event.pk] == "edited"
    assert "published" in standings.values()
    assert [r.pk for r in client.get(listed, {"standing": "draft"}).context["cl"].result_list] == [draft.pk]
    assert [r.pk for r in client.get(listed, {"standing": "edited"}).context["cl"].result_list] == [published.event.pk]
    statements = client.get(reverse("admin:timeline_statement_changelist"), {"standing": "retracted"})
    assert [r.pk for r in statements.context["cl"].result_list] == [published.statement.pk]


def test_saving_without_a_change_is_no_edit(published: Any, client_as: Any):
    url = page(published.dispute, "change")
    dispute = published.dispute
    data = {"name": dispute.name, "title_en": dispute.title["en"], "title_de": "", "standfirst_en": ""}
    assert client_as("editor").post(url, data).status_code == 302
    dispute.refresh_from_db()
    assert dispute.published_edit_at == dispute.changed_at
    client = client_as("publisher")
    client.post(url, {**data, "title_de": "Der Streit"})
    dispute.refresh_from_db()
    assert dispute.title["de"] == "Der Streit"
    assert dispute.published_edit_at < dispute.changed_at


def test_several_retractions_are_one_act(db: Any, client_as: Any):
    party = make_party()
    event = make_event(parties={party: "awardee"})
    publish([event])
    client = client_as("publisher")
    url = reverse("admin:timeline_event_retract_rows") + f"?pks={event.pk}"
    response = client.post(url, {"note": "No."})
    assert response.headers["Location"] == reverse("admin:timeline_event_changelist")
    assert newest(event).kind == "retracted"


@pytest.mark.parametrize("name", ["event", "statement"])
def test_the_preview_frames_the_readers_page(name: str, record: Any, client_as: Any):
    row = getattr(record, name)
    client = client_as("contributor")
    assert 'src="page/?lang=en"' in client.get(page(row, "preview")).content.decode()
    response = client.get(page(row, "preview/page"))
    assert response.status_code == 200
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in response.headers["Cache-Control"]
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert (row.title["en"] if name == "event" else row.quote) in response.content.decode()
    assert 'lang="de"' in client.get(page(row, "preview/page"), {"lang": "de"}).content.decode()
    assert client.get(page(row, "preview/page"), {"lang": "xx"}).status_code == 200


def test_only_events_have_a_framed_page(record: Any, client_as: Any):
    client = client_as("contributor")
    assert client.get(page(record.party, "preview/page")).status_code == 404
    assert client_as("").get(page(record.event, "preview/page")).status_code == 403


def test_a_published_object_gets_another_address_and_the_old_one_stays_taken(published: Any, client_as: Any):
    client = client_as("publisher")
    party, old = published.party, published.party.slug
    assert "Change the address…" in client.get(page(party, "change")).content.decode()
    assert "Change the address…" not in client.get(page(published.event, "change")).content.decode()
    response = client.post(page(party, "readdress"), {"slug": "oracle-america"})
    assert f"{old} leads to it" in told(response)
    party.refresh_from_db()
    assert party.slug == "oracle-america"
    add = "/admin/contracts/party/add/"
    given = {**inputs(client, add), "name": "Another", "kind": "company", "slug": old}
    assert "once had, this address" in str(client.post(add, given).context["adminform"].form.errors["slug"])


def test_an_address_that_is_taken_or_impossible_is_refused(published: Any, client_as: Any):
    client = client_as("publisher")
    party, other = published.party, published.contract.buyer
    assert "is taken" in client.post(page(party, "readdress"), {"slug": other.slug}).content.decode()
    for slug in ("", "two words", "ä", "../x", "x" * 200):
        assert client.post(page(party, "readdress"), {"slug": slug}).context["form"].errors
    party.refresh_from_db()
    assert party.slug == published.party.slug
