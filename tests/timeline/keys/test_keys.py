"""Keys of the API: reached by a letter, shown once, kept as a hash, gone at once when revoked."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client, RequestFactory
from django.utils import timezone

from timeline.guarding import make_token
from timeline.keys import letters
from timeline.keys.holding import MOST_A_HOLDER, TooManyKeys, key_number, keys_of, make_key
from timeline.keys.letters import address_of, token_of
from timeline.models import ApiKey, Letter

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOLDER = "Reporter@example.org"
TODAY = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()
    yield
    cache.clear()


def ask(client: Client, email: str = HOLDER, path: str = "/api-keys/", **given: str):
    opened = make_token(RequestFactory().get("/"), timezone.now() - timedelta(minutes=1))
    return client.post(path, {"email": email, "token": opened, **given})


def page(address: str = HOLDER.lower()) -> str:
    return f"/api-keys/{token_of(address)}/"


def test_from_the_form_to_a_key_that_works(client, settings):
    settings.API_REQUESTS_A_MINUTE, settings.API_REQUESTS_A_MINUTE_WITH_KEY = 10, 20
    assert ask(client).status_code == 200
    letter = Letter.objects.get()
    assert letter.address == HOLDER.lower()
    (link,) = re.findall(rf"{settings.SITE_URL}(/api-keys/\S+)", letter.text)
    assert "You have none yet." in client.get(link).content.decode()
    shown = client.post(link, {"act": "make", "label": "Newsroom"}).content.decode()
    key = re.search(r"<pre><code>(cdt_\S+)</code>", shown).group(1)
    assert key not in client.get(link).content.decode(), "it is shown once"
    answer = client.get("/api/v1/events/", headers={"Authorization": f"Bearer {key}"})
    assert answer["RateLimit-Policy"] == '"key";q=20;w=60'
    assert "Newsroom" in client.get(link).content.decode()
    row = ApiKey.objects.get()
    client.post(link, {"act": "revoke", "key": row.pk})
    refused = client.get("/api/v1/events/", headers={"Authorization": f"Bearer {key}"})
    assert (refused.status_code, refused["WWW-Authenticate"]) == (401, "Bearer")
    assert refused.json()["type"].endswith("/for-journalists/#wrong-key")
    client.post(link, {"act": "forget"})
    assert not ApiKey.objects.exists()


def test_the_letter_speaks_the_language_of_the_page(client):
    ask(client, path="/de/api-keys/")
    letter = Letter.objects.get()
    assert letter.subject == "Ihre Schlüssel zur Schnittstelle"
    assert "/de/api-keys/" in letter.text


def test_nobodys_box_is_filled_by_strangers_and_the_page_does_not_tell(client):
    answers = {ask(client).content.decode().count("a letter is on its way") for _ in range(5)}
    assert answers == {1}
    assert Letter.objects.count() == letters.MOST_AN_ADDRESS


def test_forged_hasty_and_wrong_requests_send_nothing(client):
    assert client.post("/api-keys/", {"email": HOLDER, "token": "x"}).status_code == 400
    assert ask(client, email="nobody").status_code == 400
    assert ask(client, email="a@example.org\nBcc: b@example.org").status_code == 400
    assert ask(client, website="https://casino.example").status_code == 200
    foreign = client.post("/api-keys/", {"email": HOLDER}, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    assert not Letter.objects.exists()


def test_a_site_without_mail_says_so(client, settings):
    settings.SENDS_MAIL = False
    assert "This site sends no mail" in client.get("/api-keys/").content.decode()
    assert ask(client).status_code == 400
    assert not Letter.objects.exists()


def test_the_page_of_ones_keys_opens_with_the_letter_alone_and_for_a_day(client, monkeypatch):
    token = token_of("a@example.org")
    assert client.get(f"/api-keys/{token}x/").status_code == 404
    assert client.get("/api-keys/x/").status_code == 404
    assert address_of(token) == "a@example.org"
    monkeypatch.setattr(letters, "VALID", timedelta(0))
    lapsed = client.get(f"/api-keys/{token}/")
    assert lapsed.status_code == 404
    assert lapsed["Referrer-Policy"] == "no-referrer"


def test_nobody_revokes_the_keys_of_another(client):
    make_key("other@example.org", "", now=NOW)
    other = ApiKey.objects.get()
    client.post(page(), {"act": "revoke", "key": other.pk})
    client.post(page(), {"act": "forget"})
    other.refresh_from_db()
    assert other.revoked_at is None
    response = client.post(page("other@example.org"), {"act": "forget"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403


def test_a_key_is_kept_as_a_hash_and_its_use_as_a_day():
    key = make_key(HOLDER, "", now=NOW)
    row = ApiKey.objects.get()
    assert key.startswith(row.hint)
    assert key not in " ".join(str(value) for value in vars(row).values())
    assert key_number(key, today=TODAY) == row.pk
    row.refresh_from_db()
    assert row.last_used_on == TODAY
    assert key_number(key[:-1] + "_", today=TODAY) in {None, row.pk if key.endswith("_") else None}
    for nonsense in ("", "cdt_", key + "x", f" {key}", "ключ", "\0"):
        assert key_number(nonsense, today=TODAY) is None


def test_a_key_that_was_used_today_costs_one_query(django_assert_num_queries):
    key = make_key(HOLDER, "", now=NOW)
    with django_assert_num_queries(2):
        key_number(key, today=TODAY)
    with django_assert_num_queries(1):
        key_number(key, today=TODAY)


def test_a_holder_has_a_handful_of_keys(client):
    for _ in range(MOST_A_HOLDER):
        make_key(HOLDER, "", now=NOW)
    with pytest.raises(TooManyKeys):
        make_key(HOLDER.upper(), "", now=NOW)
    refused = client.post(page(), {"act": "make"})
    assert refused.status_code == 409
    assert keys_of(HOLDER).count() == MOST_A_HOLDER


def test_an_operator_makes_a_key_by_hand(capsys):
    call_command("make_key", "desk@example.org", "--label", "Desk")
    key = capsys.readouterr().out.strip()
    assert key_number(key, today=TODAY) == ApiKey.objects.get(label="Desk").pk
    with pytest.raises(CommandError, match="no e-mail address"):
        call_command("make_key", "desk")
