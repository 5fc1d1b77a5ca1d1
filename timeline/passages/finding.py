"""Finds a quoted passage in a text as a careful reader would: same words in the same order, whatever the typesetting.

Understood as the same: runs of blanks, quotation marks or none, dashes, ligatures, soft hyphens, capitals, and
words divided at a line's end. “…” leaves words out, in order; a bracket stands for what the editor changed: “[t]he”,
“[the Department]”. A passage begins and ends at whole words; a changed word is not found. Pure.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final, NamedTuple

PAGE_BREAK: Final = "\f"
# How many signs an ellipsis may leave out, and a bracket may stand for: within a word, and on its own.
LONGEST_GAP, LONGEST_ENDING, LONGEST_INSERTION = 4_000, 12, 120
_MOST_PLACES: Final = 20_000
_BLOCK: Final = 1_024  # signs of a text among which a place is looked for

_NOTHING: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
# Stands for a long dash until blanks around it are gone; like all such signs of plain ASCII, which is quickest.
_LONG_DASH: Final = "\x02"
_SIGNS: Final = {
    **dict.fromkeys('‘’‚‛′‵`´"“”„‟″‶«»‹›＇＂', "'"),
    **dict.fromkeys("‐‑‒–−﹣－", "-"),
    **dict.fromkeys("—―⸺⸻", _LONG_DASH),
    **dict.fromkeys(_NOTHING, ""),
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
    "…": "...",
    "\ufffe": "-\n",  # what some readers of PDFs write for a hyphen at a line's end
}
# Stands for a hyphen at a line's end: the word may be one (“informa-tion”) or a compound (“long-term”).
DIVIDED: Final = "\x01"
# Each is a pattern and what stands for it; with the collapse of blanks between them they make the form in which texts
# are compared. They begin with what is rare, so that a long text costs little.
_BEFORE: Final = (
    (re.compile(r"-(?<=\w-)[^\S\n\f]*[\n\f]\s*(?=\w)"), DIVIDED),
    (re.compile(r"\[(?=\w\]\w)"), ""),
    (re.compile(r"\](?<=\b\w\])(?=\w)"), ""),
    (re.compile(r"'(?:(?!\w)|(?<!\w'))"), ""),
)
_AFTER: Final = (
    ("--", _LONG_DASH),
    (f"{_LONG_DASH}-", _LONG_DASH),
    (f"{_LONG_DASH}{_LONG_DASH}", _LONG_DASH),
    (f" {_LONG_DASH}", _LONG_DASH),
    (f"{_LONG_DASH} ", _LONG_DASH),
    (" - ", "-"),
    (_LONG_DASH, "-"),
)
_ONE_LETTER: Final = re.compile(r"(?<!\w)\[(\w)\](?=\w)")
_LEFT_OUT: Final = re.compile(r"[\[(]\s*\.(?:\s?\.){2,}\s*[\])]|\.(?:\s?\.){2,}")
_BRACKET: Final = re.compile(r"\[[^\[\]]{0,200}\]")
_EDGES: Final = " .,;:'-"
# Letters and digits are the same ones, in the same order, in a text and in its compared form: places are found by them.
_LETTER: Final = re.compile(r"[^\W_]")
_NO_LETTERS: Final = re.compile(r"[\W_]+")
_NO_LETTER_BYTES: Final = bytes(byte for byte in range(128) if not chr(byte).isalnum())
_MANY: Final = 32
_MANY_LETTERS: Final = re.compile(rf"(?:[\W_]*+[^\W_]){{{_MANY}}}")


class Place(NamedTuple):
    """Where a passage stands: from `start` to before `end` in the text; its page, from 1, or 0 where there are none."""

    start: int
    end: int
    page: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand as they are, and how far behind the piece before; an open end lies within a word."""

    words: str
    gap: int = 0
    open_left: bool = False
    open_right: bool = False


Passage = tuple[Piece, ...]


def composed(text: str) -> str:
    """Return a text with letters and their accents as one sign, which texts and passages must share."""
    return unicodedata.normalize("NFC", text)


