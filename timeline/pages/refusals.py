"""Why an address cannot be read, in the language of the page; refusals are worded in English, for programs too. Pure.

What a pattern does not know stays English and is marked as such.
"""

import re
from collections.abc import Iterable

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from timeline.filters import Refusal
from timeline.pages.paths import MAIN_LANGUAGE, language
from timeline.pages.wording import english

# The words of the refusals, with what stands between them: a value, numbers, names.
MESSAGES = (
    gettext_noop("is no parameter of this address"),
    gettext_noop("is no input of the calculator"),
    gettext_noop("is given by this page's path"),
    gettext_noop("is missing: the day from which to count, like 2018-08-06"),
    gettext_noop("is missing: choose a forum or a rule"),
    gettext_noop("has no value “%s”"),
    gettext_noop("knows no “%s”"),
    gettext_noop("takes at most %s values"),
    gettext_noop("takes at most %s spans"),
    gettext_noop("is longer than %s characters or holds a NUL byte"),
    gettext_noop("the year is not between %s and %s"),
    gettext_noop("“%s” is no day like 2019-12-09"),
    gettext_noop("“%s” is no day like 2018-08-06"),
    gettext_noop("“%s” is no year like 2019"),
    gettext_noop("“%s” is no span like 2025-10-01/2025-11-12"),
    gettext_noop("“%s” is no whole number from 1 to %s"),
    gettext_noop("“%s” is no seq, day or time like 2020-03-01T12:00:00Z"),
    gettext_noop("“%s” cannot be read"),
    gettext_noop("%s ends before it begins, or lasts over a year"),
    gettext_noop("%s belongs to %s, not to %s"),
    gettext_noop("%s lies outside %s to %s"),
    gettext_noop("%s lies in the future"),
    gettext_noop("the log has no seq %s yet"),
)
PATTERNS = tuple((re.compile(re.escape(one).replace("%s", "(.*)")), one) for one in MESSAGES)


def told(message: str) -> SafeString | str:
    """Return one refusal in the language of the page."""
    if language() == MAIN_LANGUAGE:
        return message
    for pattern, words in PATTERNS:
        if found := pattern.fullmatch(message):
            return _(words) % found.groups() if found.groups() else _(words)
    return english(message)


def listed(refusals: Iterable[Refusal]) -> list[tuple[str, SafeString | str]]:
    """Return refusals as pairs of a parameter's name and what is wrong with it."""
    return [(one.name, told(one.message)) for one in refusals]
