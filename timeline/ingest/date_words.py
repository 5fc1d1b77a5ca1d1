"""The words in which feeds and courts say dates: months, weekdays and time zones of five languages."""

from collections.abc import Mapping
from datetime import timedelta, timezone
from typing import Final

_MONTHS: Final = (
    "jan january januar jänner jaenner jän jaen gen gennaio janv janvier ene enero",
    "feb february februar feber febbraio févr fevr fév fev février fevrier febr febrero",
    "mar march märz maerz mär mrz marz marzo mars",
    "apr april aprile avr avril abr abril",
    "may mai mag maggio mayo",
    "jun june juni giu giugno juin junio",
    "jul july juli lug luglio juil juillet julio",
    "aug august ago agosto août aout aoû",
    "sep sept september set sett settembre septembre septiembre",
    "oct october okt oktober ott ottobre octobre octubre",
    "nov november novembre noviembre",
    "dec december dez dezember dic dicembre déc décembre decembre diciembre",
)

_WEEKDAYS: Final = (
    "mon monday mo montag lun lunedì lunedi lundi lunes",
    "tue tues tuesday di dienstag mar martedì martedi mardi martes",
    "wed weds wednesday mi mittwoch mer mercoledì mercoledi mercredi mié mie miércoles miercoles",
    "thu thur thurs thursday do donnerstag gio giovedì giovedi jeu jeudi jue jueves",
    "fri friday fr freitag ven venerdì venerdi vendredi vie viernes",
    "sat saturday sa samstag sonnabend sab sabato sam samedi sáb sábado sabado",
    "sun sunday so sonntag dom domenica dim dimanche domingo",
)


def _by_word(rows: tuple[str, ...], first: int) -> Mapping[str, int]:
    return {word: number for number, row in enumerate(rows, start=first) for word in row.split()}


MONTH_NUMBERS: Final = _by_word(_MONTHS, 1)
"""Month (1-12) by its lower-case name or abbreviation; no word means two months."""

WEEKDAY_NUMBERS: Final = _by_word(_WEEKDAYS, 0)
"""Weekday (Monday is 0) by its lower-case name or abbreviation."""

_HOURS: Final = {
    # RFC 822 fixes the North American names; the others are in use for one zone only.
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "AKST": -9, "AKDT": -8, "HST": -10,
    "WEST": 1, "CET": 1, "MEZ": 1, "MET": 1, "CEST": 2, "MESZ": 2, "MEST": 2, "EET": 2, "OEZ": 2, "EEST": 3, "OESZ": 3,
    "MSK": 3, "SGT": 8, "HKT": 8, "AWST": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip

ZONE_OFFSETS: Final = {name: timezone(timedelta(hours=hours)) for name, hours in _HOURS.items()}
"""Fixed offset by abbreviation. Absent on purpose, because they name several zones: IST, AST, SST, AMT, ADT."""

ZONE_REGIONS: Final = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
    "BST": "Europe/London",
}
"""Region by an abbreviation whose offset depends on the day."""
