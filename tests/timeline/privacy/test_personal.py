"""All that is stored of an address is handed out and erased, and no new column for one escapes that."""

import io
import re
from datetime import timedelta

import orjson
import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import models
from django.test import Client
from django.utils import timezone

from tests.timeline.privacy.conftest import ADDRESS, OTHER
from timeline import tasks
from timeline.codelists import LetterState, ReportState
from timeline.models import ApiKey, ChangeSet, Letter, ReaderReport
from timeline.privacy import periods
from tracker.accounts import personal
from tracker.accounts.management.commands.personal import EVERYTHING
from tracker.accounts.models import SignIn
from tracker.launcher.folder import CHECKOUT

# By their type or their name these hold who somebody is; each is a column of a holding, or stands here with its reason.
OF_SOMEBODY = re.compile(r"(^|_)(e?mail|address|recipient|sender|ip|device|agent|username|first_name|last_name)(_|$)")
TYPES = (models.EmailField, models.GenericIPAddressField)
NOT_OF_READERS = {
    ("timeline.Delivery", "sender"): "the address of a court's or a service's machine, which a webhook came from",
}
TEXTS = (models.CharField, models.TextField, models.JSONField)


def run(*arguments):
    out = io.StringIO()
    call_command("personal", *arguments, stdout=out)
    return out.getvalue()


def places_of(text):
    """Return the columns of the whole database, whatever their table, in which a text stands."""
    found = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if (
                isinstance(field, TEXTS)
                and model._default_manager.filter(**{f"{field.name}__icontains": text}).exists()
            ):
                found.add((model._meta.label, field.name))
    return found


def test_no_column_for_an_address_or_a_device_is_forgotten():
    known = {(one.model._meta.label, column) for one in EVERYTHING for column in one.columns}
    there = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, TYPES) or (isinstance(field, TEXTS) and OF_SOMEBODY.search(field.name))
    }
    paths = {("axes.AccessAttempt", "ip_address"), ("accounts.SignIn", "sender"), ("auth.User", "email")}
    assert paths <= there
    assert there - known - NOT_OF_READERS.keys() == set()


@pytest.mark.django_db
def test_everything_on_this_site_that_belongs_to_somebody_has_a_holding(traces):
    """Whatever hangs on an account or on a row of a reader's is told with it, or is the record's."""
    held = {one.model for one in EVERYTHING}
    hanging = {
        relation.related_model
        for model in held
        for relation in model._meta.related_objects
        if relation.on_delete is models.CASCADE and not relation.many_to_many
    }
    labels = {model._meta.label for model in hanging - held}
    # Recovery codes are secrets of their device and go with it; the other says when an attempt lapses.
    assert labels <= {"otp_static.StaticToken", "axes.AccessAttemptExpiration"}


@pytest.mark.django_db
def test_what_is_stored_is_told_without_the_secrets(traces):
    told = orjson.loads(run("export", ADDRESS.upper()))

    assert set(told["stored"]) == {one.model._meta.label for one in EVERYTHING}
    text = orjson.dumps(told).decode()
    assert "https://x.example/hook" in text
    assert "sesame" not in text
    assert User.objects.get(email=ADDRESS).password not in text
    assert ApiKey.objects.get(address=ADDRESS).digest not in text
    assert OTHER not in text


@pytest.mark.django_db
def test_erasing_leaves_the_address_nowhere_and_other_peoples_rows_alone(traces):
    others = places_of(OTHER)
    assert len(others) >= 8
    before = orjson.loads(run("export", OTHER))

    said = run("erase", ADDRESS, "--account")

    assert "timeline.Subscription: 1" in said
    assert places_of(ADDRESS) == set()
    assert orjson.loads(run("export", ADDRESS))["stored"] == {}
    assert places_of(OTHER) == others
    assert orjson.loads(run("export", OTHER)) == before
    assert ReaderReport.objects.filter(message="Wrong date. Ask [erased]!", email="").exists()


@pytest.mark.django_db
def test_an_account_is_retired_only_when_that_is_said_and_what_it_published_stays(traces):
    client = Client()
    client.force_login(traces[ADDRESS])

    assert "stays without --account" in run("erase", ADDRESS)
    assert User.objects.get(email=ADDRESS).is_active

    run("erase", ADDRESS, "--account")

    user = User.objects.get(pk=traces[ADDRESS].pk)
    assert (user.username, user.email, user.is_active, user.is_staff) == (f"former-{user.pk}", "", False, False)
    assert not user.has_usable_password()
    assert client.get("/admin/").status_code == 302
    assert ChangeSet.objects.filter(actor=user).exists()


@pytest.mark.django_db
def test_nothing_is_erased_for_what_is_no_address_or_is_known_to_nobody(traces):
    with pytest.raises(CommandError):
        run("erase", "%")
    assert "Nothing is stored" in run("erase", "nobody@example.org")
    assert len(places_of(ADDRESS)) == len(places_of(OTHER))


@pytest.mark.django_db
def test_erasing_again_finds_nothing(traces):
    run("erase", ADDRESS, "--account")

    assert "Nothing is stored" in run("erase", ADDRESS, "--account")


@pytest.mark.django_db
def test_what_is_old_goes_by_itself(traces, long_ago):
    """The tasks of the schedule leave nothing of an address that nobody keeps up."""
    User.objects.update(
        email="", username=models.functions.Concat(models.Value("u"), "pk", output_field=models.CharField())
    )
    ApiKey.objects.update(revoked_at=long_ago)
    ReaderReport.objects.update(state=ReportState.ANSWERED, closed_at=long_ago, message="Wrong.")
    Letter.objects.update(state=LetterState.GIVEN_UP, due_at=None, created_at=long_ago)
    for label in ("Subscription", "Webhook", "WebhookMessage"):
        apps.get_model("timeline", label).objects.update(created_at=long_ago)
    apps.get_model("timeline", "ReturnedMail").objects.update(received_at=long_ago)
    SignIn.objects.update(began_at=long_ago, seen_at=long_ago)
    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        model.objects.update(attempt_time=long_ago)
    Session.objects.create(session_key="old", session_data="", expire_date=long_ago)

    tasks.erase_addresses()
    personal.delete_old(now=timezone.now())

    assert places_of(ADDRESS) <= {("admin.LogEntry", "object_repr")}  # the names of accounts, which stay
    assert not SignIn.objects.exists()
    assert not AccessAttempt.objects.exists()
    assert not Session.objects.exists()


@pytest.mark.django_db
def test_what_is_in_use_stays(traces):
    ApiKey.objects.filter(address=ADDRESS).update(revoked_at=timezone.now() - timedelta(days=29))

    tasks.erase_addresses()
    personal.delete_old(now=timezone.now())

    assert SignIn.objects.count() == AccessAttempt.objects.count() == ApiKey.objects.count() == 2


def test_the_page_says_the_periods_that_the_program_keeps():
    page = (CHECKOUT / "docs" / "privacy.md").read_text()

    assert periods.table((*periods.PERIODS, *personal.PERIODS)) in page


def test_the_page_names_every_table_that_holds_something_of_somebody():
    page = (CHECKOUT / "docs" / "privacy.md").read_text()

    assert not [one.model.__name__ for one in EVERYTHING if f"`{one.model.__name__}`" not in page]
