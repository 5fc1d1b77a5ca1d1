"""By what words are known where the words themselves are not to be kept: a hash of them in composed letters. Pure."""

from hashlib import sha256

from timeline.passages.finding import composed


def digest(words: str) -> str:
    """Return the SHA-256 of words, hexadecimal."""
    return sha256(composed(words).encode("utf-8", "surrogatepass")).hexdigest()
