import pytest

from timeline.classification.sums import sums


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("a $10 billion contract", "10000000000", "USD"),
        ("the $10bn deal", "10000000000", "USD"),
        ("$10B cloud", "10000000000", "USD"),
        ("awarded $452,461,776", "452461776", "USD"),
        ("USD 42 million bond", "42000000", "USD"),
        ("$1.15 billion more", "1150000000.00", "USD"),
        ("€3,4 Mrd. für", "3400000000.0", "EUR"),
        ("3,4 Milliarden Dollar", "3400000000.0", "USD"),
        ("zehn Milliarden US-Dollar", "10000000000", "USD"),
        ("Zehn-Milliarden-Dollar-Auftrag", "10000000000", "USD"),
        ("35 Mio. Euro", "35000000", "EUR"),
        ("£330 million", "330000000", "GBP"),
        ("1.234.567 Euro", "1234567", "EUR"),
    ],
)
def test_sums_are_read_as_papers_write_them(text, value, currency):
    [found] = sums(text)

    assert (found.value, found.currency) == (type(found.value)(value), currency)


@pytest.mark.parametrize("text", ["ten companies", "A$5 million", "10 billion stars", "in 2019", "B-416657"])
def test_other_numbers_are_no_sums(text):
    assert list(sums(text)) == []