def compared(text: str) -> str:
    """Return a text in the form in which texts are compared."""
    text = _plain(text)
    for pattern, stands_for in _BEFORE:
        text = pattern.sub(stands_for, text)
    text = " ".join(text.split())
    for words, stands_for in _AFTER:
        text = text.replace(words, stands_for)
    return text.casefold()


def _plain(text: str) -> str:
    """Write signs that mean the same as one; replacing each in turn is much quicker than looking at every sign."""
    for sign, stands_for in _SIGNS.items():
        text = text.replace(sign, stands_for)
    return text


def passage(words: str) -> Passage:
    """Read a quote into the pieces to look for; empty if it holds no word."""
    pieces: list[Piece] = []
    gap, open_left = 0, False
    for part in _LEFT_OUT.split(_ONE_LETTER.sub(r"\1", _plain(composed(words)))):
        for text, bracket, following in _between_brackets(part):
            piece = compared(text).replace(DIVIDED, "-").strip(_EDGES)
            after = bracket and text[-1:].isalnum()
            if any(sign.isalnum() for sign in piece):
                pieces.append(Piece(piece, gap if pieces else 0, open_left=open_left, open_right=after))
                gap, open_left = 0, False
            if bracket:
                before = following.isalnum()
                gap = max(gap, LONGEST_ENDING if after or before else LONGEST_INSERTION)
                open_left = before
        gap = LONGEST_GAP
    return tuple(pieces) if sum(len(piece.words) for piece in pieces) > 1 else ()


def _between_brackets(part: str) -> Iterator[tuple[str, bool, str]]:
    """Yield what stands between brackets, whether a bracket follows, and the sign behind that."""
    end = 0
    for bracket in _BRACKET.finditer(part):
        yield part[end : bracket.start()], True, part[bracket.end() : bracket.end() + 1]
        end = bracket.end()
    yield part[end:], False, ""


@dataclass(frozen=True)
class Sought:
    """A text made ready to be searched; making it ready is the dear part, so one serves all passages."""

    text: str
    has_pages: bool = False

    @cached_property
    def form(self) -> str:
        """The whole text as it is compared."""
        return compared(self.text)

    @cached_property
    def joined(self) -> str:
        """The form with words divided at a line's end put together."""
        return self.form.replace(DIVIDED, "")

    @cached_property
    def divisions(self) -> list[int]:
        """The places in the joined form at which a hyphen stood at a line's end."""
        found: list[int] = []
        at = self.form.find(DIVIDED)
        while at >= 0:
            found.append(at - len(found))
            at = self.form.find(DIVIDED, at + 1)
        return found

    def find(self, sought: Passage) -> Place | None:
        """Return where a passage stands first, None if it does not."""
        reached: list[tuple[int, int]] = []
        for number, piece in enumerate(sought):
            places = self._places(piece)
            if number == 0:
                # All are wanted only if something has to follow within reach.
                reached = list(places) if len(sought) > 1 else [place for place in [next(places, None)] if place]
            else:
                reached = _following(reached, places, piece.gap)
            if not reached:
                return None
        return self._place(*reached[0]) if reached else None

    def _places(self, piece: Piece) -> Iterator[tuple[int, int]]:
        """Yield where a piece stands in the joined form, at whole words where its ends are not open."""
        count = 0
        for begin, end in self._occurrences(piece.words):
            if (piece.open_left or self._begins_word(begin)) and (piece.open_right or self._ends_word(end)):
                yield begin, end
                count += 1
                if count >= _MOST_PLACES:
                    return

    def _occurrences(self, words: str) -> Iterator[tuple[int, int]]:
        """Yield every place of words; a hyphen among them may be one at a line's end."""
        at = self.joined.find(words)
        if at < 0 and "-" in words and self.divisions:
            parts = [re.escape(part) for part in re.split(r"-\s?", words)]
            for found in re.finditer("(-\\s?|)".join(parts), self.joined):
                if all(found[number] or self._divided_at(found.start(number)) for number in range(1, len(parts))):
                    yield found.span()
        while at >= 0:
            yield at, at + len(words)
            at = self.joined.find(words, at + 1)

    def _begins_word(self, at: int) -> bool:
        """Say whether no word, and no number, goes on across this place."""
        return not (at and self.joined[at].isalnum() and _joins(self.joined[max(at - 2, 0) : at][::-1]))

    def _ends_word(self, at: int) -> bool:
        return not (self.joined[at - 1].isalnum() and _joins(self.joined[at : at + 2], self.joined[at - 1]))

    def _divided_at(self, at: int) -> bool:
        number = bisect_left(self.divisions, at)
        return number < len(self.divisions) and self.divisions[number] == at

    @cached_property
    def _counted(self) -> list[int]:
        """How many letters and digits stand before each block of the text."""
        return _counts(self.text, lambda block: _lettered(_plain(block).casefold()))

    @cached_property
    def _counted_joined(self) -> list[int]:
        """The same of the joined form."""
        return _counts(self.joined, _lettered)

    def _place(self, begin: int, end: int) -> Place:
        first, last = begin, end - 1
        while not self.joined[first].isalnum():
            first += 1
        while not self.joined[last].isalnum():
            last -= 1
        # Signs at the ends (“$12”, “5 %”) are taken along where they stand there too.
        start, stop = self._origin(first), self._origin(last) + 1
        while start and begin < first and self.text[start - 1] == self.joined[first - 1]:
            start, first = start - 1, first - 1
        while stop < len(self.text) and last < end - 1 and self.text[stop] == self.joined[last + 1]:
            stop, last = stop + 1, last + 1
        return Place(start, stop, self.text.count(PAGE_BREAK, 0, start) + 1 if self.has_pages else 0)

    def _origin(self, at: int) -> int:
        """Return the sign of the text that a letter or digit of the joined form stands for."""
        block = at // _BLOCK
        number = self._counted_joined[block] + _lettered(self.joined[block * _BLOCK : at])
        block = bisect_right(self._counted, number) - 1
        left = number - self._counted[block]
        signs = self.text[block * _BLOCK : (block + 1) * _BLOCK]
        return block * _BLOCK + _nth_letter(signs, left)


