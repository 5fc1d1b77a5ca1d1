"""The door for assistants: the Model Context Protocol, read-only, over the same selectors as pages and API."""
