"""What a reader accepts decides how an answer is compressed; each coding gives back what went in."""

import gzip

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from timeline.codings import BROTLI, GZIP, QUICKEST_FIRST, SMALLEST_FIRST, ZSTANDARD, chosen

UNPACK = {
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body),
    "gzip": gzip.decompress,
}


@pytest.mark.parametrize(
    ("accepted", "name"),
    [
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP, ZSTD", "zstd"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0, *", "zstd"),
        ("*;q=0.1", "br"),
        ("gzip;q=1.0", "gzip"),
        ("br ; q = 0.9 , gzip", "gzip"),
    ],
)
def test_the_best_accepted_coding_is_chosen(accepted, name):
    coding = chosen(accepted, SMALLEST_FIRST)
    assert coding is not None
    assert coding.name == name


@pytest.mark.parametrize(
    "accepted",
    ["", "identity", "deflate", "gzip;q=0", "br;q=0, *;q=0", "gzip;q=much", "gzip;q=2", "gzip;q=.5, identity"],
)
def test_what_is_not_accepted_is_not_sent(accepted):
    assert chosen(accepted, SMALLEST_FIRST) is None


def test_what_is_made_for_one_reader_is_made_quickly():
    assert chosen("gzip, br, zstd", QUICKEST_FIRST) is ZSTANDARD


@given(st.text(max_size=60))
def test_no_header_breaks_the_choice(accepted):
    assert chosen(accepted, SMALLEST_FIRST) in {None, BROTLI, ZSTANDARD, GZIP}


@pytest.mark.parametrize("coding", SMALLEST_FIRST, ids=lambda coding: coding.name)
@given(pieces=st.lists(st.binary(max_size=300), max_size=6))
def test_every_coding_gives_back_what_went_in(coding, pieces):
    body = b"".join(pieces)
    packing = coding.stream()
    streamed = b"".join([*map(packing.piece, pieces), packing.end()])
    unpack = UNPACK[coding.name]
    assert unpack(coding.once(body)) == unpack(coding.now(body)) == unpack(streamed) == body


@pytest.mark.parametrize("coding", SMALLEST_FIRST, ids=lambda coding: coding.name)
def test_equal_content_gives_equal_bytes(coding):
    assert coding.once(b"record " * 500) == coding.once(b"record " * 500)
