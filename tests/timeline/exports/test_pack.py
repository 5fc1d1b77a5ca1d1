"""The chronology pack: whole, the same bytes every time, checked by its own script, and silent about what is gone."""

import csv
import io
import json
import subprocess
import sys
import zipfile
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from tests.factories import make_contract, make_event, make_party, make_protest, make_source, make_statement
from timeline.exports import views
from timeline.exports.pack.archive import PART, Archive
from timeline.models import Capture, Citation, Copy
from timeline.publishing import publish, retract, take_down
from timeline.selectors import latest_seq, walks

pytestmark = pytest.mark.django_db
REMOVED = "Xylophone"
KEPT = datetime(2018, 8, 8, tzinfo=UTC)


@pytest.fixture
def record():
    contract = make_contract(acronym="JEDI")
    oracle = make_party(slug="oracle", name="Oracle America, Inc.")
    protest = make_protest(dispute=contract.dispute, protester=oracle, docket="B-416657")
    source = make_source(title="<script>alert(1)</script>", publisher="=cmd()")
    first = make_event(
        dispute=contract.dispute,
        contracts=[contract],
        protest=protest,
        parties={oracle: "protester"},
        title={"en": "Oracle protests <b>loudly</b>", "de": "Oracle beschwert sich"},
        date="2018-08-06",
        date_public="2018-08-07",
        public_basis="release",
    )
    Citation.objects.create(event=first, source=source, anchor="it protested")
    second = make_event(dispute=contract.dispute, title={"en": "It ended"}, date="2019-10", sealed=True)
    publish([contract.dispute, contract, protest, first, second])
    return contract.dispute, first, second


def answer(client, dispute, query="", lang=""):
    response = client.get(f"{lang}/disputes/{dispute.slug}/chronology.zip{query}")
    assert response.status_code == 200
    return response.getvalue()


def files(body):
    """The files of a pack by their names, without the folder."""
    with zipfile.ZipFile(io.BytesIO(body)) as bundle:
        assert bundle.testzip() is None
        return {name.partition("/")[2]: bundle.read(name) for name in bundle.namelist()}


def rows(found, name):
    return list(csv.DictReader(io.StringIO(found[name].decode("utf-8-sig"))))


def verify(body, folder, change=lambda _folder: None):
    with zipfile.ZipFile(io.BytesIO(body)) as bundle:
        bundle.extractall(folder)
    (inside,) = folder.iterdir()
    change(inside)
    command = [sys.executable, "-I", str(inside / "verify.py")]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", env={})


def test_a_pack_holds_the_record_numbered_alike_in_every_form(client, record):
    found = files(answer(client, record[0]))
    assert list(found) == [
        "chronology.html",
        "chronology.csv",
        "chronology.json",
        "evidence.csv",
        "absent.csv",
        "LICENCE.txt",
        "verify.py",
        "manifest.json",
    ]
    ids = [record[1].public_id, record[2].public_id]
    assert [(row["Number"], row["Id"]) for row in rows(found, "chronology.csv")] == [("1", ids[0]), ("2", ids[1])]
    assert [entry["document"]["id"] for entry in json.loads(found["chronology.json"])["entries"]] == ids
    page = found["chronology.html"].decode()
    assert page.index('<li id="n1">') < page.index("6 August 2018".replace(" ", "\u00a0")) < page.index('<li id="n2">')
    assert json.loads(found["manifest.json"])["counts"] == {"entries": 2, "sources": 3, "sealed": 1, "removed": 0}
    assert "Public since" in page
    assert "GAO B-416657" in page


def test_markup_and_formulas_in_the_record_stay_text(client, record):
    found = files(answer(client, record[0]))
    page = found["chronology.html"].decode()
    assert "<script" not in page
    assert "Oracle protests &lt;b&gt;loudly&lt;/b&gt;" in page
    assert rows(found, "evidence.csv")[1]["Publisher"] == "'=cmd()"


def test_the_page_needs_no_other_address(client, record):
    page = files(answer(client, record[0]))["chronology.html"].decode()
    assert not [word for word in ("src=", "<link", "@import", "url(") if word in page]


@pytest.mark.parametrize("lang", ["", "/de"])
def test_two_packs_of_one_revision_are_the_same_bytes(client, record, lang):
    seq = latest_seq()
    first = answer(client, record[0], f"?as_of={seq}", lang)
    publish([make_event()])
    assert answer(client, record[0], f"?as_of={seq}", lang) == first


def test_the_script_in_the_pack_finds_it_whole(client, record, tmp_path):
    done = verify(answer(client, record[0]), tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("OK")


def edit(name, old, new):
    def change(folder):
        path = folder / name
        path.write_bytes(path.read_bytes().replace(old, new))

    return change


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (edit("chronology.html", b"It ended", b"It began"), "chronology.html was changed"),
        (lambda folder: (folder / "evidence.csv").unlink(), "evidence.csv is missing"),
        (lambda folder: (folder / "more.txt").write_text("x"), "more.txt was added"),
        (edit("manifest.json", b"{", b"["), "manifest.json cannot be read"),
    ],
)
def test_the_script_in_the_pack_finds_what_was_changed(client, record, tmp_path, change, fault):
    done = verify(answer(client, record[0]), tmp_path, change)
    assert done.returncode == 1
    assert f"FAULT: {fault}" in done.stdout


