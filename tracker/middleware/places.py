"""The parts of the site that differ in what a browser may do there."""

ADMIN = "/admin/"
API_DOCS = "/api/docs/"
GERMAN = "/de/"
