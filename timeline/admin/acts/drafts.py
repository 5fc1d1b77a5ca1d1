"""Delete drafts and put deleted ones back."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone

from timeline.admin.acts.page import Act
from timeline.drafts import RESTORABLE, DraftRefused, delete_draft, restore_draft


def delete_page(act: Act) -> HttpResponse:
    """Ask, then delete the drafts, all or none."""
    if act.request.method != "POST":
        return act.page("admin/timeline/delete.html", title="Delete drafts", days=RESTORABLE.days)
    try:
        with transaction.atomic():
            for row in act.rows:
                delete_draft(row, now=timezone.now())
    except DraftRefused as refused:
        for reason in refused.reasons:
            messages.error(act.request, reason)
        return HttpResponseRedirect(act.back())
    count = len(act.rows)
    what = f"“{act.rows[0]}”" if count == 1 else f"{count} drafts"
    return Act(act.admin, act.request, act.rows, from_form=False).done(
        f"Deleted {what}. For {RESTORABLE.days} days it can be restored."
    )


def restore_draft_page(act: Act) -> HttpResponse:
    """Ask, then put the deleted drafts back."""
    if act.request.method != "POST":
        return act.page("admin/timeline/restore_drafts.html", title="Restore deleted drafts")
    try:
        with transaction.atomic():
            for row in act.rows:
                restore_draft(row, now=timezone.now())
    except DraftRefused as refused:
        for reason in refused.reasons:
            messages.error(act.request, reason)
        return HttpResponseRedirect(act.back())
    return act.done(f"Restored {len(act.rows)} drafts." if len(act.rows) > 1 else f"Restored “{act.rows[0]}”.")
