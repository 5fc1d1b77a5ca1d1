"""Shows an editor what would change: the published and the edited content of each part side by side, word by word."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from timeline.admin.readable import Names, label_of, texts
from timeline.publishing import Change

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_MARKS = {"same": "{}", "goes": "<del>{}</del>", "comes": "<ins>{}</ins>"}


class Difference(NamedTuple):
    """One part of a document, with what goes marked in the old content and what comes marked in the new."""

    label: str
    old: SafeString
    new: SafeString


def differences(changes: Iterable[Change]) -> list[Difference]:
    """Put the unpublished edits of a document into words; parts that follow from another (a slug) are left out."""
    changes = [change for change in changes if change.part != "slug"]
    names = Names(({"part": change.published}, {"part": change.edited})[side] for change in changes for side in (0, 1))
    return [
        Difference(
            label_of(change.part),
            *marked(
                "\n".join(texts(change.part, change.published, names)),
                "\n".join(texts(change.part, change.edited, names)),
            ),
        )
        for change in changes
    ]


def marked(old: str, new: str) -> tuple[SafeString, SafeString]:
    """Return two texts with what goes marked in the one and what comes marked in the other, escaped."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    left: list[tuple[str, str]] = []
    right: list[tuple[str, str]] = []
    for step, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        left.append(("same" if step == "equal" else "goes", "".join(before[start:end])))
        right.append(("same" if step == "equal" else "comes", "".join(after[new_start:new_end])))
    return _html(left), _html(right)


def _html(pieces: list[tuple[str, str]]) -> SafeString:
    return format_html_join("", "{}", ((format_html(_MARKS[mark], text),) for mark, text in pieces if text))
