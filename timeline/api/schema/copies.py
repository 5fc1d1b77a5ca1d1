"""Components of the facts about our copies: attempts to copy a source, and passages that were looked for."""

from timeline.api.schema.builders import Schema, code, listed, maybe, number, record, term_code, text
from timeline.api.schema.parts import ID
from timeline.codelists import CaptureKind, CaptureOutcome, Comparison
from timeline.selectors.copies import FOUND, FOUND_BEFORE, NO_COPY, NO_TEXT, NOT_FOUND, UNCHECKED

STATES = {
    FOUND: "It stands in our newest copy that can be read.",
    FOUND_BEFORE: "It stands in an older copy of ours, and no longer in a newer one.",
    NOT_FOUND: "It stands in none of our copies.",
    NO_TEXT: "Our copies hold no text that could be searched.",
    UNCHECKED: "There is a copy; it was not looked for yet.",
    NO_COPY: "We hold no copy; `outcome` says what came of the latest attempt, if there was one.",
}
MOMENT = "date-time"
SHA256 = text("SHA-256 of the bytes, hexadecimal.")

COPIES: dict[str, Schema] = {
    "Copies": record(
        {
            "object": term_code(["source"]),
            "id": ID,
            "results": listed(
                record(
                    {
                        "captured_at": text("When the answer was complete, or the file handed in.", format=MOMENT),
                        "kind": code(CaptureKind),
                        "outcome": code(CaptureOutcome, "Only `ok` left a copy."),
                        "status": maybe(number(), "HTTP status; null if none came."),
                        "compared": code(Comparison, "How it differs from the copy before.", empty=True),
                        "sha256": maybe(SHA256),
                        "size": maybe(number("Bytes.")),
                        "media_type": maybe(text("What the bytes are by themselves.")),
                        "taken_down_at": maybe(text("When our copy was removed.", format=MOMENT)),
                        "removal_note": text("Why it was removed."),
                    }
                )
            ),
        },
        "Our copies of a source.",
    ),
    "PassageChecks": record(
        {
            "object": term_code(["event"]),
            "id": ID,
            "results": listed(
                record(
                    {
                        "source": ID,
                        "what": term_code(
                            ["passage", "quote"], "The anchor of a citation, or the words of a statement."
                        ),
                        "words": text("What was looked for."),
                        "state": term_code(
                            list(STATES), "\n".join(f"- `{state}`: {meaning}" for state, meaning in STATES.items())
                        ),
                        "copied_at": maybe(text("Day of the copy that this is said of.", format=MOMENT)),
                        "sha256": maybe(SHA256),
                        "page": maybe(number("Page of a PDF, from 1.")),
                        "checked_at": maybe(text("When it was looked for.", format=MOMENT)),
                        "missing_since": maybe(text("Day of the newest copy, which lacks it.", format=MOMENT)),
                        "outcome": code(CaptureOutcome, "What the latest attempt to copy it came to.", empty=True),
                        "tried_at": maybe(text("When that was.", format=MOMENT)),
                    }
                )
            ),
        },
        "Whether what is cited stands in our copies.",
    ),
}
