"""The desk's inputs for the record's own kinds of column: partial dates, texts in two languages, lists of names."""

from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from unfold.widgets import INPUT_CLASSES, TEXTAREA_CLASSES, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from contracts import texts
from contracts.dates import DateError, PartialDate
from contracts.models.fields import LocalizedTextField, LocalizedTextFormField, PartialDateField
from timeline.written_dates import read_written

LANGUAGE_NAMES = {"en": "English", "de": "German"}
DATE_EXAMPLES = "2019-11-22, 22 Nov 2019, Nov 2019, about 2017"


class PartialDateFormField(forms.CharField):
    """A date as exact as the sources say, written in any usual way; its cleaned value is the EDTF text."""

    def __init__(self, **kwargs: Any) -> None:
        """Take a CharField's options."""
        attributes = {"placeholder": DATE_EXAMPLES, "class": "partial-date", "autocomplete": "off"}
        kwargs["widget"] = UnfoldAdminTextInputWidget(attrs=attributes)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show the EDTF text."""
        return str(value) if isinstance(value, PartialDate) else value

    def clean(self, value: Any) -> Any:
        """Refuse what is no date, in the words of the calendar."""
        text = super().clean(value)
        if not text:
            return text
        try:
            return read_written(text, today=timezone.localdate())
        except DateError as error:
            raise ValidationError(str(error), code="invalid") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare dates, since the same one can be written in several ways."""
        try:
            data = self.clean(data)
        except ValidationError:
            return True
        return super().has_changed(self.prepare_value(initial), data)


class TwoLanguagesWidget(forms.MultiWidget):
    """One labelled input a language, English first."""

    template_name = "admin/timeline/widgets/two_languages.html"

    def __init__(self, *, rows: int, label: str) -> None:
        """Show one-line inputs for short texts, growing areas for long ones; each is named by label and language."""
        self.label = label
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            lang: _language_input(lang, rows) for lang in texts.LANGUAGES
        }
        super().__init__(widgets)

    def decompress(self, value: Any) -> list[str | None]:
        """Split the stored map into its languages."""
        return [(value or {}).get(lang) for lang in texts.LANGUAGES]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give each input its label."""
        context = super().get_context(name, value, attrs)
        for lang, subwidget in zip(texts.LANGUAGES, context["widget"]["subwidgets"], strict=True):
            subwidget["language"] = LANGUAGE_NAMES[lang]
            subwidget["attrs"]["aria-label"] = f"{self.label}, {LANGUAGE_NAMES[lang]}"
        return context


def _language_input(lang: str, rows: int) -> forms.Widget:
    attributes: dict[str, Any] = {"lang": lang, "spellcheck": "true"}
    if rows == 1:
        return forms.TextInput({**attributes, "class": " ".join(INPUT_CLASSES)})
    return forms.Textarea({**attributes, "rows": rows, "class": " ".join([*TEXTAREA_CLASSES, "field-sizing-content"])})


class LinesField(forms.CharField):
    """A list of short texts, one a line: names may contain commas."""

    def __init__(self, *, longest: int, **kwargs: Any) -> None:
        """Allow `longest` characters a line."""
        self.longest = longest
        kwargs["widget"] = UnfoldAdminTextareaWidget({"rows": 3, "class": "field-sizing-content"})
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show one entry a line."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]  # a list of what CharField returns
        """Split into lines, without empty and repeated ones."""
        lines = [line.strip() for line in (super().to_python(value) or "").splitlines()]
        return list(dict.fromkeys(line for line in lines if line))

    def validate(self, value: Any) -> None:
        """Refuse lines that are too long."""
        super().validate(value)
        for line in value:
            if len(line) > self.longest:
                raise ValidationError(f"“{line[:30]}…” has {len(line)} characters; at most {self.longest} are allowed.")

    def run_validators(self, value: Any) -> None:
        """Check each line like any text."""
        for line in value:
            super().run_validators(line)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare lists."""
        return list(initial or []) != self.to_python(data)


def form_field(column: models.Field[Any, Any]) -> forms.Field | None:
    """Return the input for one of the record's own kinds of column; None for any other."""
    label, help_text = str(column.verbose_name).capitalize(), column.help_text
    if isinstance(column, LocalizedTextField):
        field = LocalizedTextFormField(longest=column.longest, rows=column.rows, required=not column.blank)
        field.label, field.help_text = label, help_text
        field.widget = TwoLanguagesWidget(rows=column.rows, label=label)
        field.widget.is_required = field.required
        return field
    if isinstance(column, PartialDateField):
        return PartialDateFormField(
            required=not column.blank, label=label, help_text=help_text, empty_value=None if column.null else ""
        )
    if isinstance(column, ArrayField):
        return LinesField(
            longest=column.base_field.max_length or 200, required=not column.blank, label=label, help_text=help_text
        )
    return None
