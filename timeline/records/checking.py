"""What is wrong with entries that are each well formed: doubles, impossible orders in time, impossible links. Pure."""

from collections.abc import Callable, Hashable, Iterable, Iterator

from contracts.dates import DateError, PartialDate, certainly_before
from contracts.identifiers import normal_docket
from timeline.link_rules import find_cycle, precedes_its_cause
from timeline.records.entries import Entry, RecordFile
from timeline.records.fields import Mention, Table
from timeline.records.keying import Names
from timeline.records.mistakes import excerpt

# Pairs of dates of one map of which the second cannot lie before the first.
SPANS = (("date", "until"), ("start", "end"), ("from", "to"), ("submitted", "ended"))


def check(files: Iterable[RecordFile], names: Names) -> None:
    """Note the mistakes that show only when entries are seen together, in the files they stand in."""
    files = list(files)
    _refuse_doubles(files)
    for file in files:
        for entry in file.entries:
            _check_citations(entry, entry.values)
            _check_spans(entry, entry.values)
            CHECKS.get(entry.kind, _no_more)(entry)
    _check_links(files, names)


def _refuse_doubles(files: list[RecordFile]) -> None:
    once: dict[Hashable, tuple[Entry, int]] = {}
    for file in files:
        for entry in file.entries:
            for what, value, line in _unique(entry):
                place = (entry, line)
                first, at = once.setdefault((what, value), place)
                if once[what, value] is not place:
                    reason = f"{what} stands already at {first.file.path}:{at} ({first.label})"
                    entry.file.wrong(entry, line, reason)
                    break


def _unique(entry: Entry) -> Iterator[tuple[str, Hashable, int]]:
    """Yield what no other entry may have: what it is, its value, and the line."""
    yield f"the id {excerpt(entry.id)}", (entry.file.name, entry.kind, entry.id), entry.line
    yield f"the public name {excerpt(entry.key)}", (entry.kind, entry.key), entry.line
    values = entry.values
    if entry.kind == "source" and "url" in values:
        yield f"the address {excerpt(values['url'])}", values["url"], entry.line
    for scheme, identifier in values.get("identifiers", []):
        yield f"the identifier {excerpt(f'{scheme}: {identifier}')}", (scheme, identifier), entry.line
    for case in values.get("cases", []) if entry.kind == "protest" else []:
        number = normal_docket(case.get("docket", ""))
        yield f"the docket number {excerpt(number)}", (values.get("forum"), number), case.line
    for section in ("bids", "awards"):
        for part in values.get(section, []):
            yield f"the id {excerpt(part.get('id', ''))}", (entry.file.name, section, part.get("id")), part.line


def _twice(entry: Entry, what: str, items: Iterable[Table], key: Callable[[Table], Hashable]) -> None:
    seen = set()
    for item in items:
        if key(item) in seen:
            entry.file.wrong(entry, item.line, f"the same {what} stands here twice")
        seen.add(key(item))


def _name(value: object) -> object:
    return value.name if isinstance(value, Mention) else value


def _check_citations(entry: Entry, values: Table) -> None:
    for value in values.values():
        for inner in value if isinstance(value, list) else ():
            if isinstance(inner, Table):
                _check_citations(entry, inner)
    for citation in values.get("sources", []):
        if ("source" in citation) == ("event" in citation):
            entry.file.wrong(entry, citation.line, "a citation names either a source or an event")
        elif "event" in citation and "anchor" in citation:
            entry.file.wrong(entry, citation.line, "only a citation of a source has an anchor")


def _check_spans(entry: Entry, values: Table) -> None:
    for first, second in SPANS:
        start, end = _date(values.get(first)), _date(values.get(second))
        if start and end and certainly_before(end, start):
            entry.file.wrong(entry, values.line, f"{second} ({end}) lies before {first} ({start})")
    for value in values.values():
        for inner in value if isinstance(value, list) else ():
            if isinstance(inner, Table):
                _check_spans(entry, inner)


def _date(text: object) -> PartialDate | None:
    try:
        return PartialDate.parse(text) if isinstance(text, str) else None
    except DateError:
        return None


def _no_more(entry: Entry) -> None:
    """Find nothing: these entries have no rules of their own."""


def _check_party(entry: Entry) -> None:
    for post in entry.values.get("posts", []):
        if _name(post.get("of")) == entry.id:
            entry.file.wrong(entry, post.line, "a party holds no post in itself")


