"""Protests: one proceeding as readers speak of it, its docket numbers, parties and stays; status is never stored."""

from django.db import models
from django.db.models import F, Q

from contracts.codelists import CaseKind, Forum, Role, Stage, StayKind
from contracts.identifiers import new_public_id, normal_docket
from contracts.models.base import NOTE_HELP, Coded
from contracts.models.disputes import Contract, Dispute
from contracts.models.fields import LocalizedTextField, PartialDateField
from contracts.models.parties import Party


class Protest(Coded):
    """One proceeding in one forum: a protest with its supplements, a suit, an appeal or a petition."""

    document_type = "protest"

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="protests", help_text="Whose timeline it is on.")
    contracts = models.ManyToManyField(Contract, blank=True, related_name="protests", help_text="What it is about.")
    forum = models.CharField(max_length=10, choices=Forum, help_text="Where it is heard.")
    docket = models.CharField(
        max_length=300,
        blank=True,
        help_text="Docket number as sources write it (docket_number_raw), “B-416657 et al.”.",
    )
    stage = models.CharField(
        max_length=20, choices=Stage, blank=True, help_text="Against the solicitation or the award."
    )
    appeals = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appealed_by",
        help_text="The proceeding it appeals.",
    )
    reporter_citation = models.CharField(
        max_length=300, blank=True, help_text="Reporter citation, if a source gives it."
    )
    lower_court_citation = models.CharField(max_length=300, blank=True, help_text="Citation of the decision below.")
    # What no step says and the last day for the automatic stay hangs on (31 U.S.C. § 3553(d)(4)).
    debriefing_offered = PartialDateField(
        null=True,
        blank=True,
        help_text="Day for which a required debriefing was offered; the automatic stay hangs on it.",
    )
    no_debriefing_required = models.BooleanField(
        default=False, db_default=False, help_text="Whether a source shows that no debriefing was required."
    )
    debriefing_answered = PartialDateField(
        null=True,
        blank=True,
        help_text="Day on which the Department of Defense answered questions asked in time after the debriefing.",
    )
    note = LocalizedTextField(blank=True, rows=3, help_text=NOTE_HELP)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(forum__in=Forum.values), name="protest_forum_known"),
            models.CheckConstraint(
                condition=Q(no_debriefing_required=False) | Q(debriefing_offered=None, debriefing_answered=None),
                name="protest_debriefing_or_none",
            ),
            models.CheckConstraint(condition=Q(appeals=None) | ~Q(appeals=F("pk")), name="protest_appeals_another"),
        ]

    def __str__(self) -> str:
        """Return forum and docket."""
        return f"{self.get_forum_display()} {self.docket}".strip()


class Case(models.Model):
    """One docket number of a protest; forum and number are unique together."""

    protest = models.ForeignKey(
        Protest, models.CASCADE, related_name="cases", help_text="The proceeding it belongs to."
    )
    forum = models.CharField(max_length=10, choices=Forum, help_text="The protest's forum, repeated for uniqueness.")
    docket_raw = models.CharField(max_length=80, help_text="Number as a source writes it.")
    docket_number = models.CharField(max_length=80, editable=False, help_text="Number normalised for comparison.")
    kind = models.CharField(max_length=20, choices=CaseKind, default=CaseKind.INITIAL, help_text="What kind of filing.")
    protester = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="cases", help_text="Who filed it, if known."
    )
    date_filed = PartialDateField(null=True, blank=True, help_text="When it was filed, if known.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["forum", "docket_number"], name="one_case_a_docket_number"),
            models.CheckConstraint(condition=~Q(docket_number=""), name="case_has_number"),
            models.CheckConstraint(condition=Q(kind__in=CaseKind.values), name="case_kind_known"),
        ]

    def __str__(self) -> str:
        """Return the number as written."""
        return self.docket_raw

    def clean(self) -> None:
        """Normalise the number and take over the protest's forum."""
        self.docket_number = normal_docket(self.docket_raw)
        if self.protest_id:
            self.forum = self.protest.forum


class ProtestParty(models.Model):
    """A party's part in a protest."""

    protest = models.ForeignKey(Protest, models.CASCADE, related_name="parties", help_text="The proceeding.")
    party = models.ForeignKey(Party, models.PROTECT, related_name="protest_roles", help_text="Who.")
    role = models.CharField(max_length=20, choices=Role, help_text="In which part.")
    role_note = models.CharField(max_length=200, blank=True, help_text="The source's own words for it.")

    class Meta:
        verbose_name_plural = "protest parties"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["protest", "party", "role"], name="protest_party_once_a_role"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="protest_role_known"),
        ]

    def __str__(self) -> str:
        """Return party and role."""
        return f"{self.party} ({self.role})"


class Stay(models.Model):
    """A stretch in which award or performance was held back: a stay, an injunction, a remand."""

    public_id = models.CharField(
        max_length=16, unique=True, default=new_public_id, editable=False, help_text="Permanent id."
    )
    protest = models.ForeignKey(Protest, models.CASCADE, related_name="stays", help_text="In which proceeding.")
    kind = models.CharField(max_length=20, choices=StayKind, help_text="What held it back.")
    start = PartialDateField(help_text="First day.")
    end = PartialDateField(null=True, blank=True, help_text="Last day; empty while it lasts or if no source says.")
    note = LocalizedTextField(blank=True, help_text=NOTE_HELP)

    class Meta:
        ordering = ["start", "pk"]
        constraints = [models.CheckConstraint(condition=Q(kind__in=StayKind.values), name="stay_kind_known")]

    def __str__(self) -> str:
        """Return kind and first day."""
        return f"{self.get_kind_display()} from {self.start}"
