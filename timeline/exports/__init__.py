"""Downloads of the record: the same events as the page shows, as a table or as documents."""
