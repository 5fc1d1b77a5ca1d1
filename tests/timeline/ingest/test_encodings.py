import codecs

import pytest

from timeline.ingest.encodings import to_utf8

TEXT = "Die Vergabekammer erklärte die Rüge für unbegründet; der Bieter ließ es nicht dabei – „natürlich nicht“."


def xml(encoding):
    return f'<?xml version="1.0" encoding="{encoding}"?><t>{TEXT}</t>'


@pytest.mark.parametrize(
    "encoding", ["utf-8", "iso-8859-15", "windows-1252", "utf-16", "utf-16-le", "utf-32", "utf-8-sig"]
)
def test_a_declared_encoding_is_read(encoding):
    text = xml(encoding).replace("–", "-").replace("„", '"').replace("“", '"')
    assert to_utf8(text.encode(encoding))[0].decode() == text


def test_utf8_is_utf8_whatever_is_declared():
    data, encoding, warnings = to_utf8(xml("iso-8859-1").encode(), "text/xml; charset=us-ascii")
    assert (data.decode(), encoding) == (xml("iso-8859-1"), "utf-8")
    assert "declared as cp1252" in warnings[0]


def test_latin_1_is_read_as_the_windows_encoding_that_publishers_mean():
    assert "–" in to_utf8(xml("iso-8859-1").encode("cp1252"))[0].decode()


def test_an_encoding_that_is_not_declared_is_detected_and_said():
    data, _, warnings = to_utf8(xml("").encode("cp1252"))
    assert "Rüge für unbegründet" in data.decode()
    assert "declares no encoding" in warnings[0]


def test_bytes_that_do_not_fit_their_declaration_are_read_as_what_they_are():
    data, _, warnings = to_utf8(xml("utf-8").encode("cp1252"))
    assert "erklärte" in data.decode()
    assert "declared as utf-8, but is not" in warnings[0]


def test_a_few_broken_signs_do_not_turn_a_utf8_document_into_another_encoding():
    body = (xml("utf-8") * 50).encode()
    data, encoding, warnings = to_utf8(body.replace("ü".encode(), b"\xfc", 1))
    assert encoding == "utf-8"
    assert data.decode().count("erklärte") == 50
    assert "some signs are lost" in warnings[0]


@pytest.mark.parametrize("name", ["utf-7", "unicode_escape", "rot13", "zlib_codec", "idna", "no-such"])
def test_what_is_no_encoding_of_documents_is_not_used(name):
    body = f'<?xml version="1.0" encoding="{name}"?><t>+ADw-script+AD4- \\u003c</t>'.encode()
    assert to_utf8(body)[0] == body


def test_a_mark_at_the_beginning_is_taken_off():
    assert to_utf8(codecs.BOM_UTF8 + b"<t/>")[0] == b"<t/>"
