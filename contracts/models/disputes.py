"""What is disputed: the story readers follow, and the contracting processes in it with their bids and awards (OCDS)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from contracts.codelists import AwardStatus, BidOutcome
from contracts.identifiers import new_public_id
from contracts.models.base import NOTE_HELP, Slugged
from contracts.models.fields import LocalizedTextField, PartialDateField
from contracts.models.parties import Party

CURRENCY_HELP = "ISO 4217 code."


class Dispute(Slugged):
    """The story readers follow: one or more contracting processes and all that was done about them."""

    document_type = "dispute"

    name = models.CharField(max_length=100, help_text="Short name, as people speak of it: “JEDI”.")
    title = LocalizedTextField(longest=200, help_text="Full name of what is disputed.")
    standfirst = LocalizedTextField(longest=500, rows=2, blank=True, help_text="One or two neutral sentences.")
    four_eyes = models.BooleanField(
        "four eyes",
        default=False,
        db_default=False,
        help_text="Whatever is published in this dispute needs two publishers, where there are two.",
    )

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=Q(title__has_key="en"), name="dispute_has_title")]

    def __str__(self) -> str:
        """Return the short name."""
        return self.name


class Contract(Slugged):
    """One contracting process (OCDS): from the first notice to the last modification."""

    document_type = "contract"

    dispute = models.ForeignKey(
        Dispute, models.PROTECT, related_name="contracts", help_text="The dispute whose timeline it belongs to."
    )
    title = LocalizedTextField(longest=300, help_text="Title of the procurement.")
    acronym = models.CharField(max_length=60, blank=True, help_text="How it is known for short.")
    buyer = models.ForeignKey(
        Party, models.PROTECT, related_name="purchases", help_text="The procuring agency (OCDS buyer)."
    )
    solicitation_number = models.CharField(
        max_length=60, blank=True, help_text="Number of the solicitation as printed, e.g. HQ0034-18-R-0077."
    )
    award_ids = ArrayField(
        models.CharField(max_length=60), default=list, blank=True, help_text="Contract numbers (PIID) as printed."
    )
    ceiling_amount = models.DecimalField(
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Announced ceiling, in whole units of the currency.",
    )
    ceiling_currency = models.CharField(max_length=3, default="USD", help_text=CURRENCY_HELP)
    term = LocalizedTextField(longest=300, blank=True, help_text="How long it runs, in words.")
    description = LocalizedTextField(longest=3000, rows=4, blank=True, help_text="What is bought, in our own words.")
    note = LocalizedTextField(blank=True, rows=3, help_text=NOTE_HELP)
    succeeds = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="successors", help_text="Earlier processes that it follows."
    )

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=Q(title__has_key="en"), name="contract_has_title"),
            models.CheckConstraint(
                condition=Q(ceiling_amount=None) | Q(ceiling_amount__gte=0), name="contract_ceiling_not_negative"
            ),
        ]

    def __str__(self) -> str:
        """Return the acronym, or the slug."""
        return self.acronym or self.slug


class ContractPart(models.Model):
    """A row that is published as a part of its contract's document and has an own permanent id."""

    public_id = models.CharField(
        max_length=16, unique=True, default=new_public_id, editable=False, help_text="Permanent id."
    )

    class Meta:
        abstract = True


class Phase(ContractPart):
    """A stretch of a contract's life, for the picture: drafts, bids, evaluation, named contractor."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="phases", help_text="Whose phase it is.")
    name = LocalizedTextField(longest=60, help_text="A few words.")
    start = PartialDateField(help_text="First day.")
    end = PartialDateField(null=True, blank=True, help_text="Last day; empty while it lasts.")

    class Meta:
        ordering = ["start", "pk"]

    def __str__(self) -> str:
        """Return the name in the main language."""
        return str(self.name.get("en", ""))


class Bid(ContractPart):
    """A bidder in a contracting process and how it ended."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="bids", help_text="What was bid for.")
    bidder = models.ForeignKey(Party, models.PROTECT, related_name="bids", help_text="The tenderer (OCDS).")
    submitted = PartialDateField(null=True, blank=True, help_text="When the bid was handed in, if there was one.")
    outcome = models.CharField(max_length=20, choices=BidOutcome, default=BidOutcome.PENDING, help_text="How it ended.")
    ended = PartialDateField(null=True, blank=True, help_text="When it ended.")
    summary = LocalizedTextField(longest=500, blank=True, rows=2, help_text="One sentence that says how it ended.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "bidder"], name="one_bid_a_bidder"),
            models.CheckConstraint(condition=Q(outcome__in=BidOutcome.values), name="bid_outcome_known"),
        ]

    def __str__(self) -> str:
        """Return bidder and outcome."""
        return f"{self.bidder}: {self.get_outcome_display()}"


class Award(ContractPart):
    """An award in a contracting process (OCDS)."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="awards", help_text="What was awarded.")
    suppliers = models.ManyToManyField(Party, related_name="awards", help_text="Who was awarded it (OCDS suppliers).")
    date = PartialDateField(help_text="Date of the award.")
    status = models.CharField(
        max_length=20, choices=AwardStatus, default=AwardStatus.ACTIVE, help_text="OCDS award status."
    )
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True, help_text="Value or ceiling.")
    currency = models.CharField(max_length=3, default="USD", help_text=CURRENCY_HELP)
    note = LocalizedTextField(blank=True, rows=3, help_text=NOTE_HELP)

    class Meta:
        ordering = ["date", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=AwardStatus.values), name="award_status_known"),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gte=0), name="award_amount_not_negative"),
        ]

    def __str__(self) -> str:
        """Return contract and date."""
        return f"{self.contract}, {self.date}"
