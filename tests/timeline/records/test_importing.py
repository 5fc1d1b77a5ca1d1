"""A copy of a record made of its OCDS files: the same current documents, whatever the file's form."""

import gzip

import orjson
import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from contracts.models import Dispute
from tests.factories import make_contract, make_event, make_source
from timeline import log, selectors
from timeline.bulk import building
from timeline.documents.shapes import parsed
from timeline.exports.ocds.history import processes, record_text, release_texts
from timeline.exports.ocds.publisher import publisher
from timeline.models import Citation, Entry, RecordOrigin, State
from timeline.publishing import publish
from timeline.records.published import kind_of, values_of
from timeline.records.stored import values_by_key

pytestmark = pytest.mark.django_db


def current():
    """Every live document by name, as its text."""
    rows = Entry.objects.filter(valid_to=None, state=State.LIVE)
    return {f"{kind}/{key}": text for kind, key, text in rows.values_list("document_type", "key", "revision__document")}


def copied(folder, make, write):
    """Make a record, write it into a file, take it all back, and import it; return the documents of both."""
    with transaction.atomic():
        make()
        path = write(folder)
        first = current()
        transaction.set_rollback(True)
    assert log.latest_seq() == 0
    call_command("import_ocds", path, verbosity=0)
    return first, current()


def package(folder, name, texts):
    path = folder / f"{name}.json"
    items = [orjson.loads("".join(text)) for text in texts]
    path.write_bytes(orjson.dumps({"version": "1.1", name: items}, option=orjson.OPT_INDENT_2))
    return path


def all_processes():
    return processes(selectors.latest_seq())


def bulk(name):
    def write(folder):
        return building.build(now=timezone.now()) / name

    return write


def plain_lines(folder):
    path = folder / "releases.jsonl"
    path.write_bytes(gzip.decompress(bulk("ocds-releases.jsonl.gz")(folder).read_bytes()))
    return path


FORMS = {
    "release lines": bulk("ocds-releases.jsonl.gz"),
    "record lines": bulk("ocds-records.jsonl.gz"),
    "plain lines": plain_lines,
    "releases": lambda folder: package(
        folder, "releases", [text for one in all_processes() for text in map(list, release_texts(one, publisher()))]
    ),
    "records": lambda folder: package(folder, "records", [record_text(one, publisher()) for one in all_processes()]),
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def test_the_five_disputes_are_the_same_after_a_way_through_ocds(tmp_path):
    first, second = copied(tmp_path, lambda: call_command("load_record", verbosity=0), FORMS["release lines"])
    assert len(first) > 1_000
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    for name, texts in by_kind(second).items():
        stored = values_by_key(name, texts)
        assert [key for key in texts if without_places(values_of(texts[key])) != without_places(stored[key])] == []


def by_kind(documents):
    found = {}
    for text in documents.values():
        document = parsed(text)
        found.setdefault(kind_of(document), {})[document["id"]] = document
    return found


def without_places(values):
    """Leave out which citation of a stay shows its start: no document says it."""
    for stay in values.get("stays", ()):
        for citation in stay.get("citations", ()):
            citation.pop("locator", None)
    return values


@pytest.mark.parametrize("form", FORMS)
def test_every_form_can_be_imported(tmp_path, record, form):
    first, second = copied(tmp_path, record.load, FORMS[form])
    assert first == second
    assert RecordOrigin.objects.exists(), "what was imported can be loaded over with record files"


def test_a_document_counts_as_its_latest_release_says(tmp_path):
    def make():
        contract = make_contract(slug="jedi")
        publish([contract.dispute, contract])
        contract.title = {"en": "Renamed"}
        contract.save()
        publish([contract])

    first, second = copied(tmp_path, make, FORMS["release lines"])
    assert first == second
    assert parsed(second["contract/jedi"])["title"] == {"en": "Renamed"}


def test_examples_are_left_behind(tmp_path, settings):
    settings.PUBLISH_EXAMPLES = True

    def make():
        contract = make_contract()
        publish([contract.dispute, contract])
        publish([make_event(dispute=contract.dispute, contracts=[contract], is_example=True)])

    first, second = copied(tmp_path, make, FORMS["record lines"])
    assert {name.partition("/")[0] for name in first.keys() - second.keys()} <= {"event", "source"}
    assert len(first.keys() - second.keys()) >= 1


def test_one_dispute_comes_alone_with_what_it_shows_of_others(tmp_path):
    def make():
        contract, elsewhere = make_contract(slug="jedi"), make_contract()
        source = make_source(dispute=elsewhere.dispute)
        event = make_event(dispute=contract.dispute, contracts=[contract])
        Citation.objects.create(event=event, source=source)
        publish([contract.dispute, contract, elsewhere.dispute, elsewhere, event])

    def write(folder):
        return package(
            folder, "records", [record_text(one, publisher()) for one in all_processes() if one.contract == "jedi"]
        )

    first, second = copied(tmp_path, make, write)
    assert len(first.keys() - second.keys()) == 3  # the other dispute, its contract and its buyer
    assert {name for name in second if first[name] != second[name]} <= {name for name in first if "source" in name}


def test_a_tracker_that_has_published_something_is_left_alone(tmp_path, record):
    path = tmp_path / "x.json"
    path.write_text("{}")
    record.load()
    before = log.latest_seq()
    with pytest.raises(CommandError, match="published nothing"):
        call_command("import_ocds", path)
    assert log.latest_seq() == before


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"[[[", "neither JSON nor JSON Lines"),
        (b'{"releases": [{"ocid": "ocds-abcdef-1", "date": "2020"}]}', "recordDocuments"),
        (b"", "neither JSON nor JSON Lines"),
    ],
)
def test_a_file_without_documents_of_a_record_is_refused(tmp_path, content, reason):
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=reason):
        call_command("import_ocds", path)
    assert not Dispute.objects.exists()
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_ocds", tmp_path / "nothing.json")
