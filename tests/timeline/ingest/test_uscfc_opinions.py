import json

import pytest

from tests.timeline.ingest.foreign import sample
from timeline.ingest.errors import EmptyBody, MaintenancePage, Malformed, NotThisFormat
from timeline.ingest.uscfc_opinions import parse

HOST = "https://ecf.cofc.uscourts.gov"


def opinion(text="REPORTED OPINION granting [42] Motion to Dismiss. Signed by Judge Ann B. Clerk. (xy)", **changes):
    return {
        "link": f"{HOST}/cgi-bin/show_public_doc?2019cv1796-241-0",
        "judge": "a_clerk",
        "text": text,
        "date": "03/13/2020",
        "title": "19-1796 &bull; AMAZON WEB SERVICES, INC. v. USA",
        "criteria": "reported",
    } | changes


def page(*opinions, name="recent_opinions"):
    return f"<!doctype html><html><body><script>const {name} = {json.dumps(opinions)};</script></body></html>".encode()


def only(*opinions):
    (item,) = parse(page(*opinions)).items
    return item


def test_an_opinion_is_taken_apart():
    item = only(opinion())
    assert (item.key, item.kind) == ("uscfc:2019cv1796-241-0", "opinion")
    assert item.title == "19-1796 AMAZON WEB SERVICES, INC. v. USA"
    assert [(one.value, one.court) for one in item.identifiers] == [("1:19-cv-01796", "uscfc")]
    assert item.happened.edtf == item.published.edtf == "2020-03-13"
    assert [(one.name, one.role) for one in item.parties] == [
        ("AMAZON WEB SERVICES, INC.", "plaintiff"),
        ("USA", "defendant"),
        ("Ann B. Clerk", "judge"),
    ]
    assert item.extra["document_number"] == "241"


@pytest.mark.parametrize(
    ("text", "happened", "entry"),
    [
        (
            "OPINION (re-issuance of [37] Sealed Opinion originally filed on 2/12/2020 for Publication).",
            "2020-02-12",
            "37",
        ),
        (
            "OPINION (reissued for publication of [43] SEALED OPINION dated February 3, 2020, DENYING [9] Motion)",
            "2020-02-03",
            "43",
        ),
        ("OPINION (Reissued for Publication of 2/2/2020 Opinion) denying [22] Motion for Discovery.", "2020-02-02", ""),
        ("Reissued public opinion of the Court's [2/12/20] sealed opinion granting [24] Motion.", "2020-02-12", ""),
        ("UNREPORTED PUBLIC ORDER re [52] **SEALED** ORDER denying Motion.", None, "52"),
        ("ORDER: ECF No. [78] reissued.", None, "78"),
        ("OPINION (public version): GRANTING the government's [27], [28] motions.", None, ""),
        ("Reissued OPINION of the Court's [55] OPINION. (Entered: 03/13/2020)", None, "55"),
    ],
)
def test_a_reissue_keeps_both_dates_and_never_a_guessed_one(text, happened, entry):
    item = only(opinion(text=text))
    assert (item.happened.edtf, item.published.edtf) == (happened, "2020-03-13")
    assert (item.extra["reissue"], item.extra["original_entry"]) == (True, entry)
    assert happened or "not named" in item.happened.note


@pytest.mark.parametrize(
    "text",
    [
        "OPINION denying [34] Motion. Modified on 4/6/2020 to reference reissued [55] OPINION.",
        "ORDER denying Motion for Reconsideration re [50] Order.",
        "OPINION DISMISSING CASE; ORDER UNSEALING MOTION [5].",
    ],
)
def test_an_opinion_of_its_own_is_no_reissue(text):
    item = only(opinion(text=text))
    assert item.extra["reissue"] is False
    assert item.happened.edtf == "2020-03-13"


def test_a_file_without_entry_number_is_known_by_its_path():
    item = only(opinion(link="/cofc/opinions/25-11281-parks-20260602.pdf", title="25-11281 &bull; In re: Parks"))
    assert item.key == "uscfc:cofc/opinions/25-11281-parks-20260602.pdf"
    assert item.url == f"{HOST}/cofc/opinions/25-11281-parks-20260602.pdf"
    assert item.identifiers[0].value == "25-11281"


def test_what_is_listed_twice_is_one_item_and_what_names_nothing_is_rejected():
    result = parse(page(opinion(), opinion(), opinion(link="javascript:1"), opinion(title="?")))
    assert len(result.items) == 1
    assert [error.entry for error in result.rejected] == [3, 4]


def test_text_that_no_table_can_hold_is_mended():
    item = only(opinion(criteria="reported\ud800", text="OPINION\x00 of the court. " * 2))
    assert item.content_hash()
    assert "\x00" not in item.text


def test_the_page_of_the_special_masters_has_the_same_shape():
    assert len(parse(page(opinion(), name="recent_decisions")).items) == 1


def test_several_judges_are_all_named():
    text = "OPINION. Signed by Judges Ann B. Clerk, Carl D. Even, and Eve F. Good. (bcs) Service made."
    assert [one.name for one in only(opinion(text=text)).parties[2:]] == ["Ann B. Clerk", "Carl D. Even", "Eve F. Good"]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", EmptyBody),
        (b"<html><title>Welcome</title></html>", NotThisFormat),
        (b"<html><title>Scheduled maintenance</title></html>", MaintenancePage),
        (page(opinion())[:150], Malformed),
        (b'{"items": []}', NotThisFormat),
    ],
)
def test_a_page_without_the_list_is_an_error(body, error):
    with pytest.raises(error):
        parse(body)


def test_a_foreign_page_is_read_whole(request):
    result = parse(sample(request, "uscfc_opinions/recent_opinions_trimmed.html"))
    assert (len(result.items), result.rejected) == (85, ())
    by_key = {item.key: item for item in result.items}
    assert by_key["uscfc:2025cv1004-53-0"].happened.edtf == "2025-11-21"
    assert by_key["uscfc:2025cv0624-38-0"].happened.edtf == "2025-06-12"
    assert sum(item.extra["reissue"] for item in result.items) == 32
    assert all(any(one.role == "judge" for one in item.parties) for item in result.items)
