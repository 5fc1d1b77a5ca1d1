"""The pages of webhooks, never cached: one to ask for one, one behind a signed address to keep it."""

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

from timeline import selectors
from timeline.alerts.scopes import ScopeRefused, canonical, name_of, path_of
from timeline.guarding import Door, is_foreign, make_token, mark_secret, words_against
from timeline.models import Webhook
from timeline.pages.paths import language
from timeline.webhook_states import MessageKind, MessageState, WebhookState, WebhookStop
from timeline.webhooks import keeping
from timeline.webhooks.asking import Wish, ask, confirm, is_full, leave
from timeline.webhooks.deliveries import deliveries, is_asking, waiting
from timeline.webhooks.forms import SendingForm, WebhookForm
from timeline.webhooks.own import webhook_of
from timeline.webhooks.signing import secret_of

DOOR = Door("webhooks", a_network=10, of_all=500)


@csrf_exempt  # readers get no cookie: the signed token and the origin do its work, see guarding
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_page(request: HttpRequest) -> HttpResponse:
    """Ask for a webhook: 400 for what must be mended or cannot be followed, 403 from elsewhere, 429 for a flood."""
    try:
        scope = canonical(dict(request.GET.lists()))
    except ScopeRefused:
        words = _("What this address names cannot be followed: the record does not have it.")
        return _ask(request, WebhookForm(), None, again=words, status=400)
    if request.method != "POST":
        return _ask(request, WebhookForm(), scope)
    form = WebhookForm(request.POST)
    if is_foreign(request):
        return _ask(request, form, scope, again=_("The form was sent from another site."), status=403)
    return _ask(request, form, scope, sent=True) if form.is_trapped else _send(request, form, scope)


def _send(request: HttpRequest, form: WebhookForm, scope: str) -> HttpResponse:
    """Send the letter, unless something of the form must be mended or it is one of too many."""
    now = timezone.now()
    refused = words_against(request, DOOR, valid=form.is_valid() and settings.SENDS_MAIL, now=now)
    if refused:
        return _ask(request, form, scope, again=refused[0], status=refused[1])
    if is_full():
        return _ask(request, form, scope, again=_("No more webhooks are taken at present."), status=503)
    given = form.cleaned_data
    # Whether a letter goes out is not told: the page says the same of every address.
    ask(Wish(given["email"], given["url"], scope, given["kinds"], form.is_whole), language(), now=now)
    return _ask(request, form, scope, sent=True)


@csrf_exempt  # the address of the page is the proof; other sites do not know it and may not send to it
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show a webhook with its deliveries and do what its owner chose; looking alone changes nothing."""
    row = webhook_of(token)
    if row is None:
        return mark_secret(render(request, "timeline/webhooks_gone.html", _context(), status=404))
    if request.method != "POST":
        return _own(request, row)
    if is_foreign(request):
        return _own(request, row, refusal=_("The form was sent from another site."), status=403)
    if request.POST.get("act") == "leave":
        leave(row)
        return mark_secret(render(request, "timeline/webhooks_gone.html", _context(left=True)))
    return _do(request, row)


def _do(request: HttpRequest, row: Webhook) -> HttpResponse:
    """Do what was chosen and show the page anew, or say why not."""
    form = SendingForm(request.POST) if request.POST.get("act") == "change" else None
    if form is not None and not form.is_valid():
        return _own(request, row, form=form, status=400)
    try:
        _act(request, row, form)
    except keeping.Refused as refused:
        return _own(request, row, refusal=str(refused), status=409)
    return mark_secret(HttpResponseRedirect(request.path, status=303))


def _act(request: HttpRequest, row: Webhook, form: SendingForm | None) -> None:
    """Do what was chosen; raise Refused for what cannot be done now. Nothing else is open before confirmation."""
    now, act = timezone.now(), request.POST.get("act", "")
    if act == "confirm":
        confirm(row)
    if row.state == WebhookState.ASKED:
        return
    match act:
        case "challenge":
            keeping.challenge(row, now=now)
        case "test":
            keeping.test(row, now=now)
        case "rotate":
            keeping.rotate(row, now=now)
        case "stop":
            keeping.stop(row, WebhookStop.OWNER, now=now)
        case "replay":
            number = request.POST.get("seq", "").strip()
            is_number = number.isascii() and number.isdigit() and len(number) < 19
            keeping.replay(row, int(number) if is_number else 0, now=now)
        case "change" if form is not None:
            keeping.change(row, form.cleaned_data["kinds"], whole=form.is_whole)


def _ask(
    request: HttpRequest,
    form: WebhookForm,
    scope: str | None,
    *,
    again: str = "",
    sent: bool = False,
    status: int = 200,
) -> HttpResponse:
    for field in (form["url"], form["email"]):
        if field.errors:
            field.field.widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"{field.auto_id}-error"}
    context = _context(
        form=form,
        fields=[form["url"], form["email"]],
        unknown=scope is None,
        name=name_of(scope or ""),
        page=path_of(scope or ""),
        again=again,
        sent=sent,
        token=make_token(request, timezone.now()),
    )
    return render(request, "timeline/webhooks_ask.html", context, status=status)


def _own(
    request: HttpRequest, row: Webhook, *, form: SendingForm | None = None, refusal: str = "", status: int = 200
) -> HttpResponse:
    now = timezone.now()
    given = {"kinds": row.kinds, "content": "whole" if row.whole else "short"}
    context = _context(
        row=row,
        form=form or SendingForm(initial=given),
        name=name_of(row.scope),
        page=path_of(row.scope),
        secret=secret_of(row),
        signs_with_old=bool(row.old_until and now < row.old_until),
        deliveries=deliveries(row),
        waiting=waiting(row),
        is_asking=is_asking(row),
        unanswered=row.messages.filter(kind=MessageKind.CHALLENGE, state=MessageState.FAILED).exists(),
        newest=selectors.latest_seq(),
        why=WebhookStop(row.stopped_why).label if row.stopped_why else "",
        refusal=refusal,
    )
    return mark_secret(render(request, "timeline/webhooks_own.html", context, status=status))


def _context(**values: Any) -> dict[str, Any]:
    return {
        "canonical_path": reverse("webhooks"),
        "section": "journalists",
        "sends_mail": settings.SENDS_MAIL,
        **values,
    }
