"""People and organisations (Popolo): what they are called, what numbers they have, which posts they held when."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from contracts.codelists import PartyKind
from contracts.models.base import NOTE_HELP, Slugged
from contracts.models.fields import LocalizedTextField, PartialDateField


class Party(Slugged):
    """A person or an organisation that plays a part in a dispute."""

    document_type = "party"

    name = models.CharField(max_length=300, help_text="Full name as official papers write it.")
    kind = models.CharField(max_length=20, choices=PartyKind, help_text="Person, or the kind of organisation.")
    aliases = ArrayField(
        models.CharField(max_length=200),
        default=list,
        blank=True,
        help_text="Other names (Popolo other_names), as sources use them; used to recognise the party in texts.",
    )
    role_title = models.CharField(
        max_length=300, blank=True, help_text="One line that says who the person is, whatever the date."
    )
    note = LocalizedTextField(blank=True, rows=3, help_text=NOTE_HELP)

    class Meta:
        verbose_name_plural = "parties"
        ordering = ["name"]
        indexes = [
            # Autocomplete over names must stay fast at 100,000 parties.
            GinIndex(fields=["name"], name="party_name_trigrams", opclasses=["gin_trgm_ops"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PartyKind.values), name="party_kind_known"),
            models.CheckConstraint(condition=~Q(name=""), name="party_has_name"),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class PartyIdentifier(models.Model):
    """A number or name of a party in a register."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="identifiers", help_text="Whose identifier it is.")
    scheme = models.CharField(max_length=40, help_text="The register: wikidata, uei, cik, cage, lei …")
    identifier = models.CharField(max_length=100, help_text="The number or name in that register.")

    class Meta:
        ordering = ["scheme", "identifier"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "identifier"], name="identifier_names_one_party"),
            models.CheckConstraint(condition=~Q(scheme="") & ~Q(identifier=""), name="identifier_complete"),
        ]

    def __str__(self) -> str:
        """Return scheme and identifier."""
        return f"{self.scheme}:{self.identifier}"


class Membership(models.Model):
    """A post that a party held in an organisation, or its place under a parent (Popolo Membership)."""

    member = models.ForeignKey(Party, models.CASCADE, related_name="posts", help_text="Who held the post.")
    organization = models.ForeignKey(
        Party, models.PROTECT, related_name="members", help_text="The organisation it was held in."
    )
    post = models.CharField(max_length=300, help_text="The post, or “subsidiary”, “committee” …")
    start = PartialDateField(null=True, blank=True, help_text="First day, as far as a source gives it.")
    end = PartialDateField(null=True, blank=True, help_text="Last day, as far as a source gives it.")
    note = models.CharField(max_length=1000, blank=True, help_text=NOTE_HELP)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(member=models.F("organization")), name="membership_not_in_itself"),
            models.CheckConstraint(condition=~Q(post=""), name="membership_has_post"),
        ]

    def __str__(self) -> str:
        """Return post and organisation."""
        return f"{self.post}, {self.organization}"
