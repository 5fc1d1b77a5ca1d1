"""Docket, solicitation and contract numbers, raw and normalised, and permanent public ids. Pure."""

import hashlib
import re
import secrets

ALPHABET = "abcdefghjkmnpqrstvwxyz23456789"
ID_LENGTH = 10
_NOISE = re.compile(r"[\s‐-―]+")


def new_public_id() -> str:
    """Draw an opaque public id; it carries no time and no count."""
    return "".join(secrets.choice(ALPHABET) for _ in range(ID_LENGTH))


def public_id_for(kind: str, scope: str, key: str) -> str:
    """Derive a record file entry's public id, so that every site gives it the same address.

    `kind` is the noun (event, source, protest …), `scope` the dispute's slug, `key` the entry's id in the file.
    """
    number = int.from_bytes(hashlib.sha256(f"{kind}:{scope}:{key}".encode()).digest()[:16])
    digits = []
    for _ in range(ID_LENGTH):
        number, digit = divmod(number, len(ALPHABET))
        digits.append(ALPHABET[digit])
    return "".join(digits)


def normal_docket(raw: str) -> str:
    """Normalise a docket number for comparison: case, blanks, “No.” and kinds of dash go.

    Court of Federal Claims numbers in CM/ECF form become the short form the court prints (`19-1796C`).
    """
    text = _NOISE.sub(lambda m: "" if m.group().isspace() else "-", raw.strip())
    text = re.sub(r"^(?:case)?nos?\.?", "", text, flags=re.IGNORECASE).upper()
    long_form = re.fullmatch(r"(?:\d+:)?(?:20)?(\d\d)-(?:CV|VV|BID)-0*(\d+)(?:-[A-Z]+)?", text)
    if long_form:
        return f"{long_form[1]}-{long_form[2]}C"
    return text


def normal_number(raw: str) -> str:
    """Normalise a solicitation or contract number: capitals, no blanks, no hyphens (FAR 4.1603)."""
    return re.sub(r"[\s\-‐-―.]+", "", raw).upper()
