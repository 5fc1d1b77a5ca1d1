"""Let readings pass over entries that stand in a feed as before, without writing their rows."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("timeline", "0014_receive_examples"),
    ]

    operations = [
        migrations.AddField(
            model_name="fetch",
            name="repeated",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(),
                blank=True,
                db_default=[],
                default=list,
                editable=False,
                help_text="Numbers of the known items that it repeated; their rows need not be written for that.",
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="mark",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                help_text="Hash of the entry as it stood and of the program that read it; equal means unchanged.",
                max_length=32,
            ),
        ),
        migrations.AlterField(
            model_name="item",
            name="last_fetch",
            field=models.ForeignKey(
                db_index=False,
                help_text="The fetch that its content was read from; later ones may have repeated it.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="items",
                to="timeline.fetch",
            ),
        ),
    ]
