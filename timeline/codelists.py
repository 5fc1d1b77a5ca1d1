"""The small fixed vocabularies of events, statements, sources and the log, shared by models, files, API and pages."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EventType(TextChoices):
    """What happened."""

    SOLICITATION = "solicitation", pgettext_lazy("event", "Solicitation")
    AMENDMENT = "amendment", pgettext_lazy("event", "Amendment")
    INDUSTRY_EVENT = "industry-event", pgettext_lazy("event", "Industry event")
    BID_SUBMITTED = "bid-submitted", pgettext_lazy("event", "Bid submitted")
    BIDDER_WITHDRAWAL = "bidder-withdrawal", pgettext_lazy("event", "Bidder withdrawal")
    COMPETITIVE_RANGE = "competitive-range", pgettext_lazy("event", "Competitive range")
    AWARD = "award", pgettext_lazy("event", "Award")
    MODIFICATION = "modification", pgettext_lazy("event", "Modification")
    TERMINATION = "termination", pgettext_lazy("event", "Termination")
    PROTEST_FILED = "protest-filed", pgettext_lazy("event", "Protest filed")
    SUPPLEMENTAL_FILING = "supplemental-filing", pgettext_lazy("event", "Supplemental filing")
    AMENDED_COMPLAINT = "amended-complaint", pgettext_lazy("event", "Amended complaint")
    MOTION = "motion", pgettext_lazy("event", "Motion")
    HEARING = "hearing", pgettext_lazy("event", "Hearing")
    ORDER = "order", pgettext_lazy("event", "Order")
    RULING = "ruling", pgettext_lazy("event", "Ruling")
    DECISION = "decision", pgettext_lazy("event", "Decision")
    JUDGMENT = "judgment", pgettext_lazy("event", "Judgment")
    APPEAL_FILED = "appeal-filed", pgettext_lazy("event", "Appeal filed")
    STAY = "stay", pgettext_lazy("event", "Stay")
    REMAND = "remand", pgettext_lazy("event", "Remand")
    CORRECTIVE_ACTION = "corrective-action", pgettext_lazy("event", "Corrective action")
    INVESTIGATION_OPENED = "investigation-opened", pgettext_lazy("event", "Investigation opened")
    REPORT_RELEASED = "report-released", pgettext_lazy("event", "Report released")
    LETTER = "letter", pgettext_lazy("event", "Letter")
    LEGISLATION = "legislation", pgettext_lazy("event", "Legislation")
    RECUSAL = "recusal", pgettext_lazy("event", "Recusal")
    PERSONNEL = "personnel", pgettext_lazy("event", "Personnel")
    PRESS_STATEMENT = "press-statement", pgettext_lazy("event", "Press statement")
    LEAK_OR_REPORT = "leak-or-report", pgettext_lazy("event", "Press report")
    SETTLEMENT = "settlement", pgettext_lazy("event", "Settlement")
    STATEMENT = "statement", pgettext_lazy("event", "Statement")
    OTHER = "other", pgettext_lazy("event", "Other")


class Relation(TextChoices):
    """How the event that carries the link acts on the one it names; the named one is the earlier, the cause."""

    RESPONDS_TO = "responds-to", pgettext_lazy("link", "Responds to")
    DECIDES = "decides", pgettext_lazy("link", "Decides")
    APPEALS = "appeals", pgettext_lazy("link", "Appeals")
    AMENDS = "amends", pgettext_lazy("link", "Amends")
    SUPERSEDES = "supersedes", pgettext_lazy("link", "Supersedes")
    FOLLOWS_FROM = "follows-from", pgettext_lazy("link", "Follows from")
    ENJOINS = "enjoins", pgettext_lazy("link", "Enjoins")
    REMANDS = "remands", pgettext_lazy("link", "Remands")
    WITHDRAWS = "withdraws", pgettext_lazy("link", "Withdraws")


class StatementRelation(TextChoices):
    """How a statement stands to its event: said in it, or about it (which orders nothing in time)."""

    MADE_IN = "made-in", _("Made in")
    COMMENTS_ON = "comments-on", _("Comments on")


class Stance(TextChoices):
    """Where a statement stands on its claim."""

    ALLEGES = "alleges", pgettext_lazy("stance", "Alleges")
    DENIES = "denies", pgettext_lazy("stance", "Denies")
    SUPPORTS = "supports", pgettext_lazy("stance", "Supports")
    QUESTIONS = "questions", pgettext_lazy("stance", "Questions")
    FINDS = "finds", pgettext_lazy("stance", "Finds")
    NO_POSITION = "no-position", pgettext_lazy("stance", "No position")


class FindingDirection(TextChoices):
    """Which way a finding goes on its claim."""

    SUPPORTS = "supports", _("Supports the claim")
    CONTRADICTS = "contradicts", _("Contradicts the claim")
    MIXED = "mixed", _("Partly for, partly against")
    LEAVES_OPEN = "leaves-open", _("Leaves the claim open")


class Confidence(TextChoices):
    """How well the record is sourced; "verified" is the record's code and reads "Well sourced"."""

    VERIFIED = "verified", _("Well sourced")
    SINGLE_SOURCE = "single-source", _("Single source")
    DATE_UNCERTAIN = "date-uncertain", _("Date uncertain")
    UNVERIFIED = "unverified", _("Unverified")


