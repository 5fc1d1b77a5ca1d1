"""Components of the answers on how good the record is."""

from timeline.api.schema.builders import Schema, code, day, listed, maybe, number, record, term_code, text
from timeline.api.schema.parts import ID
from timeline.codelists import DocumentType, RevisionKind
from timeline.selectors.quality import MEASURES, TOTALS

NUMBERS: dict[str, Schema] = {
    "count": number("How many fall short.", minimum=0),
    "total": number("Of how many.", minimum=0),
    "api_url": text("The list of them.", format="uri"),
    "page_url": text("The same for people.", format="uri"),
}
MEASURE: dict[str, Schema] = {
    "measure": term_code([one.name for one in MEASURES], "What is missing."),
    "object": term_code(TOTALS, "What is counted; an act is all that was published or removed at once."),
}
QUALITY: dict[str, Schema] = {
    "Quality": record(
        {
            "page_url": text("The same for people.", format="uri"),
            "results": listed(
                record(
                    {
                        **MEASURE,
                        **NUMBERS,
                        "disputes": listed(
                            record({"dispute": ID, **NUMBERS}),
                            "By dispute; a source that is shown in two is counted in both.",
                        ),
                        "days": listed(
                            record({"day": day("In New York."), "count": NUMBERS["count"], "total": NUMBERS["total"]}),
                            "The last figures of each of the last ninety days on which they were kept, oldest first.",
                        ),
                    }
                )
            ),
        },
        "How good the record is.",
    ),
    "QualityList": record(
        {
            **MEASURE,
            **NUMBERS,
            "next": maybe(text("Address of the next window; null in the last.", format="uri")),
            "results": listed(
                record(
                    {
                        "object": term_code([*DocumentType.values, "act"]),
                        "id": text("Slug or public id; of an act its number."),
                        "seq": number("The revision that is live."),
                        "api_url": text(format="uri"),
                        "page_url": text(format="uri"),
                        "lines": listed(
                            record(
                                {
                                    "object": term_code(DocumentType.values),
                                    "id": ID,
                                    "kind": code(RevisionKind),
                                    "seq": number("Its line in the log."),
                                }
                            ),
                            "Of an act: what it wrote.",
                        ),
                    },
                    optional=("seq", "api_url", "page_url", "lines"),
                )
            ),
        },
        "What one measure counts.",
    ),
}
