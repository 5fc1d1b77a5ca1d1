"""Know answers again that were read, without keeping for ever what each of them repeated."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("timeline", "0021_look_for_what_the_record_gains"),
    ]

    operations = [
        migrations.AddField(
            model_name="feed",
            name="edits",
            field=models.PositiveBigIntegerField(
                db_default=0,
                default=0,
                editable=False,
                help_text="How many of its answers changed items that were known.",
            ),
        ),
        migrations.AddField(
            model_name="fetch",
            name="read_as",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                help_text="Hash of all but its bytes that decided the reading; the same again would change nothing.",
                max_length=32,
            ),
        ),
        migrations.AlterField(
            model_name="fetch",
            name="repeated",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(),
                blank=True,
                db_default=[],
                default=list,
                editable=False,
                help_text="Numbers of the known items that it repeated, where an older answer might be read after it.",
                size=None,
            ),
        ),
        migrations.AddIndex(
            model_name="fetch",
            index=models.Index(
                condition=models.Q(("state__in", ["waiting", "unreadable", "dead"])),
                fields=["feed"],
                name="fetch_unread",
            ),
        ),
    ]
