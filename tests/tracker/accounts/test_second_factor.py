"""Log-in with a second factor: demanded of whoever can publish, proved before any page, with a way back."""

import re
import time
from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.url_table import desk_routes
from tracker.accounts import second_factor
from tracker.accounts.models import SignIn

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"
PROVE, ENROL, ACCOUNT = "/admin/account/second-factor/", "/admin/account/second-factor/add/", "/admin/account/"


def made(role: str, name: str = "ada") -> User:
    user = User.objects.create_user(name, f"{name}@example.org", PASSWORD, is_staff=True)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def logged_in(user: User) -> Client:
    client = Client()
    client.login(username=user.username, password=PASSWORD)
    return client


def code_of(device: TOTPDevice, *, steps: int = 0) -> str:
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    totp.time = time.time() + steps * device.step
    return f"{totp.token():06}"


def enrolled(client: Client, user: User) -> list[str]:
    """Add an app as a person does; return the recovery codes that are shown."""
    client.get(ENROL)
    device = TOTPDevice.objects.get(user=user, confirmed=False)
    page = client.post(ENROL, {"code": code_of(device)}).content.decode()
    return re.findall(r"<code>([a-z2-7-]+)</code>", page)


def next_code(user: User) -> str:
    """A code that was not used: an app's next one, as each is good once."""
    return code_of(TOTPDevice.objects.get(user=user, confirmed=True), steps=1)


@pytest.fixture(autouse=True)
def demanded(settings):
    settings.REQUIRE_TWO_FACTOR = True


@pytest.mark.parametrize(
    ("role", "is_demanded"),
    [("", False), ("contributor", False), ("editor", False), ("publisher", True), ("administrator", True)],
)
def test_whoever_can_publish_must_add_an_app_before_any_page(role, is_demanded):
    client = logged_in(made(role))
    answer = client.get("/admin/timeline/event/")
    if is_demanded:
        assert (answer.status_code, answer.headers["Location"]) == (302, f"{ENROL}?next=%2Fadmin%2Ftimeline%2Fevent%2F")
    else:
        assert answer.status_code in {200, 403}


def test_superusers_need_one_too_and_a_site_may_say_otherwise(settings):
    user = User.objects.create_superuser("root", "", PASSWORD)
    assert logged_in(user).get("/admin/").status_code == 302
    settings.REQUIRE_TWO_FACTOR = False
    assert logged_in(user).get("/admin/").status_code == 200


def every_admin_address() -> Iterator[str]:
    for route, _name in desk_routes():
        yield "/" + re.sub(r"<[^>]+>", "1", route).replace("^", "").replace("$", "")


OPEN = {"/admin/login/", "/admin/logout/", "/admin/jsi18n/", ENROL}


def test_no_address_of_the_desk_answers_between_password_and_second_factor():
    user = made("administrator")
    client = logged_in(user)
    addresses = {one for one in every_admin_address() if "(" not in one and not one.startswith("/admin/forgotten/")}
    assert len(addresses) > 100
    for one in sorted(addresses - OPEN):
        for answer in (client.get(one), client.post(one)):
            assert answer.status_code == 302, one
            assert answer.headers["Location"].startswith(ENROL), one


def test_from_the_password_to_the_page_and_once_more_on_the_next_day():
    user = made("publisher")
    client = logged_in(user)
    assert "<svg" in client.get(ENROL).content.decode()
    codes = enrolled(client, user)
    assert len(set(codes)) == 10
    assert client.get("/admin/timeline/event/").status_code == 200

    client = logged_in(user)
    answer = client.get("/admin/timeline/event/?q=jedi")
    assert answer.headers["Location"] == f"{PROVE}?next=%2Fadmin%2Ftimeline%2Fevent%2F%3Fq%3Djedi"
    assert client.post(PROVE, {"code": "000000"}).status_code == 200
    TOTPDevice.objects.update(throttling_failure_count=0)
    answer = client.post(PROVE, {"code": next_code(user), "next": "/admin/timeline/event/?q=jedi"})
    assert answer.headers["Location"] == "/admin/timeline/event/?q=jedi"
    assert client.get("/admin/timeline/event/").status_code == 200


