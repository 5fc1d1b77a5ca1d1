"""Hand in a saved copy of a source that refuses programs; remove our copies of one for good."""

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminTextareaWidget, UnfoldBooleanWidget

from timeline.admin.acts.page import Act
from timeline.evidence import hand_in
from timeline.evidence.removal import remove_copies
from timeline.models import Source
from timeline.passages.kinds import HTML, PDF, PLAIN, kind_of

# What each is called; anything else shows nothing that could be looked up, or could do harm.
TAKEN = {HTML: "a web page (HTML)", PDF: "a PDF", PLAIN: "plain text"}


class HandInForm(forms.Form):
    """The file. Neither its name nor what the browser calls it decides anything: its bytes say what it is."""

    file = forms.FileField(
        label="Saved page or PDF",
        help_text="As the publisher's site gave it to you: HTML only, a PDF, or plain text. Readers never see it.",
        widget=UnfoldAdminFileFieldWidget(),
    )
    as_it_stood = forms.BooleanField(
        label="I saved it from the source's own address and changed nothing in it", widget=UnfoldBooleanWidget()
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse what is too large, or is no page, PDF or text by its bytes."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > settings.CAPTURE_MOST_BYTES:
            most = filesizeformat(settings.CAPTURE_MOST_BYTES)
            raise forms.ValidationError(f"It is larger than {most}, the most that is kept.")
        kind = kind_of(file.read(8_192))
        file.seek(0)
        if kind not in TAKEN:
            raise forms.ValidationError(f"This is {kind}. Hand in {', '.join(TAKEN.values())}.")
        return file


class RemovalForm(forms.Form):
    """The public reason, and that the editor knows what this is."""

    note = forms.CharField(
        label="Public reason",
        max_length=500,
        help_text="It stands in the list of copies in place of hash and size; repeat nothing of what is removed.",
        widget=UnfoldAdminTextareaWidget({"rows": 3}),
    )
    understood = forms.BooleanField(
        label="I know that our copies are removed for good and prove nothing any more",
        widget=UnfoldBooleanWidget(),
    )


def hand_in_page(act: Act) -> HttpResponse:
    """Take a saved copy of one source."""
    source = act.rows[0]
    form = HandInForm(act.request.POST or None, act.request.FILES or None)
    if act.request.method == "POST" and form.is_valid() and isinstance(source, Source):
        body = form.cleaned_data["file"].read()
        made = hand_in(source, body, now=timezone.now(), by=act.actor)
        act.admin.log_change(act.request, source, f"Handed in a copy of {len(body):,} bytes (capture {made.pk}).")
        return act.done("The copy is kept. Its text is read now, and what is cited from it looked up.")
    return act.page("admin/timeline/hand_in.html", title="Hand in a copy", form=form)


def remove_copies_page(act: Act) -> HttpResponse:
    """Remove our copies of one source."""
    source = act.rows[0]
    form = RemovalForm(act.request.POST or None)
    if act.request.method == "POST" and form.is_valid() and isinstance(source, Source):
        count = remove_copies(source, reason=form.cleaned_data["note"], now=timezone.now())
        act.admin.log_change(act.request, source, f"Removed our copies ({count}).")
        return act.done(f"{count} copies were removed for good; the source is not copied again.")
    return act.page("admin/timeline/remove_copies.html", title="Remove our copies", form=form)
