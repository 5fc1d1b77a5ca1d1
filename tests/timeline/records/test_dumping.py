"""What a dump writes loads back without a change, looks like the shipped files, and shows no draft."""

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from contracts.models import Dispute
from tests.factories import make_claim, make_contract, make_event, make_party, make_protest, make_source, make_statement
from timeline import log
from timeline.links import link
from timeline.models import Citation, Event, Revision, Source
from timeline.publishing import publish, retract
from timeline.records.dumping import dump_dispute, dump_parties
from timeline.records.loading import SHIPPED, load
from timeline.records.nodes import Scalar, parse_tree
from timeline.records.yaml_style import fold, scalar

TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\n\t'\":#-,{}[]&*"),
    min_size=1,
    max_size=60,
)
WORDS = st.text(st.sampled_from("aä5-:#'\"[{,*&!?|>%@`“ "), min_size=1, max_size=200)


@given(TEXTS | WORDS | st.sampled_from(["null", "~", "yes", "1", "1.5", "2019-11-22", "=", "<<", "0x1F", "1:30"]))
def test_a_text_is_written_so_that_every_reader_reads_it(text):
    for written in (f"a: {scalar(text, in_flow=False)}\n", f"{{a: {scalar(text, in_flow=True)}, b: c}}\n"):
        node = parse_tree(written.encode(), file="x").values["a"]
        assert node == Scalar(1, text, "a text")
        assert yaml.safe_load(written)["a"] == text


@given(WORDS.map(lambda text: " ".join(text.split())), st.integers(10, 60))
def test_folding_loses_nothing(text, width):
    lines = fold(text, width)
    written = "a: >-\n" + "".join(f"  {line}\n" for line in lines)
    if text:
        assert yaml.safe_load(written)["a"] == text
    assert all(len(line) <= width or " " not in line for line in lines)


def changes(folder) -> dict[str, str]:
    loaded = load([folder], now=timezone.now())
    return {d.label: d.action for d in loaded.decisions if d.action != "unchanged"}


def dump_into(folder, *disputes) -> None:
    for name, text in {"parties": dump_parties(), **{slug: dump_dispute(slug) for slug in disputes}}.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


@pytest.mark.django_db
def test_load_dump_load_changes_nothing_and_dumping_again_gives_the_same_bytes(record):
    record.load()
    seq = log.latest_seq()
    dump_into(record.folder, "boats")
    first = dump_dispute("boats")
    assert changes(record.folder) == {}
    assert log.latest_seq() == seq
    assert dump_dispute("boats") == first


@pytest.mark.django_db
@pytest.mark.parametrize("dispute", sorted(path.stem for path in SHIPPED.glob("*.yaml") if path.stem != "parties"))
def test_a_shipped_file_is_byte_for_byte_what_its_dump_writes_and_loads_without_a_change(dispute, tmp_path):
    load([SHIPPED / f"{dispute}.yaml"], now=timezone.now())
    assert dump_dispute(dispute) == (SHIPPED / f"{dispute}.yaml").read_text(encoding="utf-8")
    assert dump_parties() == (SHIPPED / "parties.yaml").read_text(encoding="utf-8")
    dump_into(tmp_path, dispute)
    assert changes(tmp_path) == {}


@pytest.mark.django_db
def test_what_editors_made_is_dumped_and_loads_on_another_site_at_the_same_addresses(record, tmp_path):
    with transaction.atomic():
        record.load()
        dispute = Dispute.objects.get(slug="boats")
        firm = make_party(slug="new-firm")
        protest = make_protest(dispute=dispute, protester=firm, docket="B-99")
        event = make_event(
            dispute=dispute, protest=protest, parties={firm: "protester"}, date="2020-06-01", note={"en": "a: b # c"}
        )
        statement = make_statement(event=event, speaker=firm, quote="“Quoted”: yes, [really]\nand more")
        link(source=event, target=Event.objects.get(type="protest-filed"), relation="responds-to")
        Source.objects.filter(dispute=None).update(dispute=dispute)
        publish([event, statement])
        keys = {event.public_id, statement.public_id, protest.public_id}
        dump_into(record.folder, "boats")
        assert changes(record.folder) == {}
        documents = {r.key: r.document for r in Revision.objects.order_by("seq")}
        transaction.set_rollback(True)
    assert not Revision.objects.exists()
    assert set(changes(record.folder).values()) == {"created"}
    assert {r.key: r.document for r in Revision.objects.order_by("seq")} == documents
    assert keys <= set(documents)


@pytest.mark.django_db
def test_drafts_and_what_was_retracted_are_not_dumped(record):
    record.load()
    dispute = Dispute.objects.get(slug="boats")
    make_event(dispute=dispute, title={"en": "Secret draft"})
    gone = make_event(dispute=dispute, title={"en": "Gone again"})
    later = make_event(dispute=dispute, title={"en": "Stays"})
    link(source=later, target=gone, relation="amends")
    publish([gone, later])
    retract([gone], note="Wrong.")
    text = dump_dispute("boats")
    assert "Secret" not in text
    assert "Gone" not in text
    assert "Stays" in text
    (record.folder / "boats.yaml").write_text(text, encoding="utf-8")
    assert "secret" not in str(changes(record.folder))


@pytest.mark.django_db
def test_what_the_demonstration_feed_made_is_not_dumped(record):
    record.load()
    example = make_event(dispute=Dispute.objects.get(), title={"en": "Made up"}, is_example=True)
    later = make_event(dispute=Dispute.objects.get(), title={"en": "Stays"})
    link(source=later, target=example, relation="amends")
    publish([example, later, make_statement(event=example, quote="Made up too")])
    text = dump_dispute("boats")
    assert "Stays" in text
    assert "Made up" not in text
    assert "amends" not in text


@pytest.mark.django_db
def test_a_source_of_another_file_is_named_by_its_public_id(record):
    record.load()
    elsewhere = make_source(title="Shared")
    other = make_event(cited=False, title={"en": "Cites the news of the boats"})
    Citation.objects.create(event=other, source=Event.objects.get(type="protest-filed").citations.get().source)
    Citation.objects.create(event=other, source=elsewhere)
    publish([other])
    text = dump_dispute(other.dispute.slug)
    assert "Acme goes to GAO" not in text
    assert "title: Shared" in text
    (record.folder / f"{other.dispute.slug}.yaml").write_text(text, encoding="utf-8")
    assert changes(record.folder) == {}


@pytest.mark.django_db
def test_the_command_prints_or_writes_files(record, capsys):
    record.load()
    call_command("dump_record", "boats")
    assert capsys.readouterr().out == dump_dispute("boats")
    call_command("dump_record", "boats", "--parties", "--into", str(record.folder))
    assert (record.folder / "parties.yaml").read_text(encoding="utf-8") == dump_parties()
    with pytest.raises(CommandError, match="There is no dispute “ships”; there are: boats"):
        call_command("dump_record", "ships")


@pytest.mark.django_db
def test_what_editors_made_keeps_its_slug():
    contract, claim = make_contract(title={"en": "Some Other Words"}), make_claim()
    publish([contract.dispute, contract, claim, claim.dispute])
    [dumped] = yaml.safe_load(dump_dispute(contract.dispute.slug))["contracts"]
    assert dumped["id"] == contract.slug
    [dumped] = yaml.safe_load(dump_dispute(claim.dispute.slug))["claims"]
    assert dumped["id"] == claim.slug
