"""What the named constraints of the editors' tables say to a person who broke one, and at which input of the form."""

from typing import NamedTuple


class Words(NamedTuple):
    """A sentence, and the input it stands at; without one it stands above the form."""

    sentence: str
    field: str = ""


ENGLISH = "The English text is needed."
WORDS: dict[str, Words] = {
    "award_amount_not_negative": Words("A sum cannot be negative.", "amount"),
    "citation_anchor_needs_source": Words("Words of a passage can only be quoted from a source.", "anchor"),
    "citation_names_source_or_event": Words("Name either a source or an event of the record, not both."),
    "claim_has_text": Words(ENGLISH, "text"),
    "claim_has_title": Words(ENGLISH, "title"),
    "contract_ceiling_not_negative": Words("A ceiling cannot be negative.", "ceiling_amount"),
    "contract_has_title": Words(ENGLISH, "title"),
    "dispute_has_title": Words(ENGLISH, "title"),
    "event_has_summary": Words(ENGLISH, "summary"),
    "event_has_title": Words(ENGLISH, "title"),
    "event_is_no_statement": Words("Enter what somebody said under Statements.", "type"),
    "event_link_not_to_itself": Words("An event cannot act on itself.", "target"),
    "event_public_date_has_basis": Words(
        "A date on which it became public needs its basis, and a basis other than “assumed” needs the date.",
        "date_public",
    ),
    "feed_is_polled_politely": Words("At least one minute must lie between two polls.", "poll_minutes"),
    "feed_needs_url_to_be_polled": Words("A feed without an address cannot be switched on.", "enabled"),
    "feed_url_is_web": Words("Only web addresses (http:// or https://) can be fetched.", "url"),
    "identifier_complete": Words("Both the register and the number are needed."),
    "ground_fate_anchor_needs_source": Words("Words of a passage can only be quoted from a source.", "anchor"),
    "ground_fate_is_shown": Words("Name the event or the source that shows it."),
    "ground_has_title": Words(ENGLISH, "title"),
    "membership_has_post": Words("The post is needed.", "post"),
    "membership_not_in_itself": Words("An organisation cannot be part of itself.", "organization"),
    "nobody_speaks_on_own_behalf": Words("Leave this empty where somebody speaks for themselves.", "on_behalf_of"),
    "one_source_an_address": Words("There is a source with this address already: search for it.", "url"),
    "only_a_finding_has_a_direction": Words("Only a finding goes one way or the other.", "finding"),
    "party_has_name": Words("A name is needed.", "name"),
    "protest_appeals_another": Words("A proceeding cannot appeal itself.", "appeals"),
    "protest_debriefing_or_none": Words(
        "Either no debriefing was required or it was offered, not both.", "no_debriefing_required"
    ),
    "source_has_title": Words("A title is needed.", "title"),
    "source_url_is_web": Words("The address must begin with http:// or https://.", "url"),
    "statement_has_quote": Words("The exact words are needed.", "quote"),
}
