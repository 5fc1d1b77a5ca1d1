"""Bad record files: each is refused whole, with file, line, entry and reason, and nothing is stored."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.utils import timezone

from timeline.models import Event, RecordOrigin, Revision
from timeline.records.fields import Line, ListOf, Map, Words
from timeline.records.loading import load
from timeline.records.mistakes import RecordRefused
from timeline.records.nodes import parse_tree
from timeline.records.schema import CASE, ENTRIES, SECTIONS, STATEMENT, STEP
from timeline.records.stored import values_by_key

pytestmark = pytest.mark.django_db


class Bad(NamedTuple):
    """A change that makes the dispute's file wrong: what it replaces, where the mistake then stands, what is said."""

    old: str
    new: str
    place: str
    entry: str
    reason: str


def refusal(record) -> str:
    """Load and return the mistakes, a line each, without the folder; nothing may have been stored."""
    with pytest.raises(RecordRefused) as refused:
        record.load()
    assert not Event.objects.exists()
    assert not Revision.objects.exists()
    assert not RecordOrigin.objects.exists()
    return str(refused.value).replace(f"{record.folder}/", "")


def line_of(record, text: str) -> int:
    """Return the line of the dispute's file on which a text begins."""
    return record.boats[: record.boats.index(text)].count("\n") + 1


