"""The account's own pages: second factor, recovery codes, and the sign-ins that can be ended."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django_otp import login as note_proof

from tracker.accounts import second_factor, sign_ins
from tracker.accounts.forms import CodeForm

WRONG = "This code is not right, or was used already. Codes of the app change every 30 seconds."


def account(request: HttpRequest) -> HttpResponse:
    """Show how the account is guarded and where it is signed in."""
    user = _own(request)
    since = timezone.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return _page(
        request,
        "accounts/account.html",
        title="My account",
        has_factor=second_factor.has_one(user),
        is_demanded=second_factor.is_demanded(user),
        codes_left=second_factor.recovery_codes_left(user),
        sign_ins=sign_ins.alive(user, since=since),
        own=request.session.get(sign_ins.KEY),
    )


@sensitive_post_parameters("code")
def prove(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor after the password."""
    user, target = _own(request), _next(request)
    if second_factor.is_proved(user) or not second_factor.has_one(user):
        return redirect(target)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wait = second_factor.seconds_to_wait(user)
        device = None if wait else second_factor.prove(user, form.cleaned_data["code"])
        if device is not None:
            note_proof(request, device)
            _tell_of_last_codes(request, user)
            return redirect(target)
        form.add_error("code", f"After wrong codes please wait {wait} seconds." if wait else WRONG)
    return _page(request, "accounts/prove.html", title="Second factor", form=form, next=target)


@sensitive_post_parameters("code")
def enrol(request: HttpRequest) -> HttpResponse:
    """Add an authenticator app, or another one in place of it, and show the recovery codes."""
    user = _own(request)
    device = second_factor.begin(user)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        confirmed = second_factor.confirm(user, form.cleaned_data["code"])
        if confirmed is not None:
            note_proof(request, confirmed)
            sign_ins.end(user, but=request.session.get(sign_ins.KEY))
            return _show_codes(request, user)
        wait = second_factor.seconds_to_wait(user)
        form.add_error("code", f"After wrong codes please wait {wait} seconds." if wait else WRONG)
    return _page(
        request,
        "accounts/enrol.html",
        title="Add an authenticator app",
        form=form,
        picture=second_factor.picture_of(device),
        secret=second_factor.spelled(device),
        is_demanded=second_factor.is_demanded(user),
    )


@require_POST
def renew_codes(request: HttpRequest) -> HttpResponse:
    """Make recovery codes in place of those before."""
    user = _own(request)
    if not second_factor.is_proved(user):
        return redirect("account")
    return _show_codes(request, user)


@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    """Take the second factor away where it is not demanded, by a code of it."""
    user, form = _own(request), CodeForm(request.POST)
    if second_factor.is_demanded(user):
        messages.error(request, "Accounts that can publish need a second factor.")
    elif not form.is_valid() or second_factor.prove(user, form.cleaned_data["code"]) is None:
        messages.error(request, WRONG)
    else:
        second_factor.remove(user)
        messages.success(request, "The second factor is removed.")
    return redirect("account")


@require_POST
def end_sign_in(request: HttpRequest, number: int) -> HttpResponse:
    """End one of the account's sign-ins."""
    count = sign_ins.end(_own(request), only=number)
    messages.success(request, "This sign-in is ended." if count else "It had ended already.")
    return redirect("account")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End all of the account's sign-ins but this one."""
    count = sign_ins.end(_own(request), but=request.session.get(sign_ins.KEY))
    messages.success(request, f"{count} other sign-{'in is' if count == 1 else 'ins are'} ended.")
    return redirect("account")


def _show_codes(request: HttpRequest, user: User) -> HttpResponse:
    codes = second_factor.new_recovery_codes(user)
    return _page(request, "accounts/recovery_codes.html", title="Your recovery codes", codes=codes)


def _tell_of_last_codes(request: HttpRequest, user: User) -> None:
    left = second_factor.recovery_codes_left(user)
    if left <= 2:
        messages.warning(request, f"{left} recovery codes are left: make new ones on “My account”.")


def _page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    return render(request, template, {**admin.site.each_context(request), **context})


def _own(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise TypeError("a page of an account was asked for by nobody")
    return request.user


def _next(request: HttpRequest) -> str:
    """Return where to go on within the desk; anywhere else is the start page."""
    said = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(said, allowed_hosts=None) and said.startswith("/admin/")
    return said if is_ours else "/admin/"
