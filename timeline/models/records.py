"""What a record file last gave to an object, so that a load changes only what nobody edited since."""

from django.db import models


class RecordOrigin(models.Model):
    """An object that a record file created: which entry of which file, and the hash of the values it last gave."""

    file = models.CharField(max_length=100, help_text="Name of the record file without its ending: “jedi”, “parties”.")
    kind = models.CharField(max_length=20, help_text="Section of the file: event, statement, source, party …")
    entry = models.CharField(max_length=200, help_text="Id of the entry in the file.")
    object_key = models.CharField(max_length=100, help_text="Slug or public id of the object.")
    values_hash = models.CharField(max_length=64, help_text="SHA-256 of the values that a load last gave.")
    loaded_at = models.DateTimeField(auto_now=True, help_text="When a load last touched it.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "kind", "entry"], name="origin_one_object_an_entry"),
            models.UniqueConstraint(fields=["kind", "object_key"], name="origin_one_file_an_object"),
        ]

    def __str__(self) -> str:
        """Return file and entry."""
        return f"{self.file}: {self.kind} {self.entry}"
