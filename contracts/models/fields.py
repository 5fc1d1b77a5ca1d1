"""The two kinds of column this record needs beyond Django's: a partial date and a text in several languages."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from contracts import texts
from contracts.dates import DateError, PartialDate


class PartialDateField(models.CharField):  # type: ignore[type-arg]  # the stubs' two parameters are fixed by Any below
    """A date of stated precision, kept as its EDTF text; Python sees `contracts.dates.PartialDate` or None."""

    description = "Date of stated precision (EDTF)"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take a CharField's options; the length is fixed."""
        kwargs["max_length"] = 32
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Leave the fixed length out of migrations."""
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, *_: Any) -> PartialDate | None:
        """Read the stored text."""
        return PartialDate.parse(value) if value else None

    def to_python(self, value: Any) -> PartialDate | None:
        """Accept a PartialDate, an EDTF text, or nothing."""
        if value is None or value == "":
            return None
        if isinstance(value, PartialDate):
            return value
        try:
            return PartialDate.parse(str(value))
        except DateError as error:
            raise ValidationError(str(error), code="invalid") from error

    def get_prep_value(self, value: Any) -> str | None:
        """Store the EDTF text; an empty value is NULL where the column allows it."""
        found = self.to_python(value)
        if found is None:
            return None if self.null else ""
        return found.text

    def validate(self, value: Any, _: models.Model | None) -> None:
        """Check presence only: the text was checked when it was read."""
        if value is None and not (self.null or self.blank):
            raise ValidationError(self.error_messages["null"], code="null")

    def run_validators(self, value: Any) -> None:
        """Check the text's length like any CharField's."""
        super().run_validators(value.text if isinstance(value, PartialDate) else value)

    def value_to_string(self, obj: models.Model) -> str:
        """Serialise as EDTF."""
        value = self.value_from_object(obj)
        return str(value) if value else ""

    def formfield(self, **kwargs: Any) -> Any:
        """Offer a plain text input with an example."""
        widget = forms.TextInput(attrs={"placeholder": "2019-11-22, 2019-11, 2019 or 2017~"})
        return super().formfield(**{"widget": widget, **kwargs})


class PublishedEditField(models.DateTimeField):  # type: ignore[type-arg]  # as above
    """Which edit of a row was last published: publishing alone writes it, saving the row leaves it alone."""

    description = "Time of the edit that was last published"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take a DateTimeField's options; it is empty for a draft and in no form."""
        super().__init__(*args, **{**kwargs, "null": True, "blank": True, "editable": False})

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: ARG002, FBT001 - as Django calls it
        """Keep what the table has: a row read before a publication and saved after it must not undo the note of it."""
        return None if add else models.F(self.attname)


class LocalizedTextWidget(forms.MultiWidget):
    """One input a language, each marked with its language."""

    def __init__(self, *, rows: int) -> None:
        """Show one-line inputs for short texts, areas of `rows` rows for long ones."""
        kind = forms.TextInput if rows == 1 else forms.Textarea
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            lang: kind(attrs={"lang": lang, "placeholder": lang, **({"rows": rows} if rows > 1 else {})})
            for lang in texts.LANGUAGES
        }
        super().__init__(widgets)

    def decompress(self, value: Any) -> list[str | None]:
        """Split the stored map into its languages."""
        return [(value or {}).get(lang) for lang in texts.LANGUAGES]


class LocalizedTextFormField(forms.MultiValueField):
    """A text in several languages; the main language is required where the text is."""

    def __init__(self, *, longest: int, rows: int, required: bool = True, **kwargs: Any) -> None:
        """Build one text field a language."""
        self.longest = longest
        widget = LocalizedTextWidget(rows=rows)
        kwargs = {key: value for key, value in kwargs.items() if key in {"label", "help_text", "initial", "disabled"}}
        fields = [forms.CharField(required=False, strip=True) for _ in texts.LANGUAGES]
        super().__init__(fields, required=required, require_all_fields=False, widget=widget, **kwargs)

    def compress(self, data_list: list[str]) -> texts.TextMap:
        """Join the inputs into a map without empty texts."""
        words = {lang: text for lang, text in zip(texts.LANGUAGES, data_list or [], strict=False) if text}
        try:
            return texts.text_map(words, longest=self.longest)
        except texts.TextError as error:
            raise ValidationError(str(error), code="invalid") from error


class LocalizedTextField(models.JSONField):
    """An editorial text as a map from language to words; empty is {}.

    `longest` bounds each language in characters, `rows` is the height of its input; `any_language` lets a map stand
    without the main language (a translation into another one).
    """

    description = "Text in several languages"

    def __init__(
        self, *args: Any, longest: int = 2_000, rows: int = 1, any_language: bool = False, **kwargs: Any
    ) -> None:
        """Take JSONField's options; the default is an empty map."""
        self.longest, self.rows, self.any_language = longest, rows, any_language
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Accept a plain text (English) or a map."""
        if value in (None, ""):
            return {}
        if not isinstance(value, str | Mapping):
            raise ValidationError("a text or a map of texts is needed", code="invalid")
        try:
            return texts.text_map(value, longest=self.longest)
        except texts.TextError as error:
            raise ValidationError(str(error), code="invalid") from error

    def clean(self, value: Any, _: models.Model | None) -> Any:
        """Clean the map; require the main language unless the column may be blank."""
        cleaned = self.to_python(value)
        if cleaned and not self.any_language and texts.MAIN_LANGUAGE not in cleaned:
            raise ValidationError(f"the text in {texts.MAIN_LANGUAGE} is missing", code="required")
        if not cleaned and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")
        return cleaned

    def get_prep_value(self, value: Any) -> Any:
        """Store the map in the languages' fixed order."""
        return super().get_prep_value(self.to_python(value))

    def formfield(self, **kwargs: Any) -> Any:
        """Offer one input a language."""
        return LocalizedTextFormField(
            longest=self.longest,
            rows=self.rows,
            required=not self.blank,
            label=kwargs.get("label") or str(self.verbose_name).capitalize(),
            help_text=self.help_text,
        )
