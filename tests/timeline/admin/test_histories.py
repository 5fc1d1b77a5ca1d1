"""The history of rows: kept whatever writes, shown on the desk with who and why, gone with what is taken down."""

from typing import Any

import pghistory
import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.first_histories import begin_histories
from tests.factories import make_party, make_source
from tests.timeline.admin.forms import inputs
from tests.timeline.admin.typed import form_of, pages
from timeline.models import Citation, Event, EventParty
from timeline.publishing import take_down
from timeline.row_history import forget, histories, history_of

SCRIPT = "<script>alert('x')</script>"


def history_page(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_history", args=[row.pk])


def kept_words() -> str:
    """All that the history of any row holds, as text."""
    return "\n".join(str(one) for history in histories().values() for one in history.objects.values_list())


def test_whatever_the_forms_of_the_record_write_is_kept_with_its_lists_of_others():
    written = {page.model for page in pages()}
    lists = {column.remote_field.through for model in written for column in model._meta.many_to_many}
    assert written <= set(histories())
    assert {one._meta.db_table for one in lists} <= {one._meta.db_table for one in histories()}


def test_an_edit_at_the_desk_is_shown_with_who_why_and_what_was_there_before(record: Any, client_as: Any):
    client = client_as("editor")
    data = inputs(client, form_of(record.event)) | {"title_en": "The filing, renamed", "why": "The court's own words."}
    assert client.post(form_of(record.event), data).status_code == 302
    content = client.get(history_page(record.event)).content.decode()
    assert "editor-user" in content
    assert "The court&#x27;s own words." in content
    assert form_of(record.event) in content
    assert "renamed</ins>" in content
    newest = next(act for act in history_of(record.event) if act.context)
    assert newest.context["user"] == User.objects.get(username="editor-user").pk
    assert [set(version.changed) for version in newest.versions] == [{"title"}]


def test_a_save_without_a_change_leaves_nothing_in_the_history(published: Any, client_as: Any):
    client, before = client_as("editor"), kept_words()
    data = inputs(client, form_of(published.event)) | {"why": "Just looking."}
    assert client.post(form_of(published.event), data).status_code == 302
    assert kept_words() == before


def test_a_removed_part_stays_in_the_history_of_the_whole(record: Any, client_as: Any):
    part = record.event.parties.get()
    name = str(part.party)
    with pghistory.context(by="test"):
        part.delete()
    newest = next(act for act in history_of(record.event) if act.context)
    assert [(version.model, version.label) for version in newest.versions] == [(EventParty, "delete")]
    content = client_as("editor").get(history_page(record.event)).content.decode()
    assert "(removed)" in content
    assert f"<del>{name.split(maxsplit=1)[0]}" in content


def test_a_citation_counts_to_what_it_hangs_on_through_its_parts_and_to_nothing_else(record: Any):
    bid = record.contract.bids.get()
    Citation.objects.filter(bid=bid).update(anchor="page nine")
    assert "page nine" in str(history_of(record.contract))
    assert "page nine" not in str(history_of(record.event))
    assert "page nine" not in str(history_of(Citation.objects.get(bid=bid).source))


def test_what_programs_write_says_which_and_what_nobody_said_is_not_recorded(record: Any, client_as: Any):
    with pghistory.context(by="load_record"):
        record.party.name = "Oracle"
        record.party.save()
    Event.objects.filter(pk=record.event.pk).update(significance=1)
    client = client_as("editor")
    assert "load_record" in client.get(history_page(record.party)).content.decode()
    assert "not recorded" in client.get(history_page(record.event)).content.decode()


def test_what_was_published_stands_in_the_same_list(published: Any, client_as: Any):
    content = client_as("contributor").get(history_page(published.event)).content.decode()
    assert "In the log: Published, revision" in content


def test_an_account_that_is_gone_is_said_to_be_gone(record: Any, client_as: Any):
    user = User.objects.create_user("leaver")
    with pghistory.context(user=user.pk):
        record.claim.save()
        type(record.claim).objects.filter(pk=record.claim.pk).update(slug="renamed")
    user.delete()
    assert "an account that is gone" in client_as("editor").get(history_page(record.claim)).content.decode()


def test_no_script_gets_into_the_page(record: Any, client_as: Any):
    with pghistory.context(by=SCRIPT, why=SCRIPT, path=SCRIPT):
        record.party.name = SCRIPT
        record.party.save()
    content = client_as("editor").get(history_page(record.party)).content.decode()
    assert SCRIPT not in content
    assert "&lt;script&gt;" in content


@pytest.mark.parametrize("act", ["UPDATE {} SET pgh_label = 'x'", "DELETE FROM {}"])
def test_nobody_changes_history(act: str, record: Any):
    table = histories()[type(record.event)]._meta.db_table
    with (
        pytest.raises(ProgrammingError, match="Cannot update or delete"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(act.format(f'"{table}"'))


def test_taking_down_leaves_no_word_of_it_nor_of_what_is_blanked_out_afterwards(published: Any, client_as: Any):
    secret = "Zanzibarquark"
    published.event.title = {"en": f"About {secret}"}
    published.event.save()
    Citation.objects.create(source=make_source(), event=published.event, anchor=f"and {secret}")
    published.event.parties.update(role_note={"en": f"as {secret}"})
    assert secret in kept_words()
    take_down(published.event, reason="A court ordered it.")
    assert secret not in kept_words()
    client = client_as("publisher")
    blanked = inputs(client, form_of(published.event)) | {"title_en": "Nothing", "why": f"{secret} again"}
    response = client.post(form_of(published.event), blanked)
    assert response.status_code == 302
    assert secret not in kept_words()


def test_forgetting_one_leaves_the_others(record: Any):
    before = len(history_of(record.party))
    assert forget(record.event) > 0
    assert history_of(record.event) == []
    assert len(history_of(record.party)) == before > 0


def test_rows_that_were_there_before_the_history_begin_it(record: Any, client_as: Any):
    for row in record.all():
        forget(row)
    for app in ("contracts", "timeline"):
        with connection.schema_editor() as editor:
            begin_histories(app, apps, editor)
    make_party()
    with pghistory.context(by="test"):
        record.claim.slug = "another"
        record.claim.save()
    acts = {act.context.get("by", ""): act for act in history_of(record.claim)}
    assert [version.label for version in acts[""].versions] == ["found"]
    assert [set(version.changed) for version in acts["test"].versions] == [{"slug"}]
    assert "as it stood when this history began" in client_as("editor").get(history_page(record.event)).content.decode()


def test_a_page_of_history_asks_the_database_as_often_however_many_acts_it_shows(record: Any, client_as: Any):
    client, page = client_as("editor"), history_page(record.event)

    def acts(count: int) -> int:
        for number in range(count):
            with pghistory.context(user=User.objects.create_user(f"user-{count}-{number}").pk):
                Event.objects.filter(pk=record.event.pk).update(significance=number % 2 + 1)
        with CaptureQueriesContext(connection) as captured:
            client.get(page)
        return len(captured)

    acts(2)  # what is looked up once in the life of a process
    assert acts(3) == acts(20)
