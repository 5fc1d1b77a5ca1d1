"""Brings up all the site stands on (PostgreSQL, Valkey, its processes) on a bare machine and takes it down again."""
