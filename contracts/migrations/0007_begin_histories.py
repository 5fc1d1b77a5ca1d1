from functools import partial

from django.db import migrations

from contracts.first_histories import begin_histories


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0006_keep_history"),
    ]

    operations = [
        migrations.RunPython(partial(begin_histories, "contracts"), migrations.RunPython.noop, elidable=True),
    ]