def test_a_pack_takes_the_filters_of_the_page_and_names_them(client, record):
    found = files(answer(client, record[0], "?party=oracle"))
    assert [row["Id"] for row in rows(found, "chronology.csv")] == [record[1].public_id]
    assert json.loads(found["manifest.json"])["page"].endswith(f"/disputes/{record[0].slug}/?party=oracle")
    assert rows(files(answer(client, record[0], "?known_by=2018-08-06")), "chronology.csv") == []
    assert client.get(f"/disputes/{record[0].slug}/chronology.zip?colour=red").status_code == 400
    assert client.get("/disputes/nothing/chronology.zip").status_code == 404


def test_statements_come_where_they_are_asked_for(client, record):
    publish([make_statement(event=record[1], quote="We said so & more.")])
    assert b"We said so" not in files(answer(client, record[0]))["chronology.html"]
    found = files(answer(client, record[0], "?include=statements"))
    assert b'<blockquote lang="en">We said so &amp; more.</blockquote>' in found["chronology.html"]
    assert len(rows(found, "chronology.csv")) == 3


def test_words_without_a_translation_bring_no_markup_into_a_german_pack(client, record):
    publish([make_statement(event=record[1], capacity={"en": "Chief <i>Officer</i>"})])
    page = files(answer(client, record[0], "?include=statements", "/de"))["chronology.html"].decode()
    assert "&lt;span" not in page
    assert "Chief &lt;i&gt;Officer" in page


def test_what_was_removed_is_listed_and_absent(client, record):
    statement = make_statement(event=record[1], quote=f"{REMOVED} said")
    event = make_event(dispute=record[0], title={"en": f"{REMOVED} happened"})
    publish([statement, event])
    before = latest_seq()
    retract([event], note="It never did.")
    take_down(statement, reason="By order of a court.")
    body = answer(client, record[0], "?include=statements")
    found = files(body)
    assert REMOVED.encode() not in b"".join(found.values())
    absent = {(row["Id"], row["How"], row["Public reason"]) for row in rows(found, "absent.csv")}
    assert absent == {
        (record[2].public_id, "sealed", ""),
        (event.public_id, "retracted", "It never did."),
        (statement.public_id, "taken_down", "By order of a court."),
    }
    past = files(answer(client, record[0], f"?as_of={before}"))
    assert past["chronology.html"].decode().count("retracted since") == 1
    assert [row["Id"] for row in rows(past, "chronology.csv") if row["Removed later"] == "yes"] == [event.public_id]
    entries = json.loads(past["chronology.json"])["entries"]
    assert [one["document"]["id"] for one in entries if one.get("removed_later")] == [event.public_id]
    assert "Removed later" not in rows(found, "chronology.csv")[0]


def test_the_list_of_evidence_says_which_entries_cite_what_and_the_hash_of_our_copy(client, record):
    [citation] = Citation.objects.filter(anchor="it protested")
    copy = Copy.objects.create(sha256="ab" * 32, size=3, media_type="text/html", kept_at=KEPT)
    Capture.objects.create(source=citation.source, captured_at=KEPT, outcome="ok", copy=copy)
    publish([make_event()])
    found = {row["Id"]: row for row in rows(files(answer(client, record[0])), "evidence.csv")}
    row = found[citation.source.public_id]
    assert (row["Entries"], row["Passages"], row["SHA-256 of our copy"]) == ("1", "it protested", "ab" * 32)
    assert [row["SHA-256 of our copy"] for row in found.values()].count("") == 2


def test_a_german_pack_is_german(client, record):
    found = files(answer(client, record[0], lang="/de"))
    page = found["chronology.html"].decode()
    assert '<html lang="de">' in page
    assert "Oracle beschwert sich" in page
    assert "Belege" in page
    assert f"/de/events/{record[1].public_id}/" in page
    assert "Evidence" not in page


def test_more_than_a_person_would_read_is_refused(client, record, monkeypatch):
    monkeypatch.setattr(views, "MOST_ENTRIES", 1)
    response = client.get(f"/disputes/{record[0].slug}/chronology.zip")
    assert response.status_code == 400
    assert b"/data/" in response.content
    assert client.get(f"/disputes/{record[0].slug}/chronology.zip?party=oracle").status_code == 200


def test_a_long_pack_comes_in_parts_over_several_windows(client, record, monkeypatch, tmp_path):
    monkeypatch.setattr(walks, "BATCH", 3)
    publish([make_event(dispute=record[0]) for _ in range(10)])
    assert verify(answer(client, record[0]), tmp_path).returncode == 0


def test_an_archive_holds_back_no_more_than_a_part():
    archive = Archive("x", timezone.now())
    noise = [f"{number * 7919 % 104729:08x}" for number in range(200_000)]
    parts = list(archive.add("big.txt", noise))
    assert len(parts) > 3
    assert max(map(len, parts)) < 3 * PART


def test_an_archive_is_not_compressed_again(client, record):
    path = f"/disputes/{record[0].slug}/chronology.zip"
    response = client.get(path, headers={"Accept-Encoding": "gzip, br, zstd"})
    assert "Content-Encoding" not in response.headers
    assert response.getvalue() == answer(client, record[0])


def test_names_in_the_archive_are_safe(client, record):
    with zipfile.ZipFile(io.BytesIO(answer(client, record[0]))) as bundle:
        for name in bundle.namelist():
            assert name.isascii()
            assert not set(name) - set("abcdefghijklmnopqrstuvwxyzLICEN0123456789-./")
            assert ".." not in name
            assert not name.startswith("/")
