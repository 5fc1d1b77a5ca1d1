"""Whatever stands in a file, reading and checking end in entries or in mistakes with a line, never in a crash."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.timeline.records.small_record import DISPUTE, PARTIES
from timeline.records.checking import check
from timeline.records.entries import RecordFile, read_parsed
from timeline.records.keying import Names, give
from timeline.records.mistakes import RecordRefused
from timeline.records.nodes import parse_tree

LINES = DISPUTE.splitlines(keepends=True)
SCRAPS = st.sampled_from(
    [
        "null",
        "[]",
        "{}",
        "[[]]",
        "{a: b}",
        "~",
        "''",
        "0",
        "-1",
        "true",
        "2020-13-45",
        "x" * 300,
        "\ud7ff",
        "- ",
        ": ",
        "\n",
    ]
) | st.text(max_size=8)


def judge(*contents: bytes) -> list[RecordFile]:
    files = []
    for number, content in enumerate(contents):
        found = RecordFile(Path(f"file{number}.yaml"))
        try:
            read_parsed(found, parse_tree(content, file=str(found.path)))
        except RecordRefused as refused:
            found.mistakes += refused.mistakes
        files.append(found)
    names = Names.of(files)
    check(files, names)
    for file in files:
        give(file, names)
    for file in files:
        assert all(mistake.line >= 1 and mistake.reason and mistake.file for mistake in file.mistakes)
        assert all(str(mistake).isprintable() for mistake in file.mistakes)
    return files


def test_the_small_record_has_no_mistakes():
    assert all(not file.mistakes for file in judge(PARTIES.encode(), DISPUTE.encode()))


@st.composite
def damaged(draw) -> str:
    """The small record with some values replaced, lines lost, doubled or moved."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        how = draw(st.sampled_from(["value", "value", "value", "lose", "double", "move", "insert"]))
        if how == "value" and ":" in lines[at]:
            key, _, _ = lines[at].rpartition(":")
            end = "}" if lines[at].rstrip().endswith("}") else ""
            lines[at] = f"{key}: {draw(SCRAPS)}{end}\n"
        elif how == "lose":
            del lines[at]
        elif how == "double":
            lines.insert(at, lines[at])
        elif how == "move":
            lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
        else:
            lines[at] = lines[at].rstrip("\n") + draw(SCRAPS) + "\n"
    return "".join(lines)


@given(damaged())
def test_a_damaged_record_never_crashes_the_reader(text):
    judge(PARTIES.encode(), text.encode())


@given(st.binary(max_size=400))
def test_bytes_never_crash_the_reader(content):
    judge(content, b"format: 1\nevents:\n- " + content)
