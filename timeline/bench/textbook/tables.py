"""Makes the textbook's tables and fills them out of the log, so that both implementations hold the same data."""

from django.db import connection

TABLES = """
CREATE SCHEMA textbook;
CREATE TABLE textbook.dispute AS
 SELECT row_number() OVER () AS id, key AS slug, document::json ->> 'name' AS name
 FROM timeline_revision WHERE document_type = 'dispute';
CREATE TABLE textbook.contract AS
 SELECT row_number() OVER () AS id, key AS slug, document::json #>> '{title,en}' AS title,
 document::json ->> 'acronym' AS acronym
 FROM timeline_revision WHERE document_type = 'contract';
CREATE TABLE textbook.protest AS
 SELECT row_number() OVER () AS id, key AS public_id, document::json ->> 'forum' AS forum,
 document::json ->> 'docket' AS docket
 FROM timeline_revision WHERE document_type = 'protest';
CREATE TABLE textbook.party AS
 SELECT row_number() OVER () AS id, key AS slug, document::json ->> 'name' AS name,
 document::json ->> 'short_name' AS short_name, document::json ->> 'kind' AS kind
 FROM timeline_revision WHERE document_type = 'party';
CREATE TABLE textbook.source AS
 SELECT row_number() OVER () AS id, key AS public_id, document::json ->> 'title' AS title,
 document::json ->> 'url' AS url, document::json ->> 'publisher' AS publisher,
 document::json #>> '{published,text}' AS published, document::json ->> 'kind' AS kind,
 document::json ->> 'lang' AS lang
 FROM timeline_revision WHERE document_type = 'source';
CREATE TABLE textbook.plain AS
 SELECT row_number() OVER () AS id, key, document::jsonb AS document
 FROM timeline_revision WHERE document_type = 'event';
CREATE TABLE textbook.event AS
 SELECT e.id, e.key AS public_id, d.id AS dispute_id, c.id AS contract_id, p.id AS protest_id,
 e.document ->> 'type' AS type, e.document ->> 'slug' AS slug, (e.document #>> '{date,earliest}')::date AS date,
 e.document #>> '{title,en}' AS title, e.document #>> '{summary,en}' AS summary,
 (e.document ->> 'significance')::smallint AS significance, (e.document ->> 'sealed')::boolean AS sealed,
 e.document ->> 'confidence' AS confidence
 FROM textbook.plain e
 JOIN textbook.dispute d ON d.slug = e.document #>> '{dispute,id}'
 JOIN textbook.contract c ON c.slug = e.document #>> '{contracts,0,id}'
 LEFT JOIN textbook.protest p ON p.public_id = e.document #>> '{protest,id}';
CREATE TABLE textbook.event_party AS
 SELECT row_number() OVER () AS id, e.id AS event_id, p.id AS party_id, x ->> 'role' AS role
 FROM textbook.plain e, jsonb_array_elements(e.document -> 'parties') x
 JOIN textbook.party p ON p.slug = x #>> '{party,id}';
CREATE TABLE textbook.citation AS
 SELECT row_number() OVER () AS id, e.id AS event_id, s.id AS source_id, x ->> 'anchor' AS anchor
 FROM textbook.plain e, jsonb_array_elements(e.document -> 'citations') x
 JOIN textbook.source s ON s.public_id = x #>> '{source,id}';
DROP TABLE textbook.plain;
CREATE UNIQUE INDEX ON textbook.dispute (id);
CREATE UNIQUE INDEX ON textbook.contract (id);
CREATE UNIQUE INDEX ON textbook.contract (slug);
CREATE UNIQUE INDEX ON textbook.protest (id);
CREATE UNIQUE INDEX ON textbook.party (id);
CREATE UNIQUE INDEX ON textbook.source (id);
CREATE UNIQUE INDEX ON textbook.event (id);
CREATE INDEX ON textbook.event (contract_id, date DESC, id DESC);
CREATE INDEX ON textbook.event (contract_id, type, date DESC, id DESC);
CREATE INDEX ON textbook.event (date DESC, id DESC);
CREATE INDEX ON textbook.event_party (event_id);
CREATE INDEX ON textbook.citation (event_id);
"""


def make_tables() -> None:
    """Make and fill the tables in a schema of their own, with every index that helps them."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        for table in ("dispute", "contract", "protest", "party", "source", "event", "event_party", "citation"):
            cursor.execute(f"ANALYZE textbook.{table}")
