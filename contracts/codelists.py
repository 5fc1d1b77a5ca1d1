"""The small fixed vocabularies of contracts, bids and protests, shared by models, record files, API and pages."""

from django.db.models import TextChoices


class PartyKind(TextChoices):
    """What a party is; Popolo's person and the kinds of organisation that occur in these disputes."""

    COMPANY = "company", "Company"
    AGENCY = "agency", "Agency"
    COURT = "court", "Court"
    OVERSIGHT_BODY = "oversight-body", "Oversight body"
    LEGISLATURE = "legislature", "Legislature"
    GOVERNMENT = "government", "Government"
    PERSON = "person", "Person"


class Forum(TextChoices):
    """Where a protest is heard."""

    AGENCY = "agency", "Agency"
    GAO = "GAO", "Government Accountability Office"
    COFC = "COFC", "Court of Federal Claims"
    CAFC = "CAFC", "Federal Circuit"
    SCOTUS = "SCOTUS", "Supreme Court"
    OTHER = "other", "Other forum"


class Stage(TextChoices):
    """Whether a protest attacks the solicitation or the award."""

    PRE_AWARD = "pre-award", "Pre-award"
    POST_AWARD = "post-award", "Post-award"


class CaseKind(TextChoices):
    """What kind of docket number a case has within its protest."""

    INITIAL = "initial", "Initial protest"
    SUPPLEMENTAL = "supplemental", "Supplemental protest"
    RECONSIDERATION = "reconsideration", "Request for reconsideration"
    COSTS = "costs", "Request for costs"


class Fate(TextChoices):
    """What a forum made of a ground of protest."""

    RAISED = "raised", "Raised"
    NOT_REACHED = "not-reached", "Not reached"
    DISMISSED = "dismissed", "Dismissed"
    DENIED = "denied", "Denied"
    SUSTAINED = "sustained", "Sustained"
    MOOT = "moot", "Moot"


class StayKind(TextChoices):
    """What holds work or award back while a protest runs."""

    CICA_STAY = "cica-stay", "Automatic stay"
    VOLUNTARY_STAY = "voluntary-stay", "Voluntary stay"
    INJUNCTION = "injunction", "Injunction"
    REMAND = "remand", "Remand"


class BidOutcome(TextChoices):
    """How a bidder's part in a contracting process ended."""

    PENDING = "pending", "Pending"
    AWARDED = "awarded", "Won"
    UNSUCCESSFUL = "unsuccessful", "Lost"
    EXCLUDED = "excluded", "Excluded"
    WITHDRAWN = "withdrawn", "Withdrew"
    NO_BID = "no-bid", "Did not bid"


class AwardStatus(TextChoices):
    """OCDS award status."""

    PENDING = "pending", "Pending"
    ACTIVE = "active", "Active"
    CANCELLED = "cancelled", "Cancelled"
    UNSUCCESSFUL = "unsuccessful", "Unsuccessful"


class Role(TextChoices):
    """The part a party plays in a protest or an event; the source's own words stand beside it as a note."""

    PROTESTER = "protester", "Protester"
    PLAINTIFF = "plaintiff", "Plaintiff"
    APPELLANT = "appellant", "Appellant"
    PETITIONER = "petitioner", "Petitioner"
    RESPONDENT = "respondent", "Respondent"
    DEFENDANT = "defendant", "Defendant"
    APPELLEE = "appellee", "Appellee"
    INTERVENOR = "intervenor", "Intervenor"
    AWARDEE = "awardee", "Awardee"
    OFFEROR = "offeror", "Offeror"
    BUYER = "buyer", "Buyer"
    FORUM = "forum", "Forum"
    JUDGE = "judge", "Judge"
    COUNSEL = "counsel", "Counsel"
    SPEAKER = "speaker", "Speaker"
    AUTHOR = "author", "Author"
    RECIPIENT = "recipient", "Recipient"
    WITNESS = "witness", "Witness"
    SUBJECT = "subject", "Subject"
    INVESTIGATOR = "investigator", "Investigator"
    LEGISLATURE = "legislature", "Legislature"
    AMICUS = "amicus", "Amicus curiae"
    MOVANT = "movant", "Movant"
    OFFICIAL = "official", "Official"
    OTHER = "other", "Other"


CHALLENGER_ROLES = frozenset({Role.PROTESTER, Role.PLAINTIFF, Role.APPELLANT, Role.PETITIONER})