class SourceKind(TextChoices):
    """What kind of document a source is."""

    COURT_FILING = "court-filing", _("Court filing")
    COURT_RULING = "court-ruling", _("Court ruling")
    GAO_DECISION = "gao-decision", _("GAO decision")
    AGENCY_RELEASE = "agency-release", _("Agency release")
    COMPANY_RELEASE = "company-release", _("Company release")
    OVERSIGHT_REPORT = "oversight-report", _("Oversight report")
    SOLICITATION = "solicitation", _("Solicitation")
    NEWS = "news", _("News")
    LAW_FIRM_ANALYSIS = "law-firm-analysis", _("Law firm analysis")
    REFERENCE = "reference", _("Reference")


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

    LANDMARK = 1, pgettext_lazy("significance", "Landmark")
    NORMAL = 2, pgettext_lazy("significance", "Normal")
    DETAIL = 3, pgettext_lazy("significance", "Detail")


class PublicBasis(TextChoices):
    """How we know when an event became public."""

    RELEASE = "release", _("Date of release")
    SOURCE = "source", _("Earliest citing source")
    STATED = "stated", _("Stated by a source")
    ASSUMED = "assumed", _("Assumed: the event's own date")


class DocumentType(TextChoices):
    """What the publication log keeps documents of."""

    DISPUTE = "dispute", _("Dispute")
    CONTRACT = "contract", _("Contract")
    PROTEST = "protest", _("Protest")
    PARTY = "party", _("Party")
    CLAIM = "claim", _("Claim")
    EVENT = "event", _("Event")
    SOURCE = "source", _("Source")


class RevisionKind(TextChoices):
    """Why a revision was written."""

    PUBLISHED = "published", pgettext_lazy("revision", "Published")
    UPDATED = "updated", pgettext_lazy("revision", "Updated")
    CORRECTED = "corrected", pgettext_lazy("revision", "Corrected")
    AMENDED = "amended", pgettext_lazy("revision", "Amended (typo or translation)")
    REFRESHED = "refreshed", pgettext_lazy("revision", "Refreshed (something it shows was renamed)")
    RETRACTED = "retracted", pgettext_lazy("revision", "Retracted")
    RESTORED = "restored", pgettext_lazy("revision", "Restored")
    MERGED = "merged", pgettext_lazy("revision", "Merged into another")
    TAKEN_DOWN = "taken_down", pgettext_lazy("revision", "Taken down")


# What readers are told of as corrections.
TOLD_KINDS = (RevisionKind.CORRECTED, RevisionKind.RETRACTED, RevisionKind.RESTORED, RevisionKind.TAKEN_DOWN)
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


class CorrectionKind(TextChoices):
    """Why an event may have to be corrected."""

    EDITED = "edited", "Its source was edited"
    WITHDRAWN = "withdrawn", "Its source no longer names the dispute"
    RELEASED = "released", "A sealed paper was released"


class CorrectionState(TextChoices):
    """What became of a proposed correction."""

    OPEN = "open", "Waiting for an editor"
    ACCEPTED = "accepted", "Taken over"
    REJECTED = "rejected", "Rejected"
    MOOT = "moot", "Moot: the decision on its item was taken back, or the source went back"


class AutomaticState(TextChoices):
    """What came of a candidate that its source might publish without review."""

    WAITING = "waiting", "Waiting to be tried"
    PUBLISHED = "published", "Published automatically"
    CONFIRMED = "confirmed", "Published automatically, confirmed since"
    REFUSED = "refused", "Left to the editors"
    UNDONE = "undone", "Undone by an editor"
    DEAD = "dead", "Given up after several attempts"


class DueKind(TextChoices):
    """What gives a due date its force; values are those of the engine's `DeadlineKind`."""

    LEGAL = "LEGAL", pgettext_lazy("due date", "By law")
    TARGET = "TARGET", pgettext_lazy("due date", "A target")
    COURT_ORDER = "COURT_ORDER", pgettext_lazy("due date", "By order")
    PROJECTED = "PROJECTED", pgettext_lazy("due date", "Projected from another due date")


