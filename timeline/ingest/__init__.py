"""The way in: one client that fetches, one pure parser per source that turns bytes into unjudged items."""
