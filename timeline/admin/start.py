"""The desk's start page: what needs somebody, each count with the list it counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract, Dispute, Party, Protest
from contracts.models.base import Publishable
from timeline import roles
from timeline.admin.acts.page import names_of
from timeline.admin.standings import RowStanding, with_standing
from timeline.codelists import AutomaticState, FeedState, ReportState, Strength
from timeline.documents.shapes import Ref
from timeline.models import (
    AutomaticPublication,
    Candidate,
    ChangeSet,
    Claim,
    Correction,
    Event,
    Feed,
    ReaderReport,
    ScheduledPublication,
    ScheduleState,
    SecondLook,
    Source,
    Statement,
)
from timeline.pipeline.dead_letters import count_dead_letters
from timeline.publishing import four_eyes

admin.site.index_template = "admin/timeline/start.html"
admin.site.index_title = "Start"

# In the order in which a reader meets them.
KEPT_HERE: tuple[type[Publishable], ...] = (Event, Statement, Claim, Source, Party, Protest, Contract, Dispute)
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Counted:
    """A number, what it counts, and the address of the list that shows exactly those."""

    count: int
    name: str
    url: str


def start_page(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add to the start page what this editor may see and should look at; Unfold calls it."""
    may = request.user.has_perm
    context["drafts"] = [*_waiting(request, RowStanding.DRAFT)]
    context["edits"] = [*_waiting(request, RowStanding.EDITED)]
    if may("timeline.view_candidate"):
        context |= _candidates()
    if may("timeline.view_readerreport"):
        context |= _reports()
    if may("timeline.view_correction"):
        context["corrections"] = _corrections()
    if may("timeline.view_feed"):
        context["sick_feeds"] = list(Feed.objects.exclude(state=FeedState.OK).filter(enabled=True)[:SHOWN])
        context["feeds_url"] = reverse("admin:timeline_feed_changelist")
    if may("timeline.view_item"):
        context["dead_letters"] = list(_dead_letters())
    if may("timeline.view_automaticpublication"):
        context["unseen"] = _unseen()
    if may(roles.PUBLISH):
        context["second"] = _second(request)
        context["scheduled"] = list(_scheduled())
    if may("timeline.view_changeset"):
        context["acts"] = list(ChangeSet.objects.select_related("actor").order_by("-pk")[:SHOWN])
    context["can_write"] = may("timeline.add_event")
    return context


def _waiting(request: HttpRequest, standing: RowStanding) -> Iterable[Counted]:
    """Count the rows of one standing, a model a line, where there are any."""
    for model in KEPT_HERE:
        meta = model._meta
        if not request.user.has_perm(f"{meta.app_label}.view_{meta.model_name}"):
            continue
        count = model._default_manager.filter(with_standing(model, standing)).count()
        if count:
            name = meta.verbose_name if count == 1 else meta.verbose_name_plural
            listed = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
            yield Counted(count, str(name), f"{listed}?standing={standing}")


def _dead_letters() -> Iterable[Counted]:
    """Count the work that was given up, a kind a line, where there is any."""
    for kind, count in count_dead_letters():
        if count and admin.site.is_registered(kind.model):  # copies have no list here; the command names them
            meta = kind.model._meta
            name = meta.verbose_name if count == 1 else meta.verbose_name_plural
            listed = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
            chosen = "state" if kind.model is AutomaticPublication else "state__exact"
            yield Counted(count, str(name), f"{listed}?{chosen}={kind.dead}")


def _unseen() -> Counted | None:
    """Count the events that were published without review and that no editor has looked at."""
    count = AutomaticPublication.objects.filter(state=AutomaticState.PUBLISHED).count()
    listed = reverse("admin:timeline_automaticpublication_changelist")
    words = "event was" if count == 1 else "events were"
    name = f"{words} published without review, and nobody has looked since"
    return Counted(count, name, f"{listed}?state={AutomaticState.PUBLISHED}") if count else None


def _second(request: HttpRequest) -> dict[str, Any]:
    """Return what waits for this publisher because another one acted: acts to confirm, and acts that were asked for."""
    count = ChangeSet.objects.filter(four_eyes.UNCONFIRMED).exclude(actor=request.user.pk).count()
    listed = f"{reverse('admin:timeline_changeset_changelist')}?second=waits"
    looks = list(SecondLook.objects.exclude(asked_by=request.user.pk).select_related("asked_by")[:SHOWN])
    refs = {look.pk: [Ref(*one) for one in look.about] for look in looks}
    names = names_of(ref for found in refs.values() for ref in found)
    return {
        "to_confirm": Counted(count, "act to confirm" if count == 1 else "acts to confirm", listed) if count else None,
        "asked": [(look, [names[ref] for ref in refs[look.pk]]) for look in looks],
    }


def _scheduled() -> Iterable[Counted]:
    """Count what waits for its hour, and what was not published when it came."""
    listed = reverse("admin:timeline_scheduledpublication_changelist")
    rows = ScheduledPublication.objects.order_by().values("state")
    counts = dict(rows.annotate(count=Count("pk")).values_list("state", "count"))
    for state, one, more in (
        (ScheduleState.WAITING, "publication waits for its hour", "publications wait for their hour"),
        (ScheduleState.REFUSED, "was not published at its hour", "were not published at their hour"),
    ):
        if count := counts.get(state, 0):
            yield Counted(count, one if count == 1 else more, f"{listed}?state__exact={state}")


def _reports() -> dict[str, Any]:
    """Count what readers reported and nobody closed, and show the newest."""
    waiting = ReaderReport.objects.filter(state=ReportState.OPEN)
    listed = reverse("admin:timeline_readerreport_changelist")
    count = waiting.count()
    counted = [Counted(count, "open report" if count == 1 else "open reports", f"{listed}?state__exact=open")]
    return {"reports": counted if count else [], "newest_reports": list(waiting[:SHOWN]), "reports_url": listed}


def _corrections() -> Counted | None:
    """Count the corrections that wait because a source changed after it was taken for an event."""
    count = Correction.objects.open().count()
    name = "correction waits" if count == 1 else "corrections wait"
    listed = reverse("admin:timeline_correction_changelist")
    return Counted(count, f"{name}: a source changed after it was taken for an event", listed) if count else None


def _candidates() -> dict[str, Any]:
    """Count the candidates by what their match rests on, and show the best."""
    waiting = Candidate.objects.waiting(timezone.now())
    listed = reverse("admin:timeline_candidate_changelist")
    counted = [
        Counted(waiting.filter(strength=strength).count(), strength.label, f"{listed}?strength__exact={strength}")
        for strength in Strength
    ]
    changed = Candidate.objects.filter(changed_since=True).count()
    if changed:
        counted.append(Counted(changed, "Changed at the source after the decision", f"{listed}?state=changed"))
    best = waiting.best_first().select_related("item__feed", "dispute")[:SHOWN]
    return {
        "candidates": [one for one in counted if one.count],
        "best_candidates": list(best),
        "oldest_candidate": waiting.order_by("proposed_at").values_list("proposed_at", flat=True).first(),
        "candidates_url": listed,
    }
