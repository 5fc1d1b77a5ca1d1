"""The pages of the alerts, never cached: one to ask for them, one behind a signed address to confirm, change, leave."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from timeline.alerts.scopes import ScopeRefused, canonical, name_of, path_of
from timeline.codelists import AlertRhythm
from timeline.guarding import Door, is_foreign, make_token, mark_secret, words_against
from timeline.models import Subscription
from timeline.pages.paths import language
from timeline.subscriptions.asking import ask, change, confirm, leave
from timeline.subscriptions.forms import AlertForm, RhythmForm
from timeline.subscriptions.own import subscription_of

DOOR = Door("alerts", a_network=20, of_all=2_000)


@csrf_exempt  # readers get no cookie: the signed token and the origin do its work, see guarding
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_page(request: HttpRequest) -> HttpResponse:
    """Ask for alerts: 200, 400 for what must be mended or cannot be followed, 403 from elsewhere, 429 for a flood."""
    try:
        scope = canonical(dict(request.GET.lists()))
    except ScopeRefused:
        words = _("What this address names cannot be followed: the record does not have it.")
        return _ask(request, AlertForm(), None, again=words, status=400)
    if request.method != "POST":
        return _ask(request, AlertForm(), scope)
    form = AlertForm(request.POST)
    if is_foreign(request):
        return _ask(request, form, scope, again=_("The form was sent from another site."), status=403)
    return _ask(request, form, scope, sent=True) if form.is_trapped else _send(request, form, scope)


def _send(request: HttpRequest, form: AlertForm, scope: str) -> HttpResponse:
    """Send the letter, unless something of the form must be mended or it is one of too many."""
    now = timezone.now()
    refused = words_against(request, DOOR, valid=form.is_valid() and settings.SENDS_MAIL, now=now)
    if refused:
        return _ask(request, form, scope, again=refused[0], status=refused[1])
    # Whether a letter goes out is not told: the page says the same of every address.
    ask(form.cleaned_data["email"], scope, AlertRhythm(form.cleaned_data["rhythm"]), language(), now=now)
    return _ask(request, form, scope, sent=True)


@csrf_exempt  # the address of the page is the proof; other sites do not know it
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show a subscription and confirm, change or end it; looking alone, as scanners of mail do, changes nothing.

    A mail program's one click (RFC 8058) is a POST without a form; it is answered without another address.
    """
    row = subscription_of(token)
    if request.method == "POST" and request.POST.get("List-Unsubscribe") == "One-Click":
        if row is not None:
            leave(row)
        return mark_secret(HttpResponse(_("You have left."), content_type="text/plain; charset=utf-8"))
    if row is None:
        return mark_secret(render(request, "timeline/alerts_gone.html", _context(), status=404))
    if request.method != "POST":
        return _own(request, row)
    if is_foreign(request):
        return _own(request, row, refusal=_("The form was sent from another site."), status=403)
    now, act = timezone.now(), request.POST.get("act", "")
    if act == "leave":
        leave(row)
        return mark_secret(render(request, "timeline/alerts_gone.html", _context(left=True)))
    if act == "confirm":
        confirm(row, now=now)
    form = RhythmForm(request.POST)
    if act == "change" and form.is_valid():
        change(row, AlertRhythm(form.cleaned_data["rhythm"]), now=now)
    return mark_secret(HttpResponseRedirect(request.path, status=303))


def _ask(
    request: HttpRequest, form: AlertForm, scope: str | None, *, again: str = "", sent: bool = False, status: int = 200
) -> HttpResponse:
    field = form["email"]
    if field.errors:
        field.field.widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"{field.auto_id}-error"}
    context = _context(
        form=form,
        field=field,
        unknown=scope is None,
        name=name_of(scope or ""),
        page=path_of(scope or ""),
        again=again,
        sent=sent,
        token=make_token(request, timezone.now()),
    )
    return render(request, "timeline/alerts_ask.html", context, status=status)


def _own(request: HttpRequest, row: Subscription, *, refusal: str = "", status: int = 200) -> HttpResponse:
    context = _context(
        row=row,
        form=RhythmForm(initial={"rhythm": row.rhythm}),
        name=name_of(row.scope),
        page=path_of(row.scope),
        refusal=refusal,
    )
    return mark_secret(render(request, "timeline/alerts_own.html", context, status=status))


def _context(**values: Any) -> dict[str, Any]:
    return {"canonical_path": reverse("alerts"), "sends_mail": settings.SENDS_MAIL, **values}
