from functools import partial

from django.db import migrations

from contracts.first_histories import begin_histories


class Migration(migrations.Migration):
    dependencies = [
        ("timeline", "0034_keep_history"),
    ]

    operations = [
        migrations.RunPython(partial(begin_histories, "timeline"), migrations.RunPython.noop, elidable=True),
    ]
