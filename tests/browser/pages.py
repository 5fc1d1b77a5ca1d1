"""Every kind of page, each once, by the name of its address: what is true of all pages is tested on these."""

from contracts.identifiers import public_id_for

ORDER = public_id_for("event", "wildandstormy", "2021-10-29-gao-sustains")
CASE = public_id_for("protest", "wildandstormy", "gao-b-420004")
STATEMENT = public_id_for("statement", "jedi", "2019-12-09-pentagon-keine-externen-einfluesse")
SOURCE = public_id_for("source", "jedi", "gao-b416657-5")

PAGES: dict[str, tuple[str, ...]] = {
    "home": ("/",),
    "dispute": (
        "/disputes/jedi/",
        "/disputes/wildandstormy/?known_by=2021-09-30",
        "/disputes/wildandstormy/?type=ruling",
    ),
    "event": (f"/events/{ORDER}/", f"/events/{STATEMENT}/"),
    "protest": (f"/protests/{CASE}/",),
    "contract": ("/contracts/jwcc/",),
    "parties": ("/parties/",),
    "party": ("/parties/ibm/",),
    "claims": ("/claims/",),
    "claim": ("/claims/conflict-of-interest-donnelly/",),
    "sources": ("/sources/", "/sources/?dispute=jedi"),
    "source": (f"/sources/{SOURCE}/",),
    "statements": ("/statements/?q=unmistakable",),
    "corrections": ("/corrections/",),
    "deadlines": ("/deadlines/?dispute=wildandstormy",),
    "calculator": ("/calculator/?rule=GAO_POSTAWARD_10&date=2019-11-22", "/calculator/?rule=GAO_POSTAWARD_10&date=x"),
    "sources-health": ("/sources-health/",),
    "quality": ("/quality/", "/quality/?dispute=jedi"),
    "quality-list": ("/quality/events-with-one-source/?dispute=jedi", "/quality/sources-without-copy/"),
    "cite": ("/cite/1/",),
    "compare": ("/compare/",),
    "search": ("/search/?q=amazon", "/search/?q=Orcale"),
    "style": ("/style/",),
    "about": ("/about/",),
    "method": ("/method/",),
    "licence": ("/licence/",),
    "report": ("/report/",),
    "report-thanks": ("/report/thanks/",),
    "api-keys": ("/api-keys/",),
    "alerts": ("/alerts/?about=dispute:jedi",),
    "webhooks": ("/webhooks/?about=dispute:jedi",),
    "data": ("/data/",),
    "statistics": ("/statistics/",),
    "glossary": ("/glossary/",),
    "for-journalists": ("/for-journalists/",),
    "dispute-embed": ("/embed/disputes/wildandstormy/",),
    "event-embed": (f"/embed/events/{ORDER}/", f"/embed/events/{STATEMENT}/"),
}
# What answers with an error, by its status.
ERRORS = {"/nothing/": 404, "/disputes/jedi/?colour=red": 400, "/calculator/?rule=GAO_POSTAWARD_10&date=x": 400}
# Other addresses for the same page, and answers that are no page.
NO_PAGES = {
    "disputes",
    "event-words",
    "protest-words",
    "calendar",
    "dispute-calendar",
    "cite-json",
    "oembed",
    "api-keys-own",
    "alerts-own",
    "webhooks-own",
}
PATHS = (*(path for paths in PAGES.values() for path in paths), "/nothing/", "/disputes/jedi/?colour=red")
