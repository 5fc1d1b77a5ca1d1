"""The small fixed vocabularies of contracts, bids and protests, shared by models, record files, API and pages."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PartyKind(TextChoices):
    """What a party is; Popolo's person and the kinds of organisation that occur in these disputes."""

    COMPANY = "company", _("Company")
    AGENCY = "agency", _("Agency")
    COURT = "court", _("Court")
    OVERSIGHT_BODY = "oversight-body", _("Oversight body")
    LEGISLATURE = "legislature", _("Legislature")
    GOVERNMENT = "government", _("Government")
    PERSON = "person", _("Person")


class Forum(TextChoices):
    """Where a protest is heard."""

    AGENCY = "agency", _("Agency")
    GAO = "GAO", _("Government Accountability Office")
    COFC = "COFC", _("Court of Federal Claims")
    CAFC = "CAFC", _("Federal Circuit")
    SCOTUS = "SCOTUS", _("Supreme Court")
    OTHER = "other", _("Other forum")


class Stage(TextChoices):
    """Whether a protest attacks the solicitation or the award."""

    PRE_AWARD = "pre-award", _("Pre-award")
    POST_AWARD = "post-award", _("Post-award")


class CaseKind(TextChoices):
    """What kind of docket number a case has within its protest."""

    INITIAL = "initial", _("Initial filing")
    SUPPLEMENTAL = "supplemental", _("Supplemental protest")
    RECONSIDERATION = "reconsideration", _("Request for reconsideration")
    COSTS = "costs", _("Request for costs")


class Fate(TextChoices):
    """What a forum made of a ground of protest."""

    RAISED = "raised", pgettext_lazy("ground", "Raised")
    NOT_REACHED = "not-reached", pgettext_lazy("ground", "Not reached")
    DISMISSED = "dismissed", pgettext_lazy("ground", "Dismissed")
    DENIED = "denied", pgettext_lazy("ground", "Denied")
    SUSTAINED = "sustained", pgettext_lazy("ground", "Sustained")
    MOOT = "moot", pgettext_lazy("ground", "Moot")


class StayKind(TextChoices):
    """What holds work or award back while a protest runs."""

    CICA_STAY = "cica-stay", _("Automatic stay")
    VOLUNTARY_STAY = "voluntary-stay", _("Voluntary stay")
    INJUNCTION = "injunction", _("Injunction")
    REMAND = "remand", _("Remand")


class BidOutcome(TextChoices):
    """How a bidder's part in a contracting process ended."""

    PENDING = "pending", pgettext_lazy("bid", "Pending")
    AWARDED = "awarded", pgettext_lazy("bid", "Won")
    UNSUCCESSFUL = "unsuccessful", pgettext_lazy("bid", "Lost")
    EXCLUDED = "excluded", pgettext_lazy("bid", "Excluded")
    WITHDRAWN = "withdrawn", pgettext_lazy("bid", "Withdrew")
    NO_BID = "no-bid", pgettext_lazy("bid", "Did not bid")


class AwardStatus(TextChoices):
    """OCDS award status."""

    PENDING = "pending", pgettext_lazy("award", "Pending")
    ACTIVE = "active", pgettext_lazy("award", "Active")
    CANCELLED = "cancelled", pgettext_lazy("award", "Cancelled")
    UNSUCCESSFUL = "unsuccessful", pgettext_lazy("award", "Unsuccessful")


class Role(TextChoices):
    """The part a party plays in a protest or an event; the source's own words stand beside it as a note."""

    PROTESTER = "protester", pgettext_lazy("role", "Protester")
    PLAINTIFF = "plaintiff", pgettext_lazy("role", "Plaintiff")
    APPELLANT = "appellant", pgettext_lazy("role", "Appellant")
    PETITIONER = "petitioner", pgettext_lazy("role", "Petitioner")
    RESPONDENT = "respondent", pgettext_lazy("role", "Respondent")
    DEFENDANT = "defendant", pgettext_lazy("role", "Defendant")
    APPELLEE = "appellee", pgettext_lazy("role", "Appellee")
    INTERVENOR = "intervenor", pgettext_lazy("role", "Intervenor")
    AWARDEE = "awardee", pgettext_lazy("role", "Awardee")
    OFFEROR = "offeror", pgettext_lazy("role", "Offeror")
    BUYER = "buyer", pgettext_lazy("role", "Buyer")
    FORUM = "forum", pgettext_lazy("role", "Forum")
    JUDGE = "judge", pgettext_lazy("role", "Judge")
    COUNSEL = "counsel", pgettext_lazy("role", "Counsel")
    SPEAKER = "speaker", pgettext_lazy("role", "Speaker")
    AUTHOR = "author", pgettext_lazy("role", "Author")
    RECIPIENT = "recipient", pgettext_lazy("role", "Recipient")
    WITNESS = "witness", pgettext_lazy("role", "Witness")
    SUBJECT = "subject", pgettext_lazy("role", "Subject")
    INVESTIGATOR = "investigator", pgettext_lazy("role", "Investigator")
    LEGISLATURE = "legislature", pgettext_lazy("role", "Legislature")
    AMICUS = "amicus", pgettext_lazy("role", "Amicus curiae")
    MOVANT = "movant", pgettext_lazy("role", "Movant")
    OFFICIAL = "official", pgettext_lazy("role", "Official")
    OTHER = "other", pgettext_lazy("role", "Other")


CHALLENGER_ROLES = frozenset({Role.PROTESTER, Role.PLAINTIFF, Role.APPELLANT, Role.PETITIONER})
