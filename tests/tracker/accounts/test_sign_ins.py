"""Log-ins are listed, can be ended, and are slowed down where passwords are guessed."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.test import Client
from django.utils import timezone

from tracker.accounts import sign_ins
from tracker.accounts.models import SignIn

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"
ACCOUNT = "/admin/account/"


@pytest.fixture
def ada() -> User:
    user = User.objects.create_user("ada", "ada@example.org", PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name="editor"))
    return user


def logged_in(device: str, **more: str) -> Client:
    client = Client(headers={"User-Agent": device}, **more)
    client.post("/admin/login/", {"username": "ada", "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def test_the_account_lists_its_sign_ins_and_ends_one(ada):
    here, there = logged_in("Firefox on a desk"), logged_in("Phone <script>alert(1)</script>")
    page = here.get(ACCOUNT).content.decode()
    assert "Firefox on a desk" in page
    assert "Phone &lt;script&gt;" in page
    assert page.count("this one") == 1
    here.post(re.search(r'action="(/admin/account/sign-ins/\d+/end/)"', page)[1])
    assert (is_in(here), is_in(there)) == (True, False)
    assert Client().get(there.get("/admin/").headers["Location"]).status_code == 200


def test_all_others_are_ended_at_once(ada):
    clients = [logged_in(f"Browser {number}") for number in range(4)]
    clients[2].post("/admin/account/sign-ins/end-others/")
    assert [is_in(client) for client in clients] == [False, False, True, False]


def test_nobody_ends_anothers(ada):
    other = User.objects.create_user("eve", "", PASSWORD, is_staff=True)
    own = logged_in("Browser")
    eve = Client()
    eve.force_login(other)
    eve.post(f"/admin/account/sign-ins/{SignIn.objects.get(user=ada).pk}/end/")
    assert is_in(own)
    eve.post("/admin/account/sign-ins/end-others/")
    assert is_in(own)


def test_pages_of_the_account_change_nothing_by_being_looked_at(ada):
    client = logged_in("Browser")
    pk = SignIn.objects.get().pk
    addresses = (f"sign-ins/{pk}/end/", "sign-ins/end-others/", "recovery-codes/", "second-factor/remove/")
    assert [client.get(f"{ACCOUNT}{address}").status_code for address in addresses] == [405] * 4


def test_logging_out_ends_it_and_a_changed_password_all_others(ada):
    one, other = logged_in("One"), logged_in("Other")
    one.post("/admin/logout/")
    assert SignIn.objects.filter(ended_at=None).count() == 1
    again = logged_in("Again")
    new = {
        "old_password": PASSWORD,
        "new_password1": "another horse entirely",
        "new_password2": "another horse entirely",
    }
    assert again.post("/admin/password_change/", new).status_code == 302
    assert (is_in(again), is_in(other)) == (True, False)


def test_an_administrator_ends_the_sign_ins_of_an_account(ada):
    own = logged_in("Browser")
    administrator = User.objects.create_user("chief", "", PASSWORD, is_staff=True)
    administrator.groups.add(Group.objects.get(name="administrator"))
    desk = Client()
    desk.force_login(administrator)
    desk.post("/admin/auth/user/", {"action": "end_sign_ins", "_selected_action": [ada.pk]})
    assert not is_in(own)


def test_when_it_was_last_used_is_kept_to_some_minutes_and_old_ones_go(ada):
    client = logged_in("Browser")
    row = SignIn.objects.get()
    client.get("/admin/")
    row.refresh_from_db()
    assert row.seen_at == row.began_at
    long_ago = timezone.now() - sign_ins.SEEN_EVERY * 2
    SignIn.objects.update(began_at=long_ago, seen_at=long_ago)
    client.get("/admin/")
    row.refresh_from_db()
    assert row.seen_at > long_ago
    SignIn.objects.update(began_at=long_ago - timedelta(days=99), seen_at=long_ago - timedelta(days=99))
    logged_in("New")
    assert SignIn.objects.count() == 1


def test_readers_pages_ask_nothing_of_the_session(ada, django_assert_num_queries):
    client = logged_in("Browser")
    SignIn.objects.update(ended_at=timezone.now())
    assert client.get("/about/").status_code == 200


@pytest.fixture
def throttled(settings):
    settings.AXES_ENABLED = True
    settings.AXES_FAILURE_LIMIT = 3


def attempt(client: Client, name: str, password: str) -> int:
    return client.post("/admin/login/", {"username": name, "password": password}).status_code


def test_wrong_passwords_close_an_account_for_a_while_from_everywhere(ada, throttled):
    statuses = [attempt(Client(REMOTE_ADDR=f"203.0.113.{number}"), "ada", "wrong") for number in range(4)]
    assert statuses == [200, 200, 429, 429]
    answer = Client(REMOTE_ADDR="198.51.100.1").post("/admin/login/", {"username": "ada", "password": PASSWORD})
    assert answer.status_code == 429
    assert "quarter of an" in answer.content.decode()


def test_an_address_that_tries_many_accounts_is_closed_and_others_are_not(ada, throttled):
    guesser = Client(REMOTE_ADDR="203.0.113.9")
    assert [attempt(guesser, f"name{number}", "wrong") for number in range(4)] == [200, 200, 429, 429]
    assert attempt(guesser, "ada", PASSWORD) == 429
    assert attempt(Client(REMOTE_ADDR="198.51.100.1"), "ada", PASSWORD) == 302


def test_behind_a_proxy_the_address_it_saw_counts_and_no_other(ada, throttled, settings):
    settings.SENDER_HEADER = "X-Forwarded-For"
    for number in range(4):
        sender = {"X-Forwarded-For": f"192.0.2.{number}, 203.0.113.9"}
        last = Client(headers=sender).post("/admin/login/", {"username": f"name{number}", "password": "wrong"})
    assert last.status_code == 429
    other = Client(headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.1"})
    assert attempt(other, "ada", PASSWORD) == 302


def asked(client: Client, address: str) -> int:
    return client.post("/admin/forgotten/", {"email": address}).status_code


def test_a_forgotten_password_is_set_by_a_letter_that_is_good_once(ada, settings):
    settings.SITE_URL = "https://disputes.example"
    assert asked(Client(headers={"Host": "localhost"}), "ADA@example.org") == 302
    letter = mail.outbox.pop()
    assert letter.to == ["ada@example.org"]
    assert letter.subject == "Set your password for disputes.example"
    link = re.search(r"https://disputes\.example(/admin/forgotten/\S+)", letter.body)[1]
    client = Client()
    form = client.get(link, follow=True).redirect_chain[-1][0]
    new = {"new_password1": "another horse entirely", "new_password2": "another horse entirely"}
    assert client.post(form, new).status_code == 302
    ada.refresh_from_db()
    assert ada.check_password("another horse entirely")
    assert "used already" in Client().get(link, follow=True).content.decode()


def test_letters_go_to_the_desks_accounts_only_and_nobody_learns_which_there_are(ada):
    User.objects.create_user("reader", "reader@example.org", PASSWORD)
    User.objects.create_user("gone", "gone@example.org", PASSWORD, is_staff=True, is_active=False)
    answers = {asked(Client(), f"{name}@example.org") for name in ("ada", "reader", "gone", "nobody")}
    assert answers == {302}
    assert [letter.to for letter in mail.outbox] == [["ada@example.org"]]


def test_letters_are_not_sent_in_floods(ada):
    client = Client(REMOTE_ADDR="203.0.113.77")
    assert [asked(client, "ada@example.org") for _ in range(11)][-2:] == [302, 429]
    assert len(mail.outbox) == 10


def test_a_site_without_mail_offers_none(ada, settings):
    settings.SENDS_MAIL = False
    assert Client().get("/admin/forgotten/").status_code == 404


def test_a_new_account_sets_its_password_itself():
    root = User.objects.create_superuser("root", "", PASSWORD)
    fresh = User.objects.create_user("fresh", "fresh@example.org", is_staff=True)
    client = Client()
    client.force_login(root)
    client.post("/admin/auth/user/", {"action": "invite", "_selected_action": [fresh.pk, root.pk]})
    assert [letter.to for letter in mail.outbox] == [["fresh@example.org"]]
