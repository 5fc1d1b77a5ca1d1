"""Every address of the desk, for every role: who is refused a page is refused its act, and changes nothing by asking.

The addresses are those of the address table. A new one fails here until somebody says from which role on it opens.
"""

import re
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client

from contracts.models.base import Publishable
from tests.timeline.admin.test_every_page import row_of
from tests.url_table import desk_routes

# Each may what the one before may; nobody's account has no role at all.
NOBODY, CONTRIBUTOR, EDITOR, PUBLISHER, ADMINISTRATOR, SUPERUSER = ROLES = (
    "",
    "contributor",
    "editor",
    "publisher",
    "administrator",
    "superuser",
)
NEVER = "never"
RECORD = {one._meta.model_name for one in admin.site._registry if issubclass(one, Publishable)}
# Whose rows are seen at all: lists, single rows and their history.
SEEN_FROM = {
    CONTRIBUTOR: "revision changeset case eventimport",
    EDITOR: "feed fetch item automaticpublication candidate capture watch correction delivery lookup openquestion"
    " readerreport",
    PUBLISHER: "rearrangement scheduledpublication",
    ADMINISTRATOR: "apikey letter returnedmail subscription webhook webhookmessage user group",
}
SEEN = {model: role for role, models in SEEN_FROM.items() for model in models.split()}
# Acts, at whatever row they are offered.
ACTS = {
    CONTRIBUTOR: "preview preview/page delete-draft restore-draft delete-drafts restore-drafts import-table template."
    " columns take-back paste from-an-address lines",
    EDITOR: "merge reject bytes text",
    PUBLISHER: "publish restore retract readdress trust distrust confirm cancel undo",
    ADMINISTRATOR: "take-down remove-copies password",
}
ACT = {act: role for role, acts in ACTS.items() for act in acts.split()}
# What follows neither rule.
OTHERWISE = {
    ("eventimport", "hand-in"): CONTRIBUTOR,
    ("source", "hand-in"): EDITOR,
    ("eventimport", "undo"): EDITOR,
    ("feed", "add"): ADMINISTRATOR,
    ("user", "add"): ADMINISTRATOR,
    ("group", "add"): SUPERUSER,
    ("group", "delete"): SUPERUSER,
}
# Tells nothing of the record by itself: one's own account, the entrance, and what asks for rights row by row.
OF_EVERYBODY = re.compile(
    r"^/admin/(|account/.*|forgotten/.*|guide/|search/|password_change/.*|jsi18n/|log(in|out)/|r/.*|autocomplete/)$"
)
# Asking to set up a second factor of one's own makes one that counts for nothing yet.
UNSTEADY = {"otp_totp_totpdevice", "django_session", "accounts_signin", "auth_user", "django_migrations"}
NOTE = {"note": "A note.", "understood": "on", "seen": "0" * 64, "action": "x", "post": "yes"}


def addresses(record: Any) -> Any:
    """Yield path, model (empty for none) and page of each address, at a row that is there."""
    models = {f"admin/{one._meta.app_label}/{one._meta.model_name}/": one for one in admin.site._registry}
    for route, name in desk_routes():
        if not name or "(?P" in route:
            continue
        start = next((start for start in models if route.startswith(start)), "")
        model = models.get(start)
        row = row_of(record, model) if model else None
        pk = str(row.pk) if row else "1"
        path = "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found, pk=pk: "csv" if found[1] == "form" else pk, route)
        page = re.sub(r"<[^>]*>/?", "", route.removeprefix(start)).strip("/")
        yield path, model._meta.model_name if model else "", page


def opens_from(model: str, page: str) -> str:
    """Return the first role that is not refused."""
    if (model, page) in OTHERWISE:
        return OTHERWISE[model, page]
    if page in ACT:
        return ACT[page]
    is_record = model in RECORD
    if page in {"", "change", "history"}:
        return CONTRIBUTOR if is_record else SEEN[model]
    if page == "add":
        return CONTRIBUTOR if is_record else NEVER
    return {"delete": NEVER}[page]


def everything() -> dict[str, str]:
    """Return a fingerprint of the rows of every table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = {name for (name,) in cursor.fetchall()} - UNSTEADY
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{name}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {name} t"  # noqa: S608 - names of tables
                for name in sorted(tables)
            )
        )
        return dict(cursor.fetchall())


@pytest.fixture
def clients(client_as: Any) -> dict[str, Client]:
    return {role: client_as(role) for role in ROLES}


def test_every_address_opens_from_its_role_on_and_refuses_the_others_their_acts(published: Any, clients: Any):
    before, asked = everything(), 0
    for path, model, page in addresses(published):
        if OF_EVERYBODY.match(path):
            assert clients[NOBODY].get(path).status_code < 500, path
            continue
        first = opens_from(model, page)
        refused = ROLES[: ROLES.index(first)] if first != NEVER else ROLES[-1:]
        # Seen by the highest that may not, done by none of them; that it opens for who may is tested page by page.
        for role in refused[-1:]:
            assert clients[role].get(path).status_code == 403, (path, role)
        for role in refused:
            assert clients[role].post(path, NOTE).status_code == 403, (path, role)
            asked += 1
    assert asked > 400
    assert everything() == before


def test_strangers_change_nothing_at_any_address(published: Any):
    before, stranger = everything(), Client()
    for path, _model, _page in addresses(published):
        if not OF_EVERYBODY.match(path):
            assert stranger.post(path, NOTE).headers.get("Location", "").startswith("/admin/login/"), path
    assert everything() == before


def test_who_has_no_role_finds_nothing_by_searching(published: Any, clients: Any):
    for query in ("oracle", "JEDI", "reporter", "a", ""):
        for path in ("/admin/search/", "/admin/"):
            told = clients[NOBODY].get(path, {"s": query}).content.decode()
            assert "Oracle America" not in told
            assert "reporter@example.org" not in told
    for model in ("party", "source", "event", "feed"):
        app = "contracts" if model == "party" else "timeline"
        asked = {"app_label": app, "model_name": "citation", "field_name": model, "term": "o"}
        assert clients[NOBODY].get("/admin/autocomplete/", asked).status_code == 403


@pytest.mark.parametrize(
    "there",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "https:evil.example"],
)
def test_logging_in_leads_to_no_other_site(there: str, client_as: Any, django_user_model: Any):
    django_user_model.objects.create_user("ada", password="a long password", is_staff=True)

    answer = Client().post(
        f"/admin/login/?next={there}", {"username": "ada", "password": "a long password", "next": there}
    )

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/admin/")