class DueState(TextChoices):
    """What a due date is on a given day; values are those of the engine's `DeadlineState`."""

    OPEN = "OPEN", pgettext_lazy("deadline", "Open")
    OVERDUE = "OVERDUE", pgettext_lazy("deadline", "Overdue")
    MET = "MET", pgettext_lazy("deadline", "Met")
    MISSED = "MISSED", pgettext_lazy("deadline", "Missed")
    MOOT = "MOOT", pgettext_lazy("deadline", "No longer matters")
    SUPERSEDED = "SUPERSEDED", pgettext_lazy("deadline", "Replaced")


class ReportState(TextChoices):
    """What came of a reader's report."""

    OPEN = "open", "Open"
    ANSWERED = "answered", "Answered"
    DISMISSED = "dismissed", "Dismissed"


class LetterKind(TextChoices):
    """What mail that we send is about."""

    KEYS = "keys", "Keys of the API"
    ALERT_REQUEST = "alert-request", "Request for alerts"
    ALERT = "alert", "Alert"
    WEBHOOK_REQUEST = "webhook-request", "Request for a webhook"
    WEBHOOK = "webhook", "Webhook switched off"


class AlertRhythm(TextChoices):
    """How often a reader wants to be written to."""

    IMMEDIATE = "immediate", _("At once")
    DAILY = "daily", _("Every morning")
    WEEKLY = "weekly", _("Every Monday morning")


class LetterState(TextChoices):
    """How far mail that we send is."""

    WAITING = "waiting", "Waiting to be sent"
    SENT = "sent", "Sent"
    REFUSED = "refused", "Refused by the receiver's server"
    GIVEN_UP = "given-up", "Given up"


class ReturnKind(TextChoices):
    """What a message says that came back to us."""

    NOBODY = "nobody", "No such mailbox"
    PERMANENT = "permanent", "Failed for good"
    TEMPORARY = "temporary", "Delayed, or failed for the moment"
    DELIVERED = "delivered", "Delivered"
    ANSWER = "answer", "Automatic answer"
    UNKNOWN = "unknown", "Unknown"


# Only these count against an address.
PERMANENT_RETURNS = (ReturnKind.NOBODY, ReturnKind.PERMANENT)


class QuestionKind(TextChoices):
    """Why the record does not know what it should know by now."""

    OVERDUE = "overdue", "Overdue: the day passed and nothing is in the record"
    UNREACHABLE = "source-unreachable", "Source unreachable: nobody could look"
    UNWATCHED = "forum-unwatched", "Forum unwatched: no source looks there"


class CaptureKind(TextChoices):
    """How our copy of a source was made."""

    FETCHED = "fetched", pgettext_lazy("capture", "Fetched")
    UPLOADED = "uploaded", pgettext_lazy("capture", "Handed in by an editor")


class CaptureOutcome(TextChoices):
    """What an attempt to copy a source came to; only the first left a copy."""

    OK = "ok", pgettext_lazy("capture", "Copied")
    BLOCKED = "blocked", pgettext_lazy("capture", "Refused: the publisher lets no program read it")
    GONE = "gone", pgettext_lazy("capture", "Gone: the address answers that there is nothing")
    UNREACHABLE = "unreachable", pgettext_lazy("capture", "Unreachable")
    TOO_LARGE = "too-large", pgettext_lazy("capture", "Too large to copy")
    NOT_A_COPY = "not-a-copy", pgettext_lazy("capture", "Something else was sent than the document")
    FORBIDDEN = "forbidden", pgettext_lazy("capture", "Not called: no public address of the web")


class Comparison(TextChoices):
    """How a copy differs from the one before it; only its own text counts, not what stands around it."""

    FIRST = "first", pgettext_lazy("capture", "First copy")
    UNCHANGED = "unchanged", pgettext_lazy("capture", "Unchanged")
    AROUND = "around", pgettext_lazy("capture", "Unchanged; only what stands around the text differs")
    EDITED = "edited", pgettext_lazy("capture", "Edited since")


class ImportState(TextChoices):
    """What became of a table of events that an editor handed in."""

    OPEN = "open", "Not imported yet"
    WAITING = "waiting", "Being imported"
    REFUSED = "refused", "Not imported: rows have errors"
    DONE = "done", "Imported as drafts"
    UNDONE = "undone", "Taken back"
    DEAD = "dead", "Given up after several attempts"


class TextState(TextChoices):
    """How far the text of a copy is read."""

    WAITING = "waiting", "Waiting to be read"
    READ = "read", "Read"
    NONE = "none", "Holds no text that can be read"
    DEAD = "dead", "Given up after several attempts"


class Verdict(TextChoices):
    """What came of looking for a passage in a copy."""

    FOUND = "found", pgettext_lazy("passage", "Found in our copy")
    NOT_FOUND = "not-found", pgettext_lazy("passage", "Not found in our copy")
