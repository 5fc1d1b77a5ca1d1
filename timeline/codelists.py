"""The small fixed vocabularies of events, statements, sources and the log, shared by models, files, API and pages."""

from django.db.models import IntegerChoices, TextChoices


class EventType(TextChoices):
    """What happened."""

    SOLICITATION = "solicitation", "Solicitation"
    AMENDMENT = "amendment", "Amendment"
    INDUSTRY_EVENT = "industry-event", "Industry event"
    BID_SUBMITTED = "bid-submitted", "Bid submitted"
    BIDDER_WITHDRAWAL = "bidder-withdrawal", "Bidder withdrawal"
    COMPETITIVE_RANGE = "competitive-range", "Competitive range"
    AWARD = "award", "Award"
    MODIFICATION = "modification", "Modification"
    TERMINATION = "termination", "Termination"
    PROTEST_FILED = "protest-filed", "Protest filed"
    SUPPLEMENTAL_FILING = "supplemental-filing", "Supplemental filing"
    AMENDED_COMPLAINT = "amended-complaint", "Amended complaint"
    MOTION = "motion", "Motion"
    HEARING = "hearing", "Hearing"
    ORDER = "order", "Order"
    RULING = "ruling", "Ruling"
    DECISION = "decision", "Decision"
    JUDGMENT = "judgment", "Judgment"
    APPEAL_FILED = "appeal-filed", "Appeal filed"
    STAY = "stay", "Stay"
    REMAND = "remand", "Remand"
    CORRECTIVE_ACTION = "corrective-action", "Corrective action"
    INVESTIGATION_OPENED = "investigation-opened", "Investigation opened"
    REPORT_RELEASED = "report-released", "Report released"
    LETTER = "letter", "Letter"
    LEGISLATION = "legislation", "Legislation"
    RECUSAL = "recusal", "Recusal"
    PERSONNEL = "personnel", "Personnel"
    PRESS_STATEMENT = "press-statement", "Press statement"
    LEAK_OR_REPORT = "leak-or-report", "Press report"
    SETTLEMENT = "settlement", "Settlement"
    STATEMENT = "statement", "Statement"
    OTHER = "other", "Other"


class Relation(TextChoices):
    """How the event that carries the link acts on the one it names; the named one is the earlier, the cause."""

    RESPONDS_TO = "responds-to", "Responds to"
    DECIDES = "decides", "Decides"
    APPEALS = "appeals", "Appeals"
    AMENDS = "amends", "Amends"
    SUPERSEDES = "supersedes", "Supersedes"
    FOLLOWS_FROM = "follows-from", "Follows from"
    ENJOINS = "enjoins", "Enjoins"
    REMANDS = "remands", "Remands"
    WITHDRAWS = "withdraws", "Withdraws"


class StatementRelation(TextChoices):
    """How a statement stands to its event: said in it, or about it (which orders nothing in time)."""

    MADE_IN = "made-in", "Made in"
    COMMENTS_ON = "comments-on", "Comments on"


class Stance(TextChoices):
    """Where a statement stands on its claim."""

    ALLEGES = "alleges", "Alleges"
    DENIES = "denies", "Denies"
    SUPPORTS = "supports", "Supports"
    QUESTIONS = "questions", "Questions"
    FINDS = "finds", "Finds"
    NO_POSITION = "no-position", "No position"


class FindingDirection(TextChoices):
    """Which way a finding goes on its claim."""

    SUPPORTS = "supports", "Supports the claim"
    CONTRADICTS = "contradicts", "Contradicts the claim"
    MIXED = "mixed", "Partly for, partly against"
    LEAVES_OPEN = "leaves-open", "Leaves the claim open"


class Confidence(TextChoices):
    """How well the record is sourced; "verified" is the record's code and reads "Well sourced"."""

    VERIFIED = "verified", "Well sourced"
    SINGLE_SOURCE = "single-source", "Single source"
    DATE_UNCERTAIN = "date-uncertain", "Date uncertain"
    UNVERIFIED = "unverified", "Unverified"


class SourceKind(TextChoices):
    """What kind of document a source is."""

    COURT_FILING = "court-filing", "Court filing"
    COURT_RULING = "court-ruling", "Court ruling"
    GAO_DECISION = "gao-decision", "GAO decision"
    AGENCY_RELEASE = "agency-release", "Agency release"
    COMPANY_RELEASE = "company-release", "Company release"
    OVERSIGHT_REPORT = "oversight-report", "Oversight report"
    SOLICITATION = "solicitation", "Solicitation"
    NEWS = "news", "News"
    LAW_FIRM_ANALYSIS = "law-firm-analysis", "Law firm analysis"
    REFERENCE = "reference", "Reference"


PRIMARY_SOURCE_KINDS = frozenset(
    {
        SourceKind.COURT_FILING,
        SourceKind.COURT_RULING,
        SourceKind.GAO_DECISION,
        SourceKind.AGENCY_RELEASE,
        SourceKind.COMPANY_RELEASE,
        SourceKind.OVERSIGHT_REPORT,
        SourceKind.SOLICITATION,
    }
)


