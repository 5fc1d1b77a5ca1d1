"""The parts of the site that differ in what a browser may do there."""

ADMIN = "/admin/"
API = "/api/v1/"
API_DOCS = "/api/docs/"
HOOKS = "/hooks/"
GERMAN = "/de/"
