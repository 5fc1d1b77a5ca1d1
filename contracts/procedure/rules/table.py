"""All time limits as tables of Markdown, one a forum, for docs/procedure.md: made of the rules, so that they agree."""

from collections.abc import Iterator

from contracts.procedure.forums import FORUMS
from contracts.procedure.rules import RULES
from contracts.procedure.rules.rule import Rule, Unit

BEGIN, END = "<!-- rules: written by `manage.py rules` -->", "<!-- end of rules -->"
COLUMNS = ("code", "what", "counts from", "length", "who must act", "citation", "text")
HEAD = f"| {' | '.join(COLUMNS)} |\n|{' --- |' * len(COLUMNS)}"


def rules_table() -> str:
    """Return the tables of all forums, each under its head."""
    parts = []
    for forum in FORUMS.values():
        rows = [_row(rule) for rule in RULES.values() if rule.forum == forum.code]
        parts.append(f"### {forum.label} ({forum.basis})\n\n{HEAD}\n" + "\n".join(rows))
    return "\n\n".join(parts)


def with_table(text: str) -> str:
    """Return a document with the tables between its marks; ValueError if it has none."""
    before, mark, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not mark or not end:
        raise ValueError(f"the document lacks {BEGIN} or {END}")
    return f"{before}{BEGIN}\n\n{rules_table()}\n\n{END}{after}"


def _row(rule: Rule) -> str:
    acts = f"{rule.owner}{' (a right)' if rule.right else ''}"
    cells = (f"`{rule.code}`", rule.what, rule.trigger, _length(rule), acts, _citations(rule), _read(rule))
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _length(rule: Rule) -> str:
    if rule.unit is Unit.ORDER:
        return "set by order"
    if rule.unit is Unit.EVENT:
        return "the event itself"
    if rule.length is None:
        return f"n {rule.unit.value}, set by order"
    if rule.length == 0:
        return ", ".join(["the day itself", *_notes(rule)])
    unit = rule.unit.value.removesuffix("s") if abs(rule.length) == 1 else rule.unit.value
    words = f"{abs(rule.length)} {unit}{' before' if rule.length < 0 else ''}"
    return ", ".join([words, *_notes(rule)])


def _notes(rule: Rule) -> Iterator[str]:
    if rule.kind.value != "LEGAL":
        yield {"TARGET": "a target", "COURT_ORDER": "by order"}[rule.kind.value]
    if rule.lapse.value != "rolls":
        yield f"a closure {rule.lapse.value} it"


def _citations(rule: Rule) -> str:
    """Return the citation, and what it is under another edition of the rules."""
    others = [f"{regime.value}: {edition.citation}" for regime, edition in rule.editions.items()]
    return "; ".join([rule.citation, *others])


def _read(rule: Rule) -> str:
    """Return how far the text was read, under each edition where that differs, and since when the rule is one."""
    others = [f"{regime.value}: {edition.verification.value}" for regime, edition in rule.editions.items()]
    begins = (
        [f"from {rule.begins.day.isoformat()}, a day that is {rule.begins.verification.value}"] if rule.begins else []
    )
    return "; ".join([rule.verification.value, *others, *begins])