class Significance(IntegerChoices):
    """How much of the page an event gets; set by editors, never derived from its type."""

    LANDMARK = 1, "Landmark"
    NORMAL = 2, "Normal"
    DETAIL = 3, "Detail"


class PublicBasis(TextChoices):
    """How we know when an event became public."""

    RELEASE = "release", "Date of release"
    SOURCE = "source", "Earliest citing source"
    STATED = "stated", "Stated by a source"
    ASSUMED = "assumed", "Assumed: the event's own date"


class DocumentType(TextChoices):
    """What the publication log keeps documents of."""

    DISPUTE = "dispute", "Dispute"
    CONTRACT = "contract", "Contract"
    PROTEST = "protest", "Protest"
    PARTY = "party", "Party"
    CLAIM = "claim", "Claim"
    EVENT = "event", "Event"
    SOURCE = "source", "Source"


class RevisionKind(TextChoices):
    """Why a revision was written."""

    PUBLISHED = "published", "Published"
    UPDATED = "updated", "Updated"
    CORRECTED = "corrected", "Corrected"
    AMENDED = "amended", "Amended (typo or translation)"
    REFRESHED = "refreshed", "Refreshed (something it shows was renamed)"
    RETRACTED = "retracted", "Retracted"
    RESTORED = "restored", "Restored"
    MERGED = "merged", "Merged into another"
    TAKEN_DOWN = "taken_down", "Taken down"


REMOVING_KINDS = frozenset({RevisionKind.RETRACTED, RevisionKind.MERGED, RevisionKind.TAKEN_DOWN})


class FeedState(TextChoices):
    """How a source fares; blocked, broken and empty are errors, never “no news”."""

    OK = "ok", "Well"
    LATE = "late", "Late: silent for longer than it should be"
    BLOCKED = "blocked", "Blocked: it refuses us"
    BROKEN = "broken", "Broken: no answer, or one that cannot be read"
    GAP = "gap", "Gap: entries may have been missed"


class FetchState(TextChoices):
    """How far the reading of a fetched answer is."""

    WAITING = "waiting", "Waiting to be read"
    READ = "read", "Read"
    SAME = "same", "Same bytes as those read before"
    NOTHING = "nothing", "Nothing to read"
    UNREADABLE = "unreadable", "Could not be read"
    DEAD = "dead", "Given up after several attempts"


class ItemState(TextChoices):
    """How far the matching of an item is."""

    WAITING = "waiting", "Waiting to be matched"
    MATCHED = "matched", "Proposed to the editors"
    UNMATCHED = "unmatched", "About no dispute of the record"
    DEAD = "dead", "Given up after several attempts"


class DeliveryState(TextChoices):
    """How far a webhook that was received is."""

    WAITING = "waiting", "Waiting to be taken in"
    TAKEN = "taken", "Taken in"
    DEAD = "dead", "Given up after several attempts"


class LookupState(TextChoices):
    """What came of asking for something that an item lacks."""

    WAITING = "waiting", "Waiting to be asked"
    FOUND = "found", "Found"
    GIVEN_UP = "given-up", "Given up: it did not appear"


class Strength(TextChoices):
    """What a match rests on."""

    IDENTIFIER = "identifier", "Identifier: a docket, solicitation or contract number"
    SUGGESTION = "suggestion", "Suggestion: names, acronyms and circumstances"


class CandidateState(TextChoices):
    """What became of a proposed event."""

    NEW = "new", "New"
    SNOOZED = "snoozed", "Put off"
    ACCEPTED = "accepted", "Made into an event"
    CITED = "cited", "Added to an event as a source"
    REJECTED = "rejected", "Rejected"
    WITHDRAWN = "withdrawn", "Withdrawn: the item no longer names a dispute"


class DueKind(TextChoices):
    """What gives a due date its force; values are those of the engine's `DeadlineKind`."""

    LEGAL = "LEGAL", "By law"
    TARGET = "TARGET", "A target"
    COURT_ORDER = "COURT_ORDER", "By order"
    PROJECTED = "PROJECTED", "Projected from another due date"


class DueState(TextChoices):
    """What a due date is on a given day; values are those of the engine's `DeadlineState`."""

    OPEN = "OPEN", "Open"
    OVERDUE = "OVERDUE", "Overdue"
    MET = "MET", "Met"
    MISSED = "MISSED", "Missed"
    MOOT = "MOOT", "No longer matters"
    SUPERSEDED = "SUPERSEDED", "Replaced"


class QuestionKind(TextChoices):
    """Why the record does not know what it should know by now."""

    OVERDUE = "overdue", "Overdue: the day passed and nothing is in the record"
    UNREACHABLE = "source-unreachable", "Source unreachable: nobody could look"
