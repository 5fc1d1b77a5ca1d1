"""The pages of the API's keys, never cached: one to ask for the letter, one behind its address to hold them."""

from datetime import datetime
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

from timeline.api.limits import quotas
from timeline.guarding import Door, is_foreign, make_token, mark_secret, words_against
from timeline.keys.forms import AddressForm, LabelForm
from timeline.keys.holding import MOST_A_HOLDER, TooManyKeys, forget, keys_of, make_key, revoke
from timeline.keys.letters import address_of, send_link

DOOR = Door("keys", a_network=10, of_all=1_000)


@csrf_exempt  # readers get no cookie: the signed token and the origin do its work, see guarding
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_page(request: HttpRequest) -> HttpResponse:
    """Ask for the letter: 200, 400 for what must be mended, 403 from elsewhere, 429 for a flood."""
    if request.method != "POST":
        return _ask(request, AddressForm())
    form = AddressForm(request.POST)
    if is_foreign(request):
        return _ask(request, form, again=_("The form was sent from another site."), status=403)
    return _ask(request, form, sent=True) if form.is_trapped else _send(request, form, timezone.now())


def _send(request: HttpRequest, form: AddressForm, now: datetime) -> HttpResponse:
    """Send the letter, unless something of the form must be mended or it is one of too many."""
    refused = words_against(request, DOOR, valid=form.is_valid() and settings.SENDS_MAIL, now=now)
    if refused:
        return _ask(request, form, again=refused[0], status=refused[1])
    # Whether a letter goes out is not told: the page says the same of every address.
    send_link(form.cleaned_data["email"], now=now)
    return _ask(request, form, sent=True)


@csrf_exempt  # the address of the page is the proof; other sites do not know it and may not send to it
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keys_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show the keys of an address, make one, revoke one, or forget the address: 404 for an address that has lapsed."""
    address = address_of(token)
    if address is None:
        return mark_secret(render(request, "timeline/keys_lapsed.html", _context(), status=404))
    if request.method != "POST":
        return _keys(request, address)
    if is_foreign(request):
        return _keys(request, address, refusal=_("The form was sent from another site."), status=403)
    match request.POST.get("act", ""):
        case "make":
            return _make(request, address)
        case "revoke":
            number = request.POST.get("key", "")
            if number.isascii() and number.isdigit() and len(number) < 19:
                revoke(keys_of(address).filter(pk=int(number)), now=timezone.now())
        case "forget":
            forget(address)
    return mark_secret(HttpResponseRedirect(request.path, status=303))


def _make(request: HttpRequest, address: str) -> HttpResponse:
    """Make a key and show it, the only time."""
    form = LabelForm(request.POST)
    if not form.is_valid():
        return _keys(request, address, form=form, status=400)
    try:
        key = make_key(address, form.cleaned_data["label"], now=timezone.now())
    except TooManyKeys:
        refusal = _("You have %(count)d keys, more are not given out. Revoke one first.") % {"count": MOST_A_HOLDER}
        return _keys(request, address, refusal=refusal, status=409)
    return _keys(request, address, key=key)


def _ask(
    request: HttpRequest, form: AddressForm, *, again: str = "", sent: bool = False, status: int = 200
) -> HttpResponse:
    field = form["email"]
    if field.errors:
        field.field.widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"{field.auto_id}-error"}
    context = _context(form=form, field=field, again=again, sent=sent, token=make_token(request, timezone.now()))
    return render(request, "timeline/keys_ask.html", context, status=status)


def _keys(
    request: HttpRequest,
    address: str,
    *,
    form: LabelForm | None = None,
    key: str = "",
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    context = _context(address=address, keys=list(keys_of(address)), form=form or LabelForm(), key=key, refusal=refusal)
    return mark_secret(render(request, "timeline/keys.html", context, status=status))


def _context(**values: Any) -> dict[str, Any]:
    return {
        "canonical_path": reverse("api-keys"),
        "section": "journalists",
        "quotas": quotas(),
        "sends_mail": settings.SENDS_MAIL,
        **values,
    }