def test_who_has_one_cannot_add_another_before_proving_the_first():
    user = made("editor")
    enrolled(logged_in(user), user)
    client = logged_in(user)
    for address in (ENROL, ACCOUNT, "/admin/account/recovery-codes/", "/admin/account/second-factor/remove/"):
        assert client.post(address, {"code": "1"}).headers["Location"].startswith(PROVE)


def test_a_code_is_good_once():
    user = made("publisher")
    enrolled(logged_in(user), user)
    code = next_code(user)
    assert logged_in(user).post(PROVE, {"code": code}).status_code == 302
    assert logged_in(user).post(PROVE, {"code": code}).status_code == 200


def test_recovery_codes_open_the_desk_once_each():
    user = made("publisher")
    codes = enrolled(logged_in(user), user)
    client = logged_in(user)
    assert client.post(PROVE, {"code": codes[0].upper()}).status_code == 302
    assert client.get("/admin/").status_code == 200
    client = logged_in(user)
    assert client.post(PROVE, {"code": codes[0]}).status_code == 200
    assert client.get("/admin/").status_code == 302
    assert second_factor.recovery_codes_left(user) == 9


def test_new_recovery_codes_replace_the_old():
    user = made("publisher")
    client = logged_in(user)
    old = enrolled(client, user)
    new = re.findall(r"<code>([a-z2-7-]+)</code>", client.post("/admin/account/recovery-codes/").content.decode())
    assert len(new) == 10
    assert not set(new) & set(old)
    assert second_factor.prove(user, old[0]) is None
    StaticDevice.objects.update(throttling_failure_count=0)
    assert second_factor.prove(user, new[0]) is not None


def test_guessing_is_slowed_down_more_and_more():
    user = made("publisher")
    enrolled(logged_in(user), user)
    client = logged_in(user)
    for _ in range(3):
        client.post(PROVE, {"code": "000000"})
        TOTPDevice.objects.update(throttling_failure_timestamp="2000-01-01T00:00Z")
    client.post(PROVE, {"code": "000000"})
    answer = client.post(PROVE, {"code": next_code(user)})
    assert "please wait 8 seconds" in answer.content.decode()
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "/de/", "javascript:1"]
)
def test_the_way_on_leads_nowhere_but_to_the_desk(target):
    user = made("publisher")
    enrolled(logged_in(user), user)
    answer = logged_in(user).post(PROVE, {"code": next_code(user), "next": target})
    assert answer.headers["Location"] == "/admin/"


def test_an_administrator_removes_a_lost_factor_but_not_that_of_a_superuser():
    owner, root = made("publisher", "owner"), User.objects.create_superuser("root", "", PASSWORD)
    client = logged_in(owner)
    enrolled(client, owner)
    enrolled(logged_in(root), root)
    administrator = made("administrator")
    desk = logged_in(administrator)
    enrolled(desk, administrator)
    chosen = {"action": "remove_second_factor", "_selected_action": [owner.pk, root.pk, administrator.pk]}
    page = desk.post("/admin/auth/user/", chosen, follow=True).content.decode()
    assert "Superusers are changed by superusers only" in page
    assert [second_factor.has_one(user) for user in (owner, root, administrator)] == [False, True, True]
    assert client.get("/admin/").headers["Location"].startswith("/admin/login/")
    assert logged_in(owner).get("/admin/").headers["Location"].startswith(ENROL)


def test_only_where_it_is_not_demanded_it_can_be_taken_away_and_by_its_code():
    publisher, editor = made("publisher", "pub"), made("editor", "ed")
    for user, gone in ((publisher, False), (editor, True)):
        client = logged_in(user)
        enrolled(client, user)
        client.post("/admin/account/second-factor/remove/", {"code": "000000"})
        assert second_factor.has_one(user)
        TOTPDevice.objects.update(throttling_failure_count=0)
        client.post("/admin/account/second-factor/remove/", {"code": next_code(user)})
        assert second_factor.has_one(user) is not gone


def test_secrets_are_in_no_list_of_the_desk():
    assert not {TOTPDevice, StaticDevice, SignIn} & set(admin.site._registry)


def test_the_operator_can_let_somebody_in_again(capsys):
    user = made("publisher")
    enrolled(logged_in(user), user)
    call_command("reset_second_factor", user.username)
    assert not second_factor.has_one(user)
    assert "second factor" in capsys.readouterr().out