def _check_contract(entry: Entry) -> None:
    values = entry.values
    _twice(entry, "bidder", values.get("bids", []), lambda bid: _name(bid.get("bidder")))
    _twice(entry, "phase", values.get("phases", []), lambda phase: phase.get("name", {}).get("en"))
    for earlier in values.get("succeeds", []):
        if earlier.name == entry.id:
            entry.file.wrong(entry, earlier.line, "a contract does not succeed itself")


def _check_protest(entry: Entry) -> None:
    values = entry.values
    _twice(entry, "party in the same role", values.get("parties", []), lambda p: (_name(p.get("id")), p.get("role")))
    _twice(entry, "stay", values.get("stays", []), lambda stay: (stay.get("kind"), stay.get("start")))
    _check_grounds(entry)
    for case in values.get("cases", []):
        if "docket" in case and not normal_docket(case["docket"]):
            entry.file.wrong(entry, case.line, f"{excerpt(case['docket'])} is no docket number")
    if "appeals" in values and values["appeals"].name == entry.id:
        entry.file.wrong(entry, values["appeals"].line, "a protest does not appeal itself")


def _check_grounds(entry: Entry) -> None:
    grounds = entry.values.get("grounds", [])
    _twice(entry, "ground", grounds, lambda ground: ground.get("title", {}).get("en"))
    for ground in grounds:
        fates = ground.get("fates", [])
        _twice(entry, "proceeding of a ground", fates, lambda fate: _name(fate.get("protest")) or entry.id)
        for fate in fates:
            if not {"event", "source"} & fate.keys():
                entry.file.wrong(entry, fate.line, "a fate needs an event or a source that shows it")
            elif "anchor" in fate and "source" not in fate:
                entry.file.wrong(entry, fate.line, "only a source has an anchor")


def _check_event(entry: Entry) -> None:
    values = entry.values
    _need_a_source(entry)
    public = values.get("public", {})
    if public and ("date" in public) != ("basis" in public):
        entry.file.wrong(entry, public.line, "a date of becoming public needs its basis, and a basis its date")
    roles = values.get("parties", [])
    _twice(entry, "party in the same role", roles, lambda p: (_name(p.get("id")), p.get("role"), p.get("as")))
    _twice(entry, "link", values.get("links", []), lambda link: (_name(link.get("to")), link.get("relation")))
    own = _name(values.get("protest"))
    steps = values.get("steps", [])
    _twice(entry, "step", steps, lambda s: (_name(s.get("protest")) or own, s.get("step"), s.get("disposition")))
    for step in steps:
        if own is None and "protest" not in step:
            entry.file.wrong(entry, step.line, "a step needs a protest: the event’s or its own")


def _check_statement(entry: Entry) -> None:
    values = entry.values
    _need_a_source(entry)
    if "finding" in values and values.get("stance") != "finds":
        entry.file.wrong(entry, entry.line, "only a statement with the stance “finds” has a finding")
    behalf = values.get("on_behalf_of")
    if behalf and _name(behalf) == _name(values.get("speaker")):
        entry.file.wrong(entry, behalf.line, "nobody speaks on behalf of himself; leave on_behalf_of out")


def _need_a_source(entry: Entry) -> None:
    cited = entry.values.get("sources", [])
    if cited and not any("source" in citation for citation in cited):
        entry.file.wrong(entry, cited[0].line, "cites events only; every event and statement needs a source")


CHECKS: dict[str, Callable[[Entry], None]] = {
    "party": _check_party,
    "contract": _check_contract,
    "protest": _check_protest,
    "event": _check_event,
    "statement": _check_statement,
}


def _check_links(files: list[RecordFile], names: Names) -> None:
    events = {entry.key: entry for file in files for entry in file.of_kind("event")}
    edges = []
    for source in events.values():
        for link in source.values.get("links", []):
            key = names.key(source.file, link["to"]) if "to" in link else None
            target = events.get(key) if key else None
            if target is source:
                source.file.wrong(source, link.line, "is linked to itself")
            elif target is not None:
                edges.append((source.key, target.key))
                _check_order(source, target, link)
    cycle = find_cycle(edges)
    if cycle:
        first = events[cycle[0]]
        way = " → ".join(events[key].id for key in cycle)
        first.file.wrong(first, first.line, f"its links lead in a circle: {way}")


def _check_order(source: Entry, target: Entry, link: Table) -> None:
    effect, cause = _date(source.values.get("date")), _date(target.values.get("date"))
    if effect and cause and precedes_its_cause(effect, _date(source.values.get("until")), cause):
        reason = f"lies ({effect}) before the event it {link.get('relation')}: {target.id} ({cause})"
        source.file.wrong(source, link.line, f"the effect {reason}")
