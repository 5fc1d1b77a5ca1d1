"""Reads a form's page as a browser would: all inputs with their values, ready to be posted back."""

from html.parser import HTMLParser
from typing import Any


class _Inputs(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.data: dict[str, list[str]] = {}
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "input" and name:
            boxed = given.get("type") in {"checkbox", "radio"}
            if given.get("type") != "submit" and (not boxed or "checked" in given):
                self.data.setdefault(name, []).append(given.get("value", "on" if boxed else "") or "")
        elif tag == "textarea":
            self.area = name
            self.data[name] = [""]
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in given:
            self.data.setdefault(self.select, []).append(given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""
        elif tag == "select":
            self.select = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.data[self.area][0] += data


def inputs(client: Any, url: str) -> dict[str, Any]:
    """Return what the form at this address would post if nothing were changed; blank lines of inlines are left out."""
    return inputs_of(client.get(url).content.decode())


def inputs_of(page: str) -> dict[str, list[str]]:
    """Return what the forms of this page would post if nothing were changed; blank lines of inlines are left out."""
    reader = _Inputs()
    reader.feed(page)
    data = {name: [text.removeprefix("\n") for text in texts] for name, texts in reader.data.items()}
    return {name: values for name, values in data.items() if "__prefix__" not in name}


def add_line(data: dict[str, Any], prefix: str, **given: Any) -> None:
    """Add a line to an inline."""
    number = int(data[f"{prefix}-TOTAL_FORMS"][0])
    data[f"{prefix}-TOTAL_FORMS"] = [str(number + 1)]
    for name, value in given.items():
        data[f"{prefix}-{number}-{name}"] = value