def _nth_letter(signs: str, left: int) -> int:
    """Return the place of the letter or digit before which so many stand, counted as they are compared."""
    if len(signs.casefold()) == len(signs):
        at = 0
        while left >= _MANY:
            found = _MANY_LETTERS.match(signs, at)
            if found is None:
                break
            at, left = found.end(), left - _MANY
        for letter in _LETTER.finditer(signs, at):
            if left == 0:
                return letter.start()
            left -= 1
    for place, sign in enumerate(signs):  # a ligature is several letters
        left -= _lettered(sign.casefold())
        if left < 0:
            return place
    raise ValueError("a text has fewer letters than its compared form")


def _lettered(text: str) -> int:
    """Count the letters and digits of a text."""
    if text.isascii():
        return len(text.encode("ascii").translate(None, _NO_LETTER_BYTES))
    return len(_NO_LETTERS.sub("", text))


def _counts(text: str, count: Callable[[str], int]) -> list[int]:
    blocks = (count(text[begin : begin + _BLOCK]) for begin in range(0, len(text), _BLOCK))
    return [0, *accumulate(blocks)]


def _joins(outside: str, inside: str = "0") -> bool:
    """Say whether what stands beside a word goes on with it: a letter, “’t”, or the rest of a number."""
    if outside[:1].isalnum():
        return True
    if not outside[1:2].isalnum():
        return False
    return outside[0] == "'" or (outside[0] in ".," and outside[1].isdigit() and inside.isdigit())


def _following(reached: list[tuple[int, int]], places: Iterator[tuple[int, int]], most: int) -> list[tuple[int, int]]:
    """Return the spans that end with one of `places` after one of those reached, at most so many signs behind it."""
    ends = [end for _, end in reached]
    found = []
    for begin, end in places:
        number = bisect_right(ends, begin) - 1
        if number >= 0 and begin - ends[number] <= most:
            found.append((reached[number][0], end))
    return found