BAD = [
    Bad("bidder: acme", "bidder: nobody", "bidder: nobody", "contract boats", "unknown party “nobody”"),
    Bad("- {to: filed,", "- {to: field,", "to: field", "event decided", "unknown event “field”"),
    Bad("  claim: unfair\n", "  claim: unfit\n", "claim: unfit", "statement doe-unfair", "unknown claim “unfit”"),
    Bad("{source: ruling}", "{source: rulings}", "rulings", "event decided", "unknown source “rulings”"),
    Bad(
        "fate: raised, event: filed, source: news, anchor: unequal scores",
        "fate: raised",
        "fate:",
        "protest gao-1",
        "needs an",
    ),
    Bad(
        "event: filed, source: news, anchor: u",
        "event: filed, anchor: u",
        "fate:",
        "protest gao-1",
        "only a source has",
    ),
    Bad("fate: raised", "fate: burned", "burned", "protest gao-1", "unknown code “burned”"),
    Bad(
        "title: Late notice", "title: Unequal scoring", "title: Unequal", "protest gao-1", "the same ground stands here"
    ),
    Bad("cases: [B-1]", "cases: [B-7]", "[B-7]", "event filed", "“B-7” is no case of protest gao-1"),
    Bad("  type: decision", "  type: decison", "decison", "event decided", "unknown code “decison”; did you mean “de"),
    Bad("stance: alleges", "stance: finds-so", "finds-so", "statement doe-unfair", "unknown code “finds-so”"),
    Bad("gao.filed", "gao.field", "gao.field", "event filed", "did you mean “gao.filed”"),
    Bad("role: protester}\n  sources", "role: boss}\n  sources", "role: boss", "event filed", "unknown code “boss”"),
    Bad("date: 2020-06-01\n", "date: 2020-06-31\n", "2020-06-31", "event decided", "no day of the calendar"),
    Bad("date: 2020-06-01\n", "date: 2019-02-29\n", "2019-02-29", "event decided", "no day of the calendar"),
    Bad("date: 2020-06-01\n", "date: June 2020\n", "June 2020", "event decided", "“June 2020” is not a date like"),
    Bad("date: 2020-06-01\n", "date: 12020-06-01\n", "12020", "event decided", "is not a date like"),
    Bad("date: 2020-06-01\n", "date: 2020-03-09\n", "{to: filed", "event decided", "before the event it decides"),
    Bad(
        "date: 2020-06-01\n", "date: 2020-06-01\n  until: 2020-05-31\n", "- id: decided", "event decided", "until (2020"
    ),
    Bad("significance: 2", "significance: high", "high", "event decided", "“high”, not a whole number between 1 and 3"),
    Bad("significance: 2", "significance: 4", "significance: 4", "event decided", "between 1 and 3"),
    Bad("amount: 42000000", "amount: lots", "lots", "event decided", "“lots”, not a sum"),
    Bad("amount: 42000000", "amount: -1", "amount: -1", "event decided", "“-1”, not a sum"),
    Bad("title: GAO denies\n", "title: [GAO, denies]\n", "[GAO", "event decided", "title is a list, not a text"),
    Bad("title: GAO denies\n", "title: 17\n", "title: 17", "event decided", "title is a number, not a text"),
    Bad("title: GAO denies\n", "titel: x\n  title: y\n", "titel", "event decided", "unknown key “titel”; did you mean"),
    Bad("title: GAO denies\n", "title: {en: x, fr: y}\n", "fr: y", "event decided", "unknown language “fr”"),
    Bad("title: GAO denies\n", "title: {de: y}\n", "{de: y}", "event decided", "title lacks the language en"),
    Bad("  title: GAO denies\n", "", "- id: decided", "event decided", "lacks title"),
    Bad("title: GAO denies\n", "title:\n", "- id: decided", "event decided", "lacks title"),
    Bad("- id: decided\n", "- id: filed\n", "- id: filed\n  date: 2020-06", "event filed", "stands already at"),
    Bad("- id: decided\n", "- id: Decided!\n", "- id: Decided", "event Decided!", "is not an id of small letters"),
    Bad("anchor: Acme protested", "anchor: a b c d e f g h i j k", "a b c", "event filed", "11 words; at most 10"),
    Bad("url: https://gao.example/1", "url: javascript:alert(1)", "javascript:", "source ruling", "not a web address"),
    Bad(
        "url: https://gao.example/1",
        "url: https://news.example/1",
        "- id: ruling",
        "source ruling",
        "stands already at",
    ),
    Bad("docket: B-1.2,", "docket: B-1,", "docket: B-1, kind: supp", "protest gao-1", "docket number “B-1” stands"),
    Bad("format: 1\ndispute", "format: 2\ndispute", "format", "", "of a format other than 1"),
    Bad("claims:\n", "claim:\n", "claim:\n", "", "unknown section “claim”"),
    Bad("  claim: unfair\n", "  claim: unfair\n  claim: unfair\n", "claim: unfair\n  stance", "doe-unfair", "twice"),
    Bad("  note: The day", "  note: &x The day", "note: &x", "decided", "anchors and aliases"),
    Bad("  note: The day", "  note: !!python/name:os.system The day", "note: !!", "decided", "tags are not used"),
    Bad("  note: The day", '  note: "a\\0b"\n  sealed: true #', 'note: "a', "event decided", "U+0000 is not allowed"),
    Bad("  note: The day", '  note: "a\\eb"\n  sealed: true #', 'note: "a', "event decided", "U+001B is not allowed"),
]


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: f"{bad.entry}: {bad.reason}")
def test_a_mistake_is_named_with_its_line_entry_and_reason(record, bad):
    record.change(bad.old, bad.new)
    beginning = f"boats.yaml:{line_of(record, bad.place)}: {bad.entry}"
    mistakes = refusal(record).splitlines()
    assert any(m.startswith(beginning) and bad.reason in m for m in mistakes), mistakes


def test_malformed_yaml_is_named_with_its_line_and_entry(record):
    record.change(
        "parties:\n  - {id: acme, role: protester}\n  sources", "parties:\n  - {id: acme, role: [}\n  sources"
    )
    assert re.match(r"boats\.yaml:\d+: filed: this is not YAML: ", refusal(record))


def test_a_cycle_of_links_is_named(record):
    record.change("date: 2020-06-01\n", "date: 2020-03-10\n")
    record.change(
        "  - {source: news, anchor: Acme protested}\n",
        "  - {source: news, anchor: Acme protested}\n  links:\n  - {to: decided, relation: follows-from}\n",
    )
    message = refusal(record)
    assert "circle: filed → decided → filed" in message
    assert message.startswith("boats.yaml:")


