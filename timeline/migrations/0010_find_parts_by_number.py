"""Give docket, solicitation and award numbers rows of their own in the index, for the log as it stands."""

from django.db import migrations, models

# What `index_rows` gives every revision from now on; a rebuilt index holds the same rows.
FILL = """
INSERT INTO timeline_part (seq, kind, key, document_type, document_key, dispute, position, document, valid_to)
SELECT DISTINCT ON (e.seq, n.number) e.seq, 'number', n.number, e.document_type, e.key, e.dispute,
 upper(regexp_replace(n.number, '[^A-Za-z0-9]+', '', 'g')), '{}', e.valid_to
FROM timeline_entry e JOIN timeline_revision r ON r.seq = e.seq CROSS JOIN LATERAL (
 SELECT c ->> 'docket_number' AS number FROM jsonb_array_elements(
  CASE e.document_type WHEN 'protest' THEN r.document::jsonb -> 'cases' ELSE '[]' END) c
 UNION ALL SELECT r.document::jsonb ->> 'solicitation_number' WHERE e.document_type = 'contract'
 UNION ALL SELECT jsonb_array_elements_text(r.document::jsonb -> 'award_ids') WHERE e.document_type = 'contract') n
WHERE e.document_type IN ('protest', 'contract') AND e.state = 'live' AND n.number <> ''
"""
EMPTY = "DELETE FROM timeline_part WHERE kind = 'number'"


class Migration(migrations.Migration):
    dependencies = [("timeline", "0009_ask_open_questions")]

    operations = [
        migrations.AddIndex(
            model_name="part",
            index=models.Index(condition=models.Q(("valid_to", None)), fields=["kind", "key"], name="part_by_key"),
        ),
        migrations.RunSQL(FILL, EMPTY),
    ]
