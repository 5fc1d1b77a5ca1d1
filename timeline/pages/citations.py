"""Writes a citation of one revision in the styles that readers need. Pure."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import dateformat

SITE = "Contract Disputes"
ACCESS = "[date of access]"
# What BibTeX would read as a command, a group or a comment.
BIBTEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", **{sign: f"\\{sign}" for sign in "&%$#_"}}
BIBTEX |= {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


@dataclass(frozen=True, slots=True)
class Work:
    """What is cited: its title, the address that shows it as it was, its revision and when that was published."""

    title: str
    url: str
    seq: int
    published_at: datetime

    @property
    def day(self) -> datetime:
        """Return when it was published, in UTC."""
        return self.published_at.astimezone(UTC)


def styles(work: Work) -> list[tuple[str, str]]:
    """Return a citation in each style as (name of the style, text)."""
    return [
        ("APA", apa(work)),
        ("Chicago", chicago(work)),
        ("MLA", mla(work)),
        ("Bluebook", bluebook(work)),
        ("BibTeX", bibtex(work)),
    ]


def apa(work: Work) -> str:
    """Write it as the American Psychological Association does."""
    return (
        f"{SITE}. ({dateformat.format(work.day, 'Y, F j')}). {work.title} (Revision {work.seq})."
        f" Retrieved {ACCESS}, from {work.url}"
    )


def chicago(work: Work) -> str:
    """Write it as a note of the Chicago Manual of Style."""
    day = dateformat.format(work.day, "F j, Y")
    return f"{SITE}, “{work.title},” revision {work.seq}, {day}, accessed {ACCESS}, {work.url}."


def mla(work: Work) -> str:
    """Write it as the Modern Language Association does."""
    day = dateformat.format(work.day, "j M. Y")
    return f"“{_ended(work.title)}” {SITE}, revision {work.seq}, {day}, {work.url}. Accessed {ACCESS}."


def bluebook(work: Work) -> str:
    """Write it as lawyers in the United States cite a page."""
    day = dateformat.format(work.day, "N j, Y")
    return f"{work.title}, {SITE.upper()} (rev. {work.seq}, {day}), {work.url} (last visited {ACCESS})."


def bibtex(work: Work) -> str:
    """Write it as an entry of a bibliography for LaTeX."""
    lines = {
        "author": f"{{{SITE}}}",
        "title": f"{{{escaped(work.title)}}}",
        "year": str(work.day.year),
        "month": str(work.day.month),
        "day": str(work.day.day),
        "version": str(work.seq),
        "url": work.url,
        "urldate": ACCESS,
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in lines.items())
    return f"@online{{contract-disputes-{work.seq},\n{body}\n}}"


def csl(work: Work) -> dict[str, object]:
    """Return it as an item of CSL-JSON, which reference managers read."""
    return {
        "id": f"contract-disputes-{work.seq}",
        "type": "webpage",
        "title": work.title,
        "container-title": SITE,
        "author": [{"literal": SITE}],
        "issued": {"date-parts": [[work.day.year, work.day.month, work.day.day]]},
        "version": str(work.seq),
        "URL": work.url,
    }


def _ended(title: str) -> str:
    return title if re.search(r"[.?!…]$", title) else f"{title}."


def escaped(text: str) -> str:
    """Return a text so that BibTeX reads it as text."""
    return "".join(BIBTEX.get(sign, sign) for sign in text)
