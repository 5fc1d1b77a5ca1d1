"""Keeps what is typed into a form until it is saved: after a crash, a log-out or a lost connection it is offered again.

The browser keeps it, for its own tab alone (`static/timeline/keeping.js`); the server says in a cookie which form it
saved, and shows what was brought back without saving it.
"""

import re
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse

# The name a browser gave to what it keeps of one form, sent with it and told back in a cookie of this name.
KEPT_AS: Final = "kept_as"
BROUGHT_BACK: Final = "_brought_back"
NAME: Final = re.compile(r"[0-9a-f-]{36}")
WORDS: Final = "This was typed before, and nothing of it is saved yet. Look at it, then save it."


class BroughtBack(forms.Form):
    """A form that refuses once to save what was brought back."""

    def clean(self) -> dict[str, Any]:
        """Say that it is not saved."""
        cleaned: dict[str, Any] = super().clean() or {}
        if BROUGHT_BACK in self.data:
            self.add_error(None, WORDS)
        return cleaned


class Keeping:
    """Adds to the admin of a publishable model that what is typed is kept."""

    class Media:
        js = ("timeline/keeping.js", "timeline/saving.js")

    def after_save(self, request: HttpRequest, obj: Any) -> HttpResponse | None:  # noqa: ARG002 - for admins that go elsewhere
        """Return where to go after a save, or None for where Django goes."""
        return None

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """Tell the browser that it need not keep this form any longer."""
        answer = self.after_save(request, obj) or super().response_add(request, obj, post_url_continue)  # type: ignore[misc]  # a mixin before the admin
        return saved(request, answer)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Tell the browser that it need not keep this form any longer."""
        answer = self.after_save(request, obj) or super().response_change(request, obj)  # type: ignore[misc]  # as above
        return saved(request, answer)


def saved(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Name the form that was saved in a cookie that scripts of the desk may read."""
    name = request.POST.get(KEPT_AS, "")
    if NAME.fullmatch(name):
        answer.set_cookie(
            KEPT_AS, name, max_age=3_600, path="/admin/", samesite="Strict", secure=request.is_secure(), httponly=False
        )
    return answer
