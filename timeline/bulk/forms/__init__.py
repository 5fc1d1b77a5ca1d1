"""The forms in which the record is given away, one module each; Parquet only where `pyarrow` is installed."""

from importlib.util import find_spec

from timeline.bulk.forms.csv_bundle import CsvBundle
from timeline.bulk.forms.form import Form
from timeline.bulk.forms.jsonlines import JsonLines
from timeline.bulk.forms.ocds import Ocds
from timeline.bulk.forms.sqlite import Sqlite

FORMS: list[type[Form]] = [JsonLines, CsvBundle, Sqlite, Ocds]
if find_spec("pyarrow"):
    from timeline.bulk.forms.parquet import Parquet

    FORMS.append(Parquet)

__all__ = ["FORMS", "CsvBundle", "JsonLines", "Ocds", "Sqlite"]