def test_a_title_of_ten_megabytes_is_refused_with_its_line(record):
    record.change("title: GAO denies\n", f"title: {'very ' * 2_000_000}long\n")
    line = line_of(record, "title: very")
    assert refusal(record) == f"boats.yaml:{line}: event decided: title: 10,000,004 characters; at most 200 are allowed"


@pytest.mark.parametrize(("bad", "reason"), [(b"\x00", "U+0000 is not allowed"), (b"\xff", "0xFF is not UTF-8")])
def test_bytes_that_are_no_text_are_refused_with_line_and_entry(record, bad, reason):
    line = line_of(record, "title: GAO denies")
    record.write()
    path = record.folder / "boats.yaml"
    path.write_bytes(path.read_bytes().replace(b"title: GAO denies", b"title: GAO " + bad))
    with pytest.raises(CommandError, match=f"boats.yaml:{line}: decided: .*{re.escape(reason)}.*\n1 mistake; nothing"):
        call_command("load_record", str(path))
    assert not Event.objects.exists()


def test_all_mistakes_of_all_files_are_reported_at_once(record):
    record.change("bidder: acme", "bidder: nobody")
    record.change("stance: alleges", "stance: shouts")
    record.change("kind: agency\n", "kind: fleet\n")
    record.write()
    with pytest.raises(CommandError) as refused:
        call_command("load_record", str(record.folder))
    message = str(refused.value)
    assert all(word in message for word in ("parties.yaml:5: party navy", "nobody", "shouts", "3 mistakes; nothing"))


def test_a_missing_file_and_an_empty_folder_are_refused(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere.yaml:1: cannot be read"):
        call_command("load_record", str(tmp_path / "nowhere.yaml"))
    with pytest.raises(CommandError, match="holds no record file"):
        call_command("load_record", str(tmp_path))


@pytest.mark.parametrize(
    "content", [b"", b"[1, 2]", b"just words", b"[" * 100_000, b"a: " + b"{" * 100_000, b"- &a [*a]"]
)
def test_files_that_are_no_map_are_refused_quickly(content):
    with pytest.raises(RecordRefused):
        parse_tree(content, file="x.yaml")


DOCKETS = (CASE.fields["docket"], STEP.fields["cases"])  # one names the other


def with_scripts(field, value, written: list[str]):
    """Return a value as read by YAML with HTML of its own in place of every text that its field lets pass."""
    if field in DOCKETS:
        return value
    if is_free_text(field):
        written.append(f"<script>{len(written)}</script>")
        return written[-1] if field is not STATEMENT.fields["translations"] else {"de": written[-1]}
    if isinstance(field, ListOf) and isinstance(value, list):
        return [with_scripts(field.item, item, written) for item in value]
    if isinstance(field, Map):
        texts = [key for key, inner in field.fields.items() if is_free_text(inner) and key not in value]
        filled = {**value, **dict.fromkeys(texts, "")}
        return {key: with_scripts(field.fields[key], inner, written) for key, inner in filled.items()}
    return value


def is_free_text(field) -> bool:
    return isinstance(field, Line | Words) and getattr(field, "pattern", None) is None


def texts_in(value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts_in(inner)


def test_html_and_scripts_in_every_text_field_load_as_plain_text(record):
    """What was written is what is stored: escaping is the business of pages."""
    record.write()
    written: list[str] = []
    for name in ("parties", "boats"):
        path = record.folder / f"{name}.yaml"
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for section, kind in SECTIONS.items():
            if section == "dispute" and section in content:
                content[section] = with_scripts(ENTRIES[kind], content[section], written)
            elif section in content:
                content[section] = [with_scripts(ENTRIES[kind], entry, written) for entry in content[section]]
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    load([record.folder], now=timezone.now())
    assert len(written) > 60
    stored = [
        text
        for kind in ENTRIES
        for values in values_by_key(kind, [d.object_key for d in RecordOrigin.objects.filter(kind=kind)]).values()
        for text in texts_in(values)
    ]
    assert sorted(text for text in stored if "<" in text) == sorted(written)
    assert Revision.objects.filter(document__contains="<script>1</script>").exists()
