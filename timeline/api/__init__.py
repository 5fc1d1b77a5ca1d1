"""The REST API: reads of the publication log as JSON, documents passed on as the log keeps them.

An answer is put together as text: the stored documents are spliced in between a few characters of our own, so that no
document is parsed, built or serialised on the way out.
"""
