"""Keep documents of ordinary size uncompressed within their rows: lists of a hundred read them without unpacking any."""

from django.db import migrations

# Bytes of a row up to which nothing is compressed or moved out of it: as much as a page holds.
KEEP = "ALTER TABLE timeline_revision SET (toast_tuple_target = 8160)"
FORGET = "ALTER TABLE timeline_revision RESET (toast_tuple_target)"


class Migration(migrations.Migration):
    dependencies = [("timeline", "0006_add_fates_of_grounds")]

    operations = [migrations.RunSQL(KEEP, FORGET)]
