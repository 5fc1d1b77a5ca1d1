"""Shows what a source sent as plain text: whatever stands in it, the desk never takes it for markup."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

LONGEST_SHOWN = 20_000  # characters


def shown_bytes(content: bytes | None) -> SafeString:
    """Return the beginning of a body, escaped, with its size; bytes that are no UTF-8 are shown as such."""
    if not content:
        return format_html("<p>{}</p>", "No bytes are kept.")
    text = content[: LONGEST_SHOWN * 4].decode("utf-8", "backslashreplace").replace("\0", "\\x00")
    cut = " Only the beginning is shown." if len(text) > LONGEST_SHOWN or len(content) > LONGEST_SHOWN * 4 else ""
    return format_html(
        '<p>{} bytes.{}</p><pre class="desk-raw" tabindex="0">{}</pre>',
        f"{len(content):,}",
        cut,
        text[:LONGEST_SHOWN],
    )
