"""The page of one candidate: evidence at the left, decisions at the right; and what each decision answers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from contracts.models import Party
from timeline import regrouping, review
from timeline.admin.reviewing.evidence import marked_text, marked_title, similar_events
from timeline.admin.reviewing.forms import AcceptForm, CiteForm, RejectForm, SnoozeForm, VersionForm
from timeline.admin.reviewing.group import (
    RegroupForm,
    TogetherForm,
    about_reasons,
    put_back,
    reports_of,
    take_out,
    taken_out_of,
)
from timeline.codelists import CandidateState
from timeline.models import Candidate
from timeline.models.candidates import OPEN_STATES


class ReviewPage:
    """One request about one candidate."""

    def __init__(self, admin: Any, request: HttpRequest, candidate: Candidate) -> None:
        """Fetch what both the page and the decisions need."""
        self.admin, self.request, self.candidate = admin, request, candidate
        self.proposal = review.proposal_of(candidate)
        slugs = [one.slug for one in self.proposal.parties]
        rows = {party.slug: party for party in Party.objects.filter(slug__in=slugs)}
        self.parties = [rows[slug] for slug in slugs if slug in rows]
        self.forms: dict[str, Any] = {
            "accept": AcceptForm(candidate=candidate, proposal=self.proposal, parties=self.parties, prefix="accept"),
            "cite": CiteForm(initial=self._version, prefix="cite"),
            "reject": RejectForm(initial=self._version, prefix="reject"),
            "snooze": SnoozeForm(initial=self._version, prefix="snooze"),
            "undo": VersionForm(initial=self._version, prefix="undo"),
            "acknowledge": VersionForm(initial=self._version, prefix="acknowledge"),
            "take_out": RegroupForm(prefix="take_out"),
            "put_back": RegroupForm(prefix="put_back"),
            "put_together": TogetherForm(initial=self._version, prefix="put_together"),
        }

    @property
    def _version(self) -> dict[str, int]:
        return {"version": self.candidate.version}

    def answer(self) -> HttpResponse:
        """Show the page, or decide as the posted form says."""
        decisions = {
            "accept": self._accept,
            "cite": self._cite,
            "reject": self._reject,
            "snooze": self._snooze,
            "undo": self._undo,
            "acknowledge": self._acknowledge,
            "take_out": self._regroup,
            "put_back": self._regroup,
            "put_together": self._put_together,
        }
        decision = self.request.POST.get("decision", "")
        if self.request.method != "POST" or decision not in decisions:
            return self.show()
        form = self._bound(decision)
        self.forms[decision] = form
        if not form.is_valid():
            return self.show()
        if decision not in {"take_out", "put_back"}:  # there the version is that of another report
            self.candidate.version = form.cleaned_data["version"]
        try:
            done = decisions[decision]()
        except review.DecidedMeanwhile as late:
            messages.warning(self.request, str(late))
            return HttpResponseRedirect(self.request.path)
        except review.ReviewRefused as refused:
            messages.error(self.request, str(refused))
            return self.show()
        return done or self._to_next()

    def _bound(self, decision: str) -> Any:
        if decision == "accept":
            return AcceptForm(
                self.request.POST,
                candidate=self.candidate,
                proposal=self.proposal,
                parties=self.parties,
                prefix=decision,
            )
        return type(self.forms[decision])(self.request.POST, prefix=decision)

    def _accept(self) -> HttpResponse | None:
        form = self.forms["accept"]
        try:
            event = review.accept(
                self.candidate,
                actor=self._actor,
                now=timezone.now(),
                fields=form.changed_proposal(),
                anchor=form.cleaned_data["anchor"],
            )
        except ValidationError as error:
            for field, found in error.message_dict.items():
                form.add_error(field if field in form.fields else None, found)
            return self.show()
        messages.success(self.request, f"Made a draft of it: “{event}”. Complete it, then publish it.")
        return HttpResponseRedirect(reverse("admin:timeline_event_change", args=[event.pk]))

    def _cite(self) -> HttpResponse | None:
        form = self.forms["cite"]
        event = form.cleaned_data["event"]
        review.cite(self.candidate, event, actor=self._actor, now=timezone.now(), anchor=form.cleaned_data["anchor"])
        messages.success(self.request, f"Added as a source of “{event}”. Publish that event to show it to readers.")
        return None

    def _reject(self) -> HttpResponse | None:
        note = self.forms["reject"].sentence()
        review.reject(self.candidate, actor=self._actor, now=timezone.now(), note=note)
        messages.success(self.request, f"Rejected “{self.candidate.item}”.")
        return None

    def _snooze(self) -> HttpResponse | None:
        now = timezone.now()
        until = now + self.forms["snooze"].pause()
        review.snooze(self.candidate, until=until, actor=self._actor, now=now)
        messages.success(self.request, f"Put off until {until:%-d %B %Y}.")
        return None

    def _undo(self) -> HttpResponse | None:
        review.undo(self.candidate, actor=self._actor, now=timezone.now())
        messages.success(self.request, "The decision is taken back; it waits for review again.")
        return HttpResponseRedirect(self.request.path)

    def _acknowledge(self) -> HttpResponse | None:
        review.acknowledge(self.candidate, actor=self._actor, now=timezone.now())
        messages.success(self.request, "Noted that you have seen the change.")
        return HttpResponseRedirect(self.request.path)

    def _regroup(self) -> HttpResponse | None:
        act = {"take_out": take_out, "put_back": put_back}[self.request.POST["decision"]]
        messages.success(self.request, act(self.forms[self.request.POST["decision"]]))
        return HttpResponseRedirect(self.request.path)

    def _put_together(self) -> HttpResponse | None:
        other = self.forms["put_together"].cleaned_data["other"]
        regrouping.put_together(self.candidate, other)
        messages.success(self.request, f"“{self.candidate.item}” and “{other.item}” are decided together now.")
        return HttpResponseRedirect(self.request.path)

    @property
    def _actor(self) -> Any:
        return self.request.user

    def _to_next(self) -> HttpResponse:
        """Go on with the best candidate that waits, or back to the list where none does."""
        waiting = Candidate.objects.waiting(timezone.now()).best_first().values_list("pk", flat=True).first()
        if waiting is None:
            messages.info(self.request, "Nothing else waits for review.")
            return HttpResponseRedirect(reverse("admin:timeline_candidate_changelist"))
        return HttpResponseRedirect(reverse("admin:timeline_candidate_change", args=[waiting]))

    def show(self) -> TemplateResponse:
        """Render the page with the forms as they now are."""
        site, candidate = self.admin.admin_site, self.candidate
        candidate.refresh_from_db(fields=["state", "version", "changed_since", "apart"])
        may_review = self.admin.has_review_permission(self.request)
        reports = reports_of(candidate)
        about = candidate.about if candidate.about and candidate.about.deleted_at is None else None
        self.request.current_app = site.name
        context = {
            **site.each_context(self.request),
            "title": "Review",
            "subtitle": str(candidate.item),
            "opts": self.admin.opts,
            "original": candidate,
            "candidate": candidate,
            "item": candidate.item,
            "marked_title": marked_title(candidate, self.parties),
            "marked_text": marked_text(candidate, self.parties),
            "similar": [event for event in similar_events(candidate, self.proposal) if event != about],
            "about": about,
            "about_reasons": about_reasons(candidate) if about else [],
            "reports": reports,
            "count": len(reports) + 1,
            "taken_out": taken_out_of(candidate),
            "correction": candidate.corrections.open().first(),
            "forms": self.forms,
            "is_open": candidate.state in OPEN_STATES,
            "is_withdrawn": candidate.state == CandidateState.WITHDRAWN,
            "may_review": may_review,
            "back": reverse("admin:timeline_candidate_changelist"),
            "media": self.admin.media + self.forms["cite"].media + self.forms["put_together"].media,
        }
        return TemplateResponse(self.request, "admin/timeline/review.html", context)
