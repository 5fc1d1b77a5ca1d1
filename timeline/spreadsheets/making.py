"""Makes the drafts that lines name and the record does not have; raises ValidationError for what no row may hold."""

from django.utils.text import slugify

from contracts.models import Dispute, Party
from timeline.models import Source
from timeline.spreadsheets.parts import Cited, NewParty


def made_party(new: NewParty) -> Party:
    """Make a draft party under the next free slug of its name."""
    stem = slugify(new.name)[:90] or "party"
    taken = set(Party.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    slug = next(slug for n in range(1, len(taken) + 2) if (slug := stem if n == 1 else f"{stem}-{n}") not in taken)
    party = Party(name=new.name, slug=slug, kind=new.kind)
    party.full_clean()
    party.save()
    return party


def source_of(cited: Cited, dispute: Dispute | None) -> Source:
    """Return the source that a line describes, checked and not saved."""
    source = Source(url=cited.url, dispute=dispute, **cited.values)
    source.full_clean(exclude=["dispute"])
    return source
