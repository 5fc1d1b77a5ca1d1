"""Note how exactly an event's date is known and in which languages it is shown, for the log as it stands."""

import django.contrib.postgres.fields
from django.db import migrations, models

# What `index_rows` gives every revision from now on; a rebuilt index holds the same values.
FILL = """
UPDATE timeline_evententry e SET precision = coalesce(d.doc #>> '{date,precision}', 'day'),
 languages = CASE WHEN d.doc -> 'quote' ->> 'lang' IS NOT NULL THEN ARRAY[d.doc -> 'quote' ->> 'lang']
  ELSE ARRAY(SELECT DISTINCT c -> 'source' ->> 'lang' FROM jsonb_array_elements(d.doc -> 'citations') c
   WHERE c -> 'source' ->> 'lang' IS NOT NULL ORDER BY 1) END
FROM (SELECT seq, document::jsonb AS doc FROM timeline_revision WHERE document_type = 'event') d WHERE d.seq = e.seq
"""


class Migration(migrations.Migration):
    dependencies = [("timeline", "0024_keep_answers_as_zstandard")]

    operations = [
        migrations.AddField("evententry", "precision", models.CharField(default="day", max_length=5)),
        migrations.AddField(
            "evententry",
            "languages",
            django.contrib.postgres.fields.ArrayField(models.CharField(max_length=10), default=list),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
