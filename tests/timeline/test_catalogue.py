"""The German catalogue: everything that pages say is in it, translated by hand, and compiled as it stands."""

from babel.messages import Catalog

from timeline import catalogue


def test_everything_that_pages_say_is_said_in_german():
    assert catalogue.mistakes(catalogue.updated()) == []


def test_the_catalogue_holds_nothing_that_nobody_says():
    said = {(message.context, message.id) for message in catalogue.wanted()}
    assert [message.id for message in catalogue.kept() if (message.context, message.id) not in said] == []


def test_the_compiled_catalogue_is_that_of_the_repository():
    assert catalogue.as_mo(catalogue.kept()) == catalogue.MO.read_bytes()


def test_missing_uncertain_and_broken_entries_are_found():
    catalog = Catalog(locale="de")
    catalog.add("Filed")
    catalog.add("Outcome", "Ausgang", flags=["fuzzy"])
    catalog.add("%(n)s sources", "%(m)s Quellen")
    catalog.add(("%(n)s day", "%(n)s days"), ("%(n)s Tag", ""))
    assert catalogue.mistakes(catalog) == [
        "not translated: Filed",
        "uncertain: Outcome",
        "unknown placeholder %(m)s: %(n)s sources",
        "not translated: %(n)s day",
    ]
