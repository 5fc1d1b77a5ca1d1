"""Letters with which a password is set: for who forgot it, and for a new account."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import views
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse_lazy

from timeline.guarding import Door, is_flood
from tracker.accounts.forms import ForgottenForm, NewPasswordForm

DOOR = Door("forgotten-password", a_network=10, of_all=200)
LETTER = {
    "email_template_name": "accounts/password_letter.txt",
    "subject_template_name": "accounts/password_subject.txt",
}


class _OfTheDesk:
    """A page before the log-in, in the desk's looks."""

    title = ""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """Add what the desk's templates need."""
        context = super().get_context_data(**more)  # type: ignore[misc]  # a view's
        return {**admin.site.each_context(self.request), **context, "title": self.title}  # type: ignore[attr-defined]


class Forgotten(_OfTheDesk, views.PasswordResetView):
    """Asks for an address; whether it is known is not said."""

    title = "Forgotten password"
    template_name = "accounts/forgotten.html"
    form_class = ForgottenForm
    success_url = reverse_lazy("admin_password_reset_done")
    email_template_name = LETTER["email_template_name"]
    subject_template_name = LETTER["subject_template_name"]

    def dispatch(self, request: HttpRequest, *arguments: Any, **more: Any) -> HttpResponseBase:
        """Be there only where letters can be sent."""
        if not settings.SENDS_MAIL:
            raise Http404("This site sends no mail: an administrator sets passwords.")
        return super().dispatch(request, *arguments, **more)

    def form_valid(self, form: Any) -> HttpResponse:
        """Send the letter, unless too many were asked for."""
        if is_flood(self.request, DOOR):
            form.add_error(None, "Many letters were asked for. Please try again in an hour.")
            return self.render_to_response(self.get_context_data(form=form), status=429)
        return super().form_valid(form)


class Sent(_OfTheDesk, views.PasswordResetDoneView):
    """Says that a letter is on its way, if there is such an account."""

    title = "A letter is on its way"
    template_name = "accounts/letter_sent.html"


class SetPassword(_OfTheDesk, views.PasswordResetConfirmView):
    """Sets the password; the letter's address is good once and for three days."""

    title = "Set your password"
    template_name = "accounts/set_password.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("admin:login")


def locked(request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
    """Answer a log-in for which too many wrong passwords came; django-axes calls it."""
    context = {**admin.site.each_context(request), "title": "Too many attempts"}
    return render(request, "accounts/locked.html", context, status=429)


def invite(request: HttpRequest, address: str) -> None:
    """Send the letter with which the owner of an account sets its password."""
    form = ForgottenForm({"email": address})
    if form.is_valid():
        form.save(request=request, **LETTER)
