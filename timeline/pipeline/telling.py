"""What an item tells, put before the rules: its words with the match and the parties that the match found."""

from datetime import date

from contracts.dates import PartialDate
from timeline.classification import Classified, Participant, Told, classify
from timeline.corroboration import Report, report_of
from timeline.matching import Index, Match, Text


def told_by(
    index: Index,
    found: Match | None,
    text: Text,
    *,
    kind: str = "",
    lang: str = "",
    happened: PartialDate | None = None,
) -> Classified:
    """Classify a matched text: the proceeding that its number names gives the forum, the dispute gives the parties.

    `kind` is the reader's kind of item, `lang` its language (BCP 47), `happened` the day that the reader found.
    """
    return classify(telling(index, found, text, kind=kind, lang=lang, happened=happened))


def telling(
    index: Index,
    found: Match | None,
    text: Text,
    *,
    kind: str = "",
    lang: str = "",
    happened: PartialDate | None = None,
) -> Told:
    """Return what the rules read; the arguments are those of `told_by`."""
    return Told(
        title=text.title,
        text=text.text,
        url=text.url,
        kind=kind,
        lang=lang,
        published=text.published,
        happened=happened,
        court=text.court,
        forum=_forum(index, found),
        is_of_record=found is not None,
        participants=_participants(index, found),
    )


def report_by(index: Index, found: Match, told: Told, classified: Classified, *, key: str) -> Report:
    """Return the report that a matched item is to the corroboration; `key` names it for ever."""
    return report_of(
        told,
        classified,
        key=key,
        dispute=found.dispute,
        contract=found.contract,
        protest=found.protest,
        names=names_of(index, found.dispute),
    )


def names_of(index: Index, dispute: int) -> tuple[str, ...]:
    """Return what a dispute, its contracts and their acronyms are called."""
    known = index.disputes[dispute]
    return (known.name, known.title, *(name for one in known.contracts for name in (one.acronym, one.title)))


def day_of(said: PartialDate | None) -> date | None:
    """Return the first day that a date may mean."""
    return said.earliest if said else None


def _forum(index: Index, found: Match | None) -> str:
    if found is None or found.protest is None:
        return ""
    return next((one.forum for one in index.disputes[found.dispute].protests if one.pk == found.protest), "")


def _participants(index: Index, found: Match | None) -> tuple[Participant, ...]:
    if found is None:
        return ()
    known = ((slug, said, index.parts[slug][found.dispute]) for slug, said in found.spellings.items())
    return tuple(Participant(slug, said, names.part, names.kind) for slug, said, names in known)
