"""The benchmark: a large synthetic record in the real log, a textbook implementation of the same, and a load generator.

Nothing of the site imports it; `manage.py bench` runs it in a database of its own.
"""
