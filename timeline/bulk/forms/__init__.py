"""The forms in which the record is given away, one module each."""

from timeline.bulk.forms.csv_bundle import CsvBundle
from timeline.bulk.forms.jsonlines import JsonLines
from timeline.bulk.forms.ocds import Ocds
from timeline.bulk.forms.sqlite import Sqlite

FORMS = (JsonLines, CsvBundle, Sqlite, Ocds)

__all__ = ["FORMS", "CsvBundle", "JsonLines", "Ocds", "Sqlite"]
